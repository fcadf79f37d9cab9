package dev.tributary.definitions;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.definitions.postgres.TransactionSteps;
import dev.tributary.definitions.postgres.Transactions;
import dev.tributary.runtime.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.hibernate.LockMode;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * The tables of definitions as entities of Hibernate, in one transaction. Each method is one
 * statement, and sees what is committed when it runs: the session keeps no entity after a
 * statement, above all no entity that was read before its row was locked.
 */
final class DefinitionRows {

  /**
   * A row of the table {@code definition}.
   *
   * @param spec as JSON
   */
  @RecordBuilder
  record Row(
      WorkspaceId workspace,
      String kind,
      String id,
      String key,
      String name,
      long version,
      Instant createdAt,
      Instant updatedAt,
      boolean deleted,
      String spec) {}

  /**
   * A row of the table {@code definition_version}.
   *
   * @param spec as JSON, without its secrets
   * @param actor null if the author is not known; so is the name
   */
  @RecordBuilder
  record Version(
      WorkspaceId workspace,
      String kind,
      String id,
      long version,
      String key,
      String name,
      boolean deleted,
      @Nullable String actor,
      @Nullable String actorName,
      Instant at,
      String spec) {}

  /** A row of the table {@code idempotency_key}: the request of a key, and what it created. */
  record Repeat(String requestHash, String object) {}

  private static final String PRESENT =
      "from DefinitionEntity where workspace = :workspace and kind = :kind and not deleted";
  private static final String FIND = PRESENT + " and (objectId = :idOrKey or objectKey = :idOrKey)";
  private static final String LIST = PRESENT + " and objectId > :after order by objectId";
  private static final String COUNT = "select count(*) " + PRESENT;
  private static final String REPLACE =
      """
      update definition set key = :key, name = :name, version = :version,
        spec = cast(cast(:spec as text) as jsonb), updated_at = :updatedAt, deleted = :deleted
      where workspace = :workspace and kind = :kind and id = :id\
      """;
  private static final String KEEP =
      """
      insert into definition_version (workspace, kind, id, version, key, name, spec, deleted, actor,
        actor_name, at)
      values (:workspace, :kind, :id, :version, :key, :name,
        cast(cast(:spec as text) as jsonb), :deleted, cast(:actor as text),
        cast(:actorName as text), :at)
      on conflict do nothing\
      """;
  private static final String OF_OBJECT =
      "from DefinitionVersionEntity where workspace = :workspace and kind = :kind and objectId ="
          + " :id";
  private static final String REPEAT =
      "from IdempotencyEntity where workspace = :workspace and kind = :kind and requestKey = :key";

  private final TransactionSteps steps;

  DefinitionRows(TransactionSteps steps) {
    this.steps = steps;
  }

  /** The object with this id or key, unless it is deleted. */
  Optional<Row> find(WorkspaceId workspace, String kind, String idOrKey) {
    return first(workspace, kind, idOrKey, LockMode.NONE);
  }

  /** As above, and no other transaction changes the object until the end of this one. */
  Optional<Row> lock(WorkspaceId workspace, String kind, String idOrKey) {
    return first(workspace, kind, idOrKey, LockMode.PESSIMISTIC_WRITE);
  }

  private Optional<Row> first(WorkspaceId workspace, String kind, String idOrKey, LockMode lock) {
    return read(session ->
            of(session, FIND, DefinitionEntity.class, workspace, kind)
                .setParameter("idOrKey", idOrKey)
                .setLockMode(lock)
                .getResultList())
        .stream()
        .findFirst()
        .map(DefinitionEntity::row);
  }

  /**
   * The objects that are not deleted, in the order of their ids.
   *
   * @param after only ids after this one
   */
  List<Row> list(WorkspaceId workspace, String kind, String after, int limit) {
    return read(session ->
            of(session, LIST, DefinitionEntity.class, workspace, kind)
                .setParameter("after", after)
                .setMaxResults(limit)
                .getResultList())
        .stream()
        .map(DefinitionEntity::row)
        .toList();
  }

  /** The number of objects that are not deleted. */
  long count(WorkspaceId workspace, String kind) {
    return steps.await(
        session -> of(session, COUNT, Long.class, workspace, kind).getSingleResult());
  }

  void insert(Row row) {
    write(session -> session.persist(DefinitionEntity.of(row)));
  }

  /** Writes everything but the time of the creation. */
  void replace(Row row) {
    write(session ->
        session
            .createNativeQuery(REPLACE)
            .setParameter("workspace", row.workspace().value())
            .setParameter("kind", row.kind())
            .setParameter("id", row.id())
            .setParameter("key", row.key())
            .setParameter("name", row.name())
            .setParameter("version", row.version())
            .setParameter("spec", row.spec())
            .setParameter("updatedAt", row.updatedAt())
            .setParameter("deleted", row.deleted())
            .executeUpdate());
  }

  /** Has no effect if this version is kept already. */
  void keep(Version version) {
    write(session ->
        session
            .createNativeQuery(KEEP)
            .setParameter("workspace", version.workspace().value())
            .setParameter("kind", version.kind())
            .setParameter("id", version.id())
            .setParameter("version", version.version())
            .setParameter("key", version.key())
            .setParameter("name", version.name())
            .setParameter("spec", version.spec())
            .setParameter("deleted", version.deleted())
            .setParameter("actor", version.actor())
            .setParameter("actorName", version.actorName())
            .setParameter("at", version.at())
            .executeUpdate());
  }

  /** Deletes the versions of an object up to the last one, inclusive. */
  void forget(WorkspaceId workspace, String kind, String id, long last) {
    write(session ->
        session
            .createMutationQuery("delete " + OF_OBJECT + " and version <= :last")
            .setParameter("workspace", workspace.value())
            .setParameter("kind", kind)
            .setParameter("id", id)
            .setParameter("last", last)
            .executeUpdate());
  }

  /**
   * The newest versions of an object.
   *
   * @param before only versions with a smaller number
   */
  List<Version> versions(WorkspaceId workspace, String kind, String id, long before, int limit) {
    return read(session ->
            of(
                    session,
                    OF_OBJECT + " and version < :before order by version desc",
                    DefinitionVersionEntity.class,
                    workspace,
                    kind)
                .setParameter("id", id)
                .setParameter("before", before)
                .setMaxResults(limit)
                .getResultList())
        .stream()
        .map(DefinitionVersionEntity::row)
        .toList();
  }

  Optional<Version> version(WorkspaceId workspace, String kind, String id, long version) {
    return read(session ->
            of(
                    session,
                    OF_OBJECT + " and version = :version",
                    DefinitionVersionEntity.class,
                    workspace,
                    kind)
                .setParameter("id", id)
                .setParameter("version", version)
                .getResultList())
        .stream()
        .findFirst()
        .map(DefinitionVersionEntity::row);
  }

  Optional<Repeat> repeat(WorkspaceId workspace, String kind, String idempotencyKey) {
    return read(session ->
            of(session, REPEAT, IdempotencyEntity.class, workspace, kind)
                .setParameter("key", idempotencyKey)
                .getResultList())
        .stream()
        .findFirst()
        .map(IdempotencyEntity::repeat);
  }

  void remember(
      WorkspaceId workspace, String kind, String idempotencyKey, Repeat repeat, Instant now) {
    IdempotencyEntity entity = new IdempotencyEntity();
    entity.workspace = workspace.value();
    entity.kind = kind;
    entity.requestKey = idempotencyKey;
    entity.requestHash = repeat.requestHash();
    entity.created = repeat.object();
    entity.createdAt = now;
    write(session -> session.persist(entity));
  }

  /** Adds a message to the outbox. */
  void publish(Outbox.Message message) {
    write(session -> Transactions.publish(session, message));
  }

  private static <T> Mutiny.SelectionQuery<T> of(
      Mutiny.Session session, String query, Class<T> type, WorkspaceId workspace, String kind) {
    return session
        .createSelectionQuery(query, type)
        .setParameter("workspace", workspace.value())
        .setParameter("kind", kind);
  }

  private <T> List<T> read(Function<Mutiny.Session, Uni<List<T>>> query) {
    return steps.await(session -> query.apply(session).invoke(session::clear));
  }

  private void write(Function<Mutiny.Session, Uni<?>> statement) {
    steps.await(session ->
        statement.apply(session).call(session::flush).invoke(session::clear).replaceWithVoid());
  }
}
