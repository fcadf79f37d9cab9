package dev.tributary.definitions;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.outbox.Outbox;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;

/** The tables of definitions over JDBC. */
final class JdbiRows implements DefinitionRows {
  private static final int FETCHED = 200;

  private static final String SELECT =
      "select workspace, kind, id, key, name, version, created_at, updated_at, deleted, spec"
          + " from definition where kind = :kind";
  private static final String PRESENT = SELECT + " and workspace = :workspace and not deleted";
  private static final String FIND = PRESENT + " and (id = :idOrKey or key = :idOrKey)";
  private static final String INSERT =
      """
      insert into definition (workspace, kind, id, key, name, version, spec, created_at, updated_at)
      values (:workspace, :kind, :id, :key, :name, :version, cast(:spec as jsonb), :createdAt,
        :updatedAt)\
      """;
  private static final String REPLACE =
      """
      update definition set key = :key, name = :name, version = :version,
        spec = cast(:spec as jsonb), updated_at = :updatedAt, deleted = :deleted
      where workspace = :workspace and kind = :kind and id = :id\
      """;
  private static final String KEEP =
      """
      insert into definition_version (workspace, kind, id, version, key, name, spec, deleted, actor,
        actor_name, at)
      values (:workspace, :kind, :id, :version, :key, :name, cast(:spec as jsonb), :deleted, :actor,
        :actorName, :at)
      on conflict do nothing\
      """;
  private static final String OF_OBJECT =
      " where workspace = :workspace and kind = :kind and id = :id";
  private static final String REMEMBER =
      """
      insert into idempotency_key (workspace, kind, idempotency_key, request_hash, object, created_at)
      values (:workspace, :kind, :key, :hash, :object, :now)\
      """;

  private final Handle tx;

  JdbiRows(Handle tx) {
    this.tx = tx;
  }

  @Override
  public Optional<Row> find(WorkspaceId workspace, String kind, String idOrKey) {
    return first(FIND, workspace, kind, idOrKey);
  }

  @Override
  public Optional<Row> lock(WorkspaceId workspace, String kind, String idOrKey) {
    return first(FIND + " for update", workspace, kind, idOrKey);
  }

  private Optional<Row> first(String query, WorkspaceId workspace, String kind, String idOrKey) {
    return tx.createQuery(query)
        .bind("workspace", workspace.value())
        .bind("kind", kind)
        .bind("idOrKey", idOrKey)
        .map(JdbiRows::row)
        .findFirst();
  }

  @Override
  public List<Row> list(WorkspaceId workspace, String kind, String after, int limit) {
    return tx.createQuery(PRESENT + " and id > :after order by id limit :limit")
        .bind("workspace", workspace.value())
        .bind("kind", kind)
        .bind("after", after)
        .bind("limit", limit)
        .map(JdbiRows::row)
        .list();
  }

  /** The objects of all workspaces, deleted ones too. The caller closes the stream. */
  static Stream<Row> everywhere(Handle tx, String kind) {
    return tx
        .createQuery(SELECT)
        .bind("kind", kind)
        .setFetchSize(FETCHED)
        .map(JdbiRows::row)
        .stream();
  }

  @Override
  public long count(WorkspaceId workspace, String kind) {
    return tx.createQuery(
            "select count(*) from definition where workspace = :workspace and kind = :kind"
                + " and not deleted")
        .bind("workspace", workspace.value())
        .bind("kind", kind)
        .mapTo(Long.class)
        .one();
  }

  @Override
  public void insert(Row row) {
    tx.createUpdate(INSERT)
        .bind("workspace", row.workspace().value())
        .bind("kind", row.kind())
        .bind("id", row.id())
        .bind("key", row.key())
        .bind("name", row.name())
        .bind("version", row.version())
        .bind("spec", row.spec())
        .bind("createdAt", row.createdAt())
        .bind("updatedAt", row.updatedAt())
        .execute();
  }

  @Override
  public void replace(Row row) {
    tx.createUpdate(REPLACE)
        .bind("workspace", row.workspace().value())
        .bind("kind", row.kind())
        .bind("id", row.id())
        .bind("key", row.key())
        .bind("name", row.name())
        .bind("version", row.version())
        .bind("spec", row.spec())
        .bind("updatedAt", row.updatedAt())
        .bind("deleted", row.deleted())
        .execute();
  }

  @Override
  public void keep(Version version) {
    tx.createUpdate(KEEP)
        .bind("workspace", version.workspace().value())
        .bind("kind", version.kind())
        .bind("id", version.id())
        .bind("version", version.version())
        .bind("key", version.key())
        .bind("name", version.name())
        .bind("spec", version.spec())
        .bind("deleted", version.deleted())
        .bind("actor", version.actor())
        .bind("actorName", version.actorName())
        .bind("at", version.at())
        .execute();
  }

  @Override
  public void forget(WorkspaceId workspace, String kind, String id, long last) {
    tx.createUpdate("delete from definition_version" + OF_OBJECT + " and version <= :last")
        .bind("workspace", workspace.value())
        .bind("kind", kind)
        .bind("id", id)
        .bind("last", last)
        .execute();
  }

  @Override
  public List<Version> versions(
      WorkspaceId workspace, String kind, String id, long before, int limit) {
    return versionsOf(
            " and version < :before order by version desc limit :limit", workspace, kind, id)
        .bind("before", before)
        .bind("limit", limit)
        .map(JdbiRows::version)
        .list();
  }

  @Override
  public Optional<Version> version(WorkspaceId workspace, String kind, String id, long version) {
    return versionsOf(" and version = :version", workspace, kind, id)
        .bind("version", version)
        .map(JdbiRows::version)
        .findFirst();
  }

  private Query versionsOf(String condition, WorkspaceId workspace, String kind, String id) {
    return tx.createQuery("select * from definition_version" + OF_OBJECT + condition)
        .bind("workspace", workspace.value())
        .bind("kind", kind)
        .bind("id", id);
  }

  @Override
  public Optional<Repeat> repeat(WorkspaceId workspace, String kind, String idempotencyKey) {
    return tx.createQuery(
            "select request_hash, object from idempotency_key where workspace = :workspace"
                + " and kind = :kind and idempotency_key = :key")
        .bind("workspace", workspace.value())
        .bind("kind", kind)
        .bind("key", idempotencyKey)
        .map((rows, _) -> new Repeat(rows.getString(1), rows.getString(2)))
        .findFirst();
  }

  @Override
  public void remember(
      WorkspaceId workspace, String kind, String idempotencyKey, Repeat repeat, Instant now) {
    tx.createUpdate(REMEMBER)
        .bind("workspace", workspace.value())
        .bind("kind", kind)
        .bind("key", idempotencyKey)
        .bind("hash", repeat.requestHash())
        .bind("object", repeat.object())
        .bind("now", now)
        .execute();
  }

  @Override
  public void publish(Outbox.Message message) {
    Outbox.add(tx, message);
  }

  private static Row row(ResultSet rows, StatementContext context) throws SQLException {
    return new Row(
        new WorkspaceId(rows.getString("workspace")),
        rows.getString("kind"),
        rows.getString("id"),
        rows.getString("key"),
        rows.getString("name"),
        rows.getLong("version"),
        rows.getTimestamp("created_at").toInstant(),
        rows.getTimestamp("updated_at").toInstant(),
        rows.getBoolean("deleted"),
        rows.getString("spec"));
  }

  private static Version version(ResultSet rows, StatementContext context) throws SQLException {
    return new Version(
        new WorkspaceId(rows.getString("workspace")),
        rows.getString("kind"),
        rows.getString("id"),
        rows.getLong("version"),
        rows.getString("key"),
        rows.getString("name"),
        rows.getBoolean("deleted"),
        rows.getString("actor"),
        rows.getString("actor_name"),
        rows.getTimestamp("at").toInstant(),
        rows.getString("spec"));
  }
}
