package dev.tributary.runtime.definitions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Ids;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.definition.Definition;
import dev.tributary.runtime.http.Page;
import dev.tributary.runtime.http.Problem;
import dev.tributary.runtime.http.Problems;
import dev.tributary.runtime.postgres.RequestDatabase;
import dev.tributary.runtime.postgres.Witness;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;

/**
 * The objects of one kind. Each change is one transaction: the row and the message for the kind's
 * topic, which the publisher sends afterwards. Thread-safe.
 */
public final class DefinitionStore<S> {
  private static final String UNIQUE_VIOLATION = "23505";
  private static final String COLUMNS =
      "workspace, id, key, name, version, created_at, updated_at, spec";

  private final RequestDatabase database;
  private final DefinitionPublisher publisher;
  private final Kind<S> kind;
  private final Ids ids;
  private final Clock clock;
  private final Quotas quotas;

  public DefinitionStore(
      RequestDatabase database,
      DefinitionPublisher publisher,
      Kind<S> kind,
      Ids ids,
      Clock clock,
      Quotas quotas) {
    this.database = database;
    this.publisher = publisher;
    this.kind = kind;
    this.ids = ids;
    this.clock = clock;
    this.quotas = quotas;
  }

  /**
   * @param idempotency what the client sent as Idempotency-Key with a hash of its request; a repeat
   *     answers the object that the first call created
   * @throws Problem if the key is taken, the idempotency key was used for another request, or the
   *     workspace has as many objects of this kind as it may have
   */
  public Stored<S> create(
      String workspace, String key, String name, S spec, @Nullable Idempotency idempotency) {
    return create(workspace, ids.next(kind.idPrefix()), key, name, spec, idempotency);
  }

  /** As above, with an id that the caller chose beforehand. */
  public Stored<S> create(
      String workspace,
      String id,
      String key,
      String name,
      S spec,
      @Nullable Idempotency idempotency) {
    Stored<S> created =
        change(
            workspace,
            tx -> {
              // Before it is known whether this is a repeat: the first may end in between.
              boolean taken = findIn(tx, workspace, key, false).isPresent();
              if (idempotency != null) {
                Optional<Stored<S>> before = repeated(tx, workspace, idempotency);
                if (before.isPresent()) {
                  return before.get();
                }
              }
              if (taken) {
                throw keyTaken(key);
              }
              Stored<S> fresh = created(tx, workspace, id, key, name, spec);
              if (idempotency != null) {
                remember(tx, fresh, idempotency);
              }
              return fresh;
            });
    publisher.wake();
    return created;
  }

  /** What the key names from now on, whether it named something before or not. */
  public Stored<S> put(String workspace, String key, String name, S spec) {
    Stored<S> stored = change(workspace, tx -> put(tx, workspace, key, name, spec));
    publisher.wake();
    return stored;
  }

  /**
   * The same, where what the key names from now on depends on what it named before.
   *
   * @param spec may be asked twice, where two race for a new key
   */
  public Stored<S> put(
      String workspace, String key, String name, Function<Optional<Stored<S>>, S> spec) {
    Stored<S> stored =
        change(
            workspace,
            tx -> put(tx, workspace, key, name, spec.apply(findIn(tx, workspace, key, true))));
    publisher.wake();
    return stored;
  }

  /**
   * The same within a transaction of the caller; the publisher finds by itself what it has to send.
   * Where two race for a new key, the database refuses one of them.
   */
  public Stored<S> put(Handle tx, String workspace, String key, String name, S spec) {
    Optional<Stored<S>> before = findIn(tx, workspace, key, true);
    return before.isPresent()
        ? replaced(tx, before.get(), before.get().with(key, name, spec))
        : created(tx, workspace, ids.next(kind.idPrefix()), key, name, spec);
  }

  /**
   * What the key names from now on, together with what else has to happen in the same transaction.
   *
   * @param expectedVersion at which it stands, 0 where the key names nothing; or null to replace
   *     whatever stands there
   * @param beside may throw a {@link Problem}: then nothing is changed
   * @return what that answers
   * @throws Problem 412 if it stands at another version
   */
  public <R> R put(
      String workspace,
      String key,
      String name,
      S spec,
      @Nullable Long expectedVersion,
      BiFunction<Handle, Stored<S>, R> beside) {
    R answer =
        change(
            workspace,
            tx -> {
              if (expectedVersion != null) {
                long version = findIn(tx, workspace, key, true).map(Stored::version).orElse(0L);
                requireVersion(version, expectedVersion);
              }
              return beside.apply(tx, put(tx, workspace, key, name, spec));
            });
    publisher.wake();
    return answer;
  }

  public Optional<Stored<S>> find(String workspace, String idOrKey) {
    return database.byKey(workspace, tx -> findIn(tx, workspace, idOrKey, false));
  }

  /** Within a transaction of the caller. */
  public Optional<Stored<S>> find(Handle tx, String workspace, String idOrKey) {
    return findIn(tx, workspace, idOrKey, false);
  }

  /**
   * @throws Problem 404 if there is none
   */
  public Stored<S> require(String workspace, String idOrKey) {
    return find(workspace, idOrKey).orElseThrow(() -> notFound(idOrKey));
  }

  /**
   * The id of what a filter names: an id stays as it is, because what it named may be deleted by
   * now, a key is looked up.
   *
   * @throws Problem 404 if nothing has that key
   */
  public @Nullable String idOf(String workspace, @Nullable String idOrKey) {
    return idOrKey == null || idOrKey.startsWith(kind.idPrefix())
        ? idOrKey
        : require(workspace, idOrKey).id();
  }

  /** In order of creation. */
  public Page<Stored<S>> list(String workspace, @Nullable String cursor, int limit) {
    List<Stored<S>> found =
        database.inWorkspace(
            workspace,
            tx ->
                tx.createQuery(
                        "select "
                            + COLUMNS
                            + " from definition where workspace = :workspace and kind = :kind"
                            + " and not deleted and id > :after order by id limit :limit")
                    .bind("workspace", workspace)
                    .bind("kind", kind.name())
                    .bind("after", cursor == null ? "" : cursor)
                    .bind("limit", limit + 1)
                    .map(this::row)
                    .list());
    return Page.of(found, limit, Stored::id);
  }

  /** Every object of the workspace: for checks of use, not for answers. */
  public List<Stored<S>> all(String workspace) {
    return database.inWorkspace(
        workspace,
        tx ->
            tx.createQuery(
                    "select "
                        + COLUMNS
                        + " from definition where workspace = :workspace and kind = :kind"
                        + " and not deleted order by id")
                .bind("workspace", workspace)
                .bind("kind", kind.name())
                .map(this::row)
                .list());
  }

  /**
   * Changes an object. The change may throw a {@link Problem} to refuse.
   *
   * @param expectedVersion from If-Match, or null to change whatever stands there
   * @throws Problem 404 if there is none, 412 if it stands at another version
   */
  public Stored<S> update(
      String workspace,
      String idOrKey,
      @Nullable Long expectedVersion,
      UnaryOperator<Stored<S>> change) {
    Stored<S> updated =
        change(
            workspace,
            tx -> {
              Stored<S> current = current(tx, workspace, idOrKey, expectedVersion);
              Stored<S> wanted = change.apply(current);
              if (!wanted.key().equals(current.key())) {
                requireFree(tx, workspace, wanted.key());
              }
              return replaced(tx, current, wanted);
            });
    publisher.wake();
    return updated;
  }

  /**
   * @throws Problem 404 if there is none, 412 if it stands at another version
   */
  public void delete(String workspace, String idOrKey, @Nullable Long expectedVersion) {
    database.inWorkspace(
        workspace, tx -> deleted(tx, current(tx, workspace, idOrKey, expectedVersion)));
    publisher.wake();
  }

  /**
   * Within a transaction of the caller.
   *
   * @throws Problem 404 if there is none
   */
  public void delete(Handle tx, String workspace, String idOrKey) {
    deleted(tx, current(tx, workspace, idOrKey, null));
  }

  private Stored<S> deleted(Handle tx, Stored<S> current) {
    Stored<S> last =
        new Stored<>(
            current.workspace(),
            current.id(),
            current.key(),
            current.name(),
            current.version() + 1,
            current.createdAt(),
            now(),
            current.spec());
    write(tx, last, true);
    publish(tx, last, true);
    witness(current, null);
    return last;
  }

  private Stored<S> created(
      Handle tx, String workspace, String id, String key, String name, S spec) {
    requireRoom(tx, workspace);
    Instant now = now();
    Stored<S> fresh = new Stored<>(workspace, id, key, name, 1, now, now, spec);
    insert(tx, fresh);
    publish(tx, fresh, false);
    witness(null, fresh);
    return fresh;
  }

  /** Creations of one kind in one workspace follow each other: else a race goes past the limit. */
  private void requireRoom(Handle tx, String workspace) {
    tx.execute(
        "select pg_advisory_xact_lock(hashtextextended(?, 0))",
        "quota " + workspace + " " + kind.name());
    quotas.requireRoom(
        kind.name(),
        tx.createQuery(
                "select count(*) from definition where workspace = :workspace and kind = :kind"
                    + " and not deleted")
            .bind("workspace", workspace)
            .bind("kind", kind.name())
            .mapTo(Long.class)
            .one());
  }

  /** What is as it was keeps its version. */
  private Stored<S> replaced(Handle tx, Stored<S> current, Stored<S> wanted) {
    if (wanted.equals(current)) {
      return current;
    }
    Stored<S> next =
        new Stored<>(
            current.workspace(),
            current.id(),
            wanted.key(),
            wanted.name(),
            current.version() + 1,
            current.createdAt(),
            now(),
            wanted.spec());
    write(tx, next, false);
    publish(tx, next, false);
    witness(current, next);
    return next;
  }

  /** Says to the trail of administration what becomes of what. */
  private void witness(@Nullable Stored<S> before, @Nullable Stored<S> after) {
    Stored<S> named = after == null ? before : after;
    if (named != null) {
      database.changed(
          new Witness.Changed(
              kind.name(),
              named.id(),
              named.name(),
              before == null ? null : shown(before),
              after == null ? null : shown(after)));
    }
  }

  private ObjectNode shown(Stored<S> stored) {
    ObjectNode shown = Json.MAPPER.createObjectNode();
    shown.put("key", stored.key()).put("name", stored.name());
    JsonNode spec = Json.MAPPER.valueToTree(stored.spec());
    spec.properties().forEach(field -> shown.set(field.getKey(), field.getValue()));
    return shown;
  }

  /**
   * Where two requests race for a key, the unique index lets one win. The other is repeated once
   * and then sees what the winner wrote.
   */
  private <R> R change(String workspace, Function<Handle, R> work) {
    try {
      return database.inWorkspace(workspace, work);
    } catch (UnableToExecuteStatementException e) {
      if (!isTaken(e)) {
        throw e;
      }
      return database.inWorkspace(workspace, work);
    }
  }

  private static boolean isTaken(UnableToExecuteStatementException e) {
    return e.getCause() instanceof SQLException sql && UNIQUE_VIOLATION.equals(sql.getSQLState());
  }

  private void requireFree(Handle tx, String workspace, String key) {
    if (findIn(tx, workspace, key, false).isPresent()) {
      throw keyTaken(key);
    }
  }

  private Problem keyTaken(String key) {
    return Problems.KEY_TAKEN.problem(
        "There is already a %s with the key %s".formatted(kind.name(), key), "/key");
  }

  private Stored<S> current(
      Handle tx, String workspace, String idOrKey, @Nullable Long expectedVersion) {
    Stored<S> current = findIn(tx, workspace, idOrKey, true).orElseThrow(() -> notFound(idOrKey));
    if (expectedVersion != null) {
      requireVersion(current.version(), expectedVersion);
    }
    return current;
  }

  private static void requireVersion(long current, long expected) {
    if (expected != current) {
      throw Problems.VERSION_MISMATCH.problem(
          "It is at version %d, not %d; read it again".formatted(current, expected));
    }
  }

  private Problem notFound(String idOrKey) {
    return Problems.NOT_FOUND.problem("There is no %s %s".formatted(kind.name(), idOrKey));
  }

  private Optional<Stored<S>> findIn(Handle tx, String workspace, String idOrKey, boolean lock) {
    return tx.createQuery(
            "select "
                + COLUMNS
                + " from definition where workspace = :workspace and kind = :kind"
                + " and not deleted and (id = :idOrKey or key = :idOrKey)"
                + (lock ? " for update" : ""))
        .bind("workspace", workspace)
        .bind("kind", kind.name())
        .bind("idOrKey", idOrKey)
        .map(this::row)
        .findFirst();
  }

  private Stored<S> row(ResultSet rows, StatementContext context) throws SQLException {
    return new Stored<>(
        rows.getString("workspace"),
        rows.getString("id"),
        rows.getString("key"),
        rows.getString("name"),
        rows.getLong("version"),
        rows.getTimestamp("created_at").toInstant(),
        rows.getTimestamp("updated_at").toInstant(),
        Json.read(rows.getString("spec").getBytes(StandardCharsets.UTF_8), kind.specType()));
  }

  private void insert(Handle tx, Stored<S> stored) {
    tx.createUpdate(
            "insert into definition (workspace, kind, id, key, name, version, spec, created_at,"
                + " updated_at) values (:workspace, :kind, :id, :key, :name, :version,"
                + " cast(:spec as jsonb), :createdAt, :updatedAt)")
        .bind("workspace", stored.workspace())
        .bind("kind", kind.name())
        .bind("id", stored.id())
        .bind("key", stored.key())
        .bind("name", stored.name())
        .bind("version", stored.version())
        .bind("spec", text(stored.spec()))
        .bind("createdAt", stored.createdAt())
        .bind("updatedAt", stored.updatedAt())
        .execute();
  }

  private void write(Handle tx, Stored<S> stored, boolean deleted) {
    tx.createUpdate(
            "update definition set key = :key, name = :name, version = :version,"
                + " spec = cast(:spec as jsonb), updated_at = :updatedAt, deleted = :deleted"
                + " where workspace = :workspace and kind = :kind and id = :id")
        .bind("workspace", stored.workspace())
        .bind("kind", kind.name())
        .bind("id", stored.id())
        .bind("key", stored.key())
        .bind("name", stored.name())
        .bind("version", stored.version())
        .bind("spec", text(stored.spec()))
        .bind("updatedAt", stored.updatedAt())
        .bind("deleted", deleted)
        .execute();
  }

  private void publish(Handle tx, Stored<S> stored, boolean deleted) {
    Topic topic = kind.topic();
    if (topic == null) {
      return;
    }
    Definition definition =
        new Definition(
            stored.workspace(),
            stored.id(),
            stored.version(),
            stored.key(),
            stored.name(),
            deleted,
            Json.MAPPER.valueToTree(kind.published().apply(stored.spec())));
    Outbox.add(tx, topic, definition);
  }

  private Optional<Stored<S>> repeated(Handle tx, String workspace, Idempotency idempotency) {
    record Seen(String hash, String object) {}
    Optional<Seen> seen =
        tx.createQuery(
                "select request_hash, object from idempotency_key where workspace = :workspace"
                    + " and kind = :kind and idempotency_key = :key")
            .bind("workspace", workspace)
            .bind("kind", kind.name())
            .bind("key", idempotency.key())
            .map((rows, context) -> new Seen(rows.getString(1), rows.getString(2)))
            .findFirst();
    if (seen.isPresent() && !seen.get().hash().equals(idempotency.requestHash())) {
      throw Problems.IDEMPOTENCY_KEY_REUSED.problem(
          "This Idempotency-Key was used for another request");
    }
    return seen.map(before ->
        findIn(tx, workspace, before.object(), false)
            .orElseThrow(() ->
                Problems.CONFLICT.problem(
                    "What this Idempotency-Key created has been deleted since")));
  }

  private void remember(Handle tx, Stored<S> stored, Idempotency idempotency) {
    tx.createUpdate(
            "insert into idempotency_key (workspace, kind, idempotency_key, request_hash, object,"
                + " created_at) values (:workspace, :kind, :key, :hash, :object, :now)")
        .bind("workspace", stored.workspace())
        .bind("kind", kind.name())
        .bind("key", idempotency.key())
        .bind("hash", idempotency.requestHash())
        .bind("object", stored.id())
        .bind("now", stored.createdAt())
        .execute();
  }

  /** As exact as PostgreSQL keeps it, so that an object reads the same later. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  private static String text(Object value) {
    return new String(Json.write(value), StandardCharsets.UTF_8);
  }
}
