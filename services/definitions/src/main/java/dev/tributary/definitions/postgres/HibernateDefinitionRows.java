package dev.tributary.definitions.postgres;

import dev.tributary.contracts.Topic;
import dev.tributary.contracts.definition.Definition;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.definitions.DefinitionRows;
import dev.tributary.runtime.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * The tables of definitions as repositories of Panache, in one transaction. Each method is one
 * statement, and sees what is committed when it runs: the session keeps no entity after a
 * statement, above all no entity that was read before its row was locked.
 */
final class HibernateDefinitionRows implements DefinitionRows {
  /** In SQL, because of the JSON. A changed entity would be another read of the row. */
  private static final String REPLACE =
      """
      update definition set key = :key, name = :name, version = :version,
        spec = cast(cast(:spec as text) as jsonb), updated_at = :updatedAt, deleted = :deleted
      where workspace = :workspace and kind = :kind and id = :id\
      """;

  /** In SQL, because Panache has no insert that does nothing if the row exists. */
  private static final String KEEP =
      """
      insert into definition_version (workspace, kind, id, version, key, name, spec, deleted, actor,
        actor_name, at)
      values (:workspace, :kind, :id, :version, :key, :name,
        cast(cast(:spec as text) as jsonb), :deleted, cast(:actor as text),
        cast(:actorName as text), :at)
      on conflict do nothing\
      """;

  private final TransactionSteps steps;
  private final DefinitionEntities definitions = new DefinitionEntities();
  private final DefinitionVersionEntities versions = new DefinitionVersionEntities();
  private final IdempotencyEntities requests = new IdempotencyEntities();

  HibernateDefinitionRows(TransactionSteps steps) {
    this.steps = steps;
  }

  @Override
  public Optional<Row> find(WorkspaceId workspace, String kind, String idOrKey) {
    return first(_ -> definitions.named(workspace, kind, idOrKey).firstResult())
        .map(DefinitionEntity::row);
  }

  @Override
  public Optional<Row> lock(WorkspaceId workspace, String kind, String idOrKey) {
    return first(_ ->
            definitions
                .named(workspace, kind, idOrKey)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResult())
        .map(DefinitionEntity::row);
  }

  @Override
  public List<Row> list(WorkspaceId workspace, String kind, String after, int limit) {
    return statement(_ -> definitions.after(workspace, kind, after, limit)).stream()
        .map(DefinitionEntity::row)
        .toList();
  }

  @Override
  public long count(WorkspaceId workspace, String kind) {
    return statement(_ -> definitions.present(workspace, kind));
  }

  @Override
  public void insert(Row row) {
    statement(_ -> definitions.persist(DefinitionEntity.of(row)));
  }

  @Override
  public void replace(Row row) {
    statement(session ->
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

  @Override
  public void keep(Version version) {
    statement(session ->
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

  @Override
  public void forget(WorkspaceId workspace, String kind, String id, long last) {
    statement(_ -> versions.forget(workspace, kind, id, last));
  }

  @Override
  public List<Version> versions(
      WorkspaceId workspace, String kind, String id, long before, int limit) {
    return statement(_ -> versions.before(workspace, kind, id, before, limit)).stream()
        .map(DefinitionVersionEntity::row)
        .toList();
  }

  @Override
  public Optional<Version> version(WorkspaceId workspace, String kind, String id, long version) {
    return first(_ -> versions.of(workspace, kind, id, version)).map(DefinitionVersionEntity::row);
  }

  @Override
  public Optional<Repeat> repeat(WorkspaceId workspace, String kind, String idempotencyKey) {
    return first(_ -> requests.of(workspace, kind, idempotencyKey)).map(IdempotencyEntity::repeat);
  }

  @Override
  public void remember(
      WorkspaceId workspace, String kind, String idempotencyKey, Repeat repeat, Instant now) {
    IdempotencyEntity entity = new IdempotencyEntity();
    entity.workspace = workspace.value();
    entity.kind = kind;
    entity.requestKey = idempotencyKey;
    entity.requestHash = repeat.requestHash();
    entity.created = repeat.object();
    entity.createdAt = now;
    statement(_ -> requests.persist(entity));
  }

  @Override
  public void publish(Topic topic, String kind, Definition definition) {
    Outbox.Message message = Outbox.message(topic, kind, definition);
    statement(session -> Transactions.publish(session, message));
  }

  private <T> Optional<T> first(Function<Mutiny.Session, Uni<@Nullable T>> query) {
    return Optional.ofNullable(statement(query));
  }

  private <T extends @Nullable Object> T statement(Function<Mutiny.Session, Uni<T>> statement) {
    return steps.await(
        session -> statement.apply(session).call(session::flush).invoke(session::clear));
  }
}
