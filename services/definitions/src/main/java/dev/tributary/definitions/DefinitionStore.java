package dev.tributary.definitions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Ids;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.definition.Definition;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.definition.AuditedChange;
import dev.tributary.runtime.definition.NamedObject;
import dev.tributary.runtime.page.Page;
import dev.tributary.runtime.page.VersionNumbers;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.runtime.problem.Versions;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The objects of one kind. Each change is one transaction: the row, its version in the history, and
 * the message for the kind's topic, which the publisher publishes afterwards. Thread-safe.
 */
public final class DefinitionStore<S> {
  private static final System.Logger LOG = System.getLogger(DefinitionStore.class.getName());

  private static final int TRIES = 5;

  private final DefinitionDatabase database;
  private final Runnable stored;
  private final Kind<S> kind;
  private final Ids ids;
  private final Clock clock;
  private final Quotas quotas;
  private final VersionTable<S> versions;

  /**
   * @param stored is called after each transaction with a change, which may have a message to
   *     publish
   */
  public DefinitionStore(
      DefinitionDatabase database,
      Runnable stored,
      Kind<S> kind,
      Ids ids,
      Clock clock,
      Quotas quotas) {
    this.database = database;
    this.stored = stored;
    this.kind = kind;
    this.ids = ids;
    this.clock = clock;
    this.quotas = quotas;
    this.versions = new VersionTable<>(kind);
  }

  /**
   * @param idempotency the client's Idempotency-Key with a hash of its request; for a repeat, the
   *     answer is the object that the first call created
   * @throws Problem if the key is taken, if the idempotency key was used for another request, or if
   *     the workspace has the largest allowed number of objects of this kind
   */
  public StoredDefinition<S> create(
      WorkspaceId workspace, String key, String name, S spec, @Nullable Idempotency idempotency) {
    return create(workspace, ids.next(kind.idPrefix()), key, name, spec, idempotency);
  }

  /** As above, with an id that the caller chose before. */
  public StoredDefinition<S> create(
      WorkspaceId workspace,
      String id,
      String key,
      String name,
      S spec,
      @Nullable Idempotency idempotency) {
    return create(workspace, id, key, name, spec, idempotency, _ -> {});
  }

  /**
   * As above, after other work in the same transaction.
   *
   * @param first is not called for a repeat
   */
  public StoredDefinition<S> create(
      WorkspaceId workspace,
      String id,
      String key,
      String name,
      S spec,
      @Nullable Idempotency idempotency,
      Consumer<DefinitionTransaction> first) {
    StoredDefinition<S> created =
        change(
            workspace,
            tx -> {
              // This runs before the check for a repeat: the first request may finish between
              // the two.
              boolean taken = found(tx, workspace, key).isPresent();
              if (idempotency != null) {
                Optional<StoredDefinition<S>> before = repeated(tx, workspace, idempotency);
                if (before.isPresent()) {
                  return before.get();
                }
              }
              if (taken) {
                throw keyTaken(key);
              }
              first.accept(tx);
              StoredDefinition<S> fresh = created(tx, workspace, id, key, name, spec);
              if (idempotency != null) {
                remember(tx, fresh, idempotency);
              }
              return fresh;
            });
    this.stored.run();
    return created;
  }

  /**
   * As above, with a new id.
   *
   * @param first is not called for a repeat; it may throw a {@link Problem}: then nothing is
   *     created
   */
  public StoredDefinition<S> createChecked(
      WorkspaceId workspace,
      String key,
      String name,
      S spec,
      @Nullable Idempotency idempotency,
      Consumer<DefinitionTransaction> first) {
    return create(workspace, ids.next(kind.idPrefix()), key, name, spec, idempotency, first);
  }

  /**
   * The object that an earlier request with this Idempotency-Key has created. A caller whose checks
   * are only for a first request asks before them; {@link #create} asks too.
   *
   * @return empty for a first request
   * @throws Problem if the idempotency key was used for another request, or if the object was
   *     deleted since
   */
  public Optional<StoredDefinition<S>> repeated(
      WorkspaceId workspace, @Nullable Idempotency idempotency) {
    return database.reading(
        workspace,
        tx -> idempotency == null ? Optional.empty() : repeated(tx, workspace, idempotency));
  }

  /** Creates or replaces the object with this key. */
  public StoredDefinition<S> put(WorkspaceId workspace, String key, String name, S spec) {
    StoredDefinition<S> stored = change(workspace, tx -> put(tx, workspace, key, name, spec));
    this.stored.run();
    return stored;
  }

  /**
   * Creates or replaces the object with this key, with a spec that depends on the present object,
   * after other work in the same transaction.
   *
   * @param spec may be called twice, if two requests race for a new key
   * @param first called as often as {@code spec}
   */
  public StoredDefinition<S> put(
      WorkspaceId workspace,
      String key,
      String name,
      Function<Optional<StoredDefinition<S>>, S> spec,
      Consumer<DefinitionTransaction> first) {
    StoredDefinition<S> stored =
        change(
            workspace,
            tx -> {
              first.accept(tx);
              return put(tx, workspace, key, name, spec.apply(locked(tx, workspace, key)));
            });
    this.stored.run();
    return stored;
  }

  /**
   * As above, within a transaction of the caller; the publisher itself finds the messages. If two
   * requests race for a new key, the database refuses one of them.
   */
  public StoredDefinition<S> put(
      DefinitionTransaction tx, WorkspaceId workspace, String key, String name, S spec) {
    Optional<StoredDefinition<S>> before = locked(tx, workspace, key);
    return before.isPresent()
        ? replaced(tx, before.get(), before.get().with(key, name, spec))
        : created(tx, workspace, ids.next(kind.idPrefix()), key, name, spec);
  }

  /**
   * Creates or replaces the object with this key, together with other work in the same transaction.
   *
   * @param expectedVersion the version of the present object, 0 if there must be none, or null to
   *     replace any version
   * @param beside may throw a {@link Problem}: then nothing is changed
   * @return the result of {@code beside}
   * @throws Problem 412 if the object has another version
   */
  public <R> R put(
      WorkspaceId workspace,
      String key,
      String name,
      S spec,
      @Nullable Long expectedVersion,
      BiFunction<DefinitionTransaction, StoredDefinition<S>, R> beside) {
    R answer =
        change(
            workspace,
            tx -> {
              if (expectedVersion != null) {
                long version = locked(tx, workspace, key).map(StoredDefinition::version).orElse(0L);
                Versions.require(version, expectedVersion);
              }
              return beside.apply(tx, put(tx, workspace, key, name, spec));
            });
    this.stored.run();
    return answer;
  }

  public Optional<StoredDefinition<S>> find(WorkspaceId workspace, String idOrKey) {
    return database.reading(workspace, tx -> found(tx, workspace, idOrKey));
  }

  /** Within a transaction of the caller. */
  public Optional<StoredDefinition<S>> find(
      DefinitionTransaction tx, WorkspaceId workspace, String idOrKey) {
    return found(tx, workspace, idOrKey);
  }

  /**
   * @throws Problem 404 if there is none
   */
  public StoredDefinition<S> require(WorkspaceId workspace, String idOrKey) {
    return find(workspace, idOrKey).orElseThrow(() -> notFound(idOrKey));
  }

  /**
   * The id of the object that a filter names. An id is returned as it is, because its object may be
   * deleted already. A key is looked up.
   *
   * @throws Problem 404 if no object has that key
   */
  public @Nullable String idOf(WorkspaceId workspace, @Nullable String idOrKey) {
    return idOrKey == null || idOrKey.startsWith(kind.idPrefix())
        ? idOrKey
        : require(workspace, idOrKey).id();
  }

  /** In order of creation, without the objects that this version cannot read. */
  public Page<StoredDefinition<S>> list(WorkspaceId workspace, @Nullable String cursor, int limit) {
    List<Listed<S>> found =
        database.reading(
            workspace,
            tx ->
                tx
                    .rows()
                    .list(workspace, kind.name(), cursor == null ? "" : cursor, limit + 1)
                    .stream()
                    .map(row -> new Listed<>(row.id(), readable(row)))
                    .toList());
    Page<Listed<S>> page = Page.of(found, limit, Listed::id);
    return new Page<>(
        page.data().stream().map(Listed::object).flatMap(Optional::stream).toList(),
        page.nextCursor());
  }

  /** Whether the versions of this kind are kept. */
  public boolean keepsVersions() {
    return kind.history() != null;
  }

  /**
   * The kept versions of an object, the newest first, without those that this release cannot read.
   * The versions of a deleted object are found by its id.
   *
   * @param cursor the version that the part before ended with; null for the first part
   * @throws Problem 404 if no version is kept
   */
  public Page<DefinitionVersion<S>> versions(
      WorkspaceId workspace, String idOrKey, @Nullable String cursor, int limit) {
    Long before = cursor == null ? null : VersionNumbers.ofCursor(cursor);
    List<VersionTable.Listed<S>> found =
        database.reading(
            workspace,
            tx -> {
              Optional<StoredDefinition<S>> present = found(tx, workspace, idOrKey);
              String id = present.map(StoredDefinition::id).orElse(idOrKey);
              List<VersionTable.Listed<S>> kept =
                  versions.newest(tx.rows(), workspace, id, before, limit + 1);
              return before == null ? withPresent(kept, present) : kept;
            });
    if (found.isEmpty() && before == null) {
      throw notFound(idOrKey);
    }
    Page<VersionTable.Listed<S>> page =
        Page.of(found, limit, last -> VersionNumbers.cursor(last.version()));
    return new Page<>(
        page.data().stream().map(VersionTable.Listed::content).flatMap(Optional::stream).toList(),
        page.nextCursor());
  }

  /**
   * @throws Problem 404 if the version is not kept, or if this release cannot read it
   */
  public DefinitionVersion<S> version(WorkspaceId workspace, String idOrKey, long version) {
    return database
        .reading(workspace, tx -> keptOrPresent(tx, workspace, idOrKey, version))
        .flatMap(VersionTable.Listed::content)
        .orElseThrow(() ->
            Problems.NOT_FOUND.problem(
                "No version %d of the %s %s is kept".formatted(version, kind.name(), idOrKey)));
  }

  /** An instance of a release without versions may have written the present version. */
  private List<VersionTable.Listed<S>> withPresent(
      List<VersionTable.Listed<S>> kept, Optional<StoredDefinition<S>> present) {
    long newest = kept.isEmpty() ? 0 : kept.getFirst().version();
    if (present.isEmpty() || present.get().version() <= newest) {
      return kept;
    }
    List<VersionTable.Listed<S>> all = new ArrayList<>(kept);
    all.addFirst(versions.unrecorded(present.get()));
    return all;
  }

  private Optional<VersionTable.Listed<S>> keptOrPresent(
      DefinitionTransaction tx, WorkspaceId workspace, String idOrKey, long version) {
    Optional<StoredDefinition<S>> present = found(tx, workspace, idOrKey);
    String id = present.map(StoredDefinition::id).orElse(idOrKey);
    return versions
        .find(tx.rows(), workspace, id, version)
        .or(() -> present.filter(it -> it.version() == version).map(versions::unrecorded));
  }

  /**
   * Every object of the workspace: for checks of references, not for answers.
   *
   * @throws Problem 409 if this version cannot read one of them
   */
  public List<StoredDefinition<S>> all(WorkspaceId workspace) {
    return rows(workspace).stream().map(this::required).toList();
  }

  /** As above, within a transaction of the caller. */
  public List<StoredDefinition<S>> all(DefinitionTransaction tx, WorkspaceId workspace) {
    return tx.rows().list(workspace, kind.name(), "", Integer.MAX_VALUE).stream()
        .map(this::required)
        .toList();
  }

  /**
   * Every object of the workspace, without those that this version cannot read because a later
   * version wrote them.
   */
  public List<StoredDefinition<S>> readable(WorkspaceId workspace) {
    return rows(workspace).stream().map(this::readable).flatMap(Optional::stream).toList();
  }

  /**
   * Every object of the workspace by its key; empty for an object that this version cannot read
   * because a later version wrote it.
   */
  public Map<String, Optional<StoredDefinition<S>>> byKey(WorkspaceId workspace) {
    Map<String, Optional<StoredDefinition<S>>> found = new HashMap<>();
    rows(workspace).forEach(row -> found.put(row.key(), readable(row)));
    return found;
  }

  private List<DefinitionRows.Row> rows(WorkspaceId workspace) {
    return database.reading(
        workspace, tx -> tx.rows().list(workspace, kind.name(), "", Integer.MAX_VALUE));
  }

  /**
   * Changes an object. The change may throw a {@link Problem} to refuse.
   *
   * @param expectedVersion from If-Match, or null to change any version
   * @throws Problem 404 if there is none, 412 if the object has another version
   */
  public StoredDefinition<S> update(
      WorkspaceId workspace,
      String idOrKey,
      @Nullable Long expectedVersion,
      UnaryOperator<StoredDefinition<S>> change) {
    StoredDefinition<S> updated =
        change(
            workspace,
            tx -> {
              StoredDefinition<S> current = current(tx, workspace, idOrKey, expectedVersion);
              StoredDefinition<S> wanted = change.apply(current);
              if (!wanted.key().equals(current.key())) {
                requireFree(tx, workspace, wanted.key());
              }
              return replaced(tx, current, wanted);
            });
    this.stored.run();
    return updated;
  }

  /**
   * As {@link #update}, for a change that waits for other systems, for example for a name server.
   * It is made before the transaction, so that it keeps neither a connection nor a lock, and is
   * made again if another change came first.
   *
   * @throws Problem 409 also if other changes came first {@value #TRIES} times
   */
  public StoredDefinition<S> updatePrepared(
      WorkspaceId workspace,
      String idOrKey,
      @Nullable Long expectedVersion,
      UnaryOperator<StoredDefinition<S>> change) {
    for (int tries = 0; tries < TRIES; tries++) {
      StoredDefinition<S> before = require(workspace, idOrKey);
      if (expectedVersion != null) {
        Versions.require(before.version(), expectedVersion);
      }
      StoredDefinition<S> wanted = change.apply(before);
      try {
        return update(workspace, before.id(), null, current -> ifSame(before, current, wanted));
      } catch (Overtaken _) {
        LOG.log(Level.DEBUG, "Another change of {0} came first", before.id());
      }
    }
    throw Problems.CONFLICT.problem("Others change it at the same time; read it again");
  }

  private static <S> StoredDefinition<S> ifSame(
      StoredDefinition<S> before, StoredDefinition<S> current, StoredDefinition<S> wanted) {
    // The version alone does not say whether the object was filed in another way.
    if (!current.equals(before)) {
      throw new Overtaken();
    }
    return wanted;
  }

  /** Another change was stored between the preparation of a change and its transaction. */
  private static final class Overtaken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Overtaken() {
      super(null, null, false, false);
    }
  }

  /**
   * @throws Problem 404 if there is none, 412 if the object has another version
   */
  public void delete(WorkspaceId workspace, String idOrKey, @Nullable Long expectedVersion) {
    delete(workspace, idOrKey, expectedVersion, _ -> {});
  }

  /**
   * As above, for an object that can change without a new version.
   *
   * @param check gets the present object, which nobody else can change meanwhile; may throw a
   *     {@link Problem}: then nothing is deleted
   */
  public void delete(
      WorkspaceId workspace,
      String idOrKey,
      @Nullable Long expectedVersion,
      Consumer<StoredDefinition<S>> check) {
    deleteChecked(workspace, idOrKey, expectedVersion, (_, current) -> check.accept(current));
  }

  /**
   * As above, for a check that reads other objects in the same transaction.
   *
   * @param check may throw a {@link Problem}: then nothing is deleted
   */
  public void deleteChecked(
      WorkspaceId workspace,
      String idOrKey,
      @Nullable Long expectedVersion,
      BiConsumer<DefinitionTransaction, StoredDefinition<S>> check) {
    database.inWorkspace(
        workspace,
        tx -> {
          StoredDefinition<S> current = current(tx, workspace, idOrKey, expectedVersion);
          check.accept(tx, current);
          return deleted(tx, current);
        });
    this.stored.run();
  }

  /**
   * Within a transaction of the caller.
   *
   * @throws Problem 404 if there is none
   */
  public void delete(DefinitionTransaction tx, WorkspaceId workspace, String idOrKey) {
    deleted(tx, current(tx, workspace, idOrKey, null));
  }

  /**
   * Publishes the newest version of every object once more, deleted objects included.
   *
   * @param topics the names of the topics that have lost their content
   * @param everything opens the objects of a kind in all workspaces; they are closed at the end
   * @param outbox takes the messages
   */
  public void publishAgain(
      Set<String> topics,
      Function<String, Stream<DefinitionRows.Row>> everything,
      BiConsumer<Topic, Definition> outbox) {
    Topic topic = kind.topic();
    if (topic == null || !topics.contains(topic.topicName())) {
      return;
    }
    try (Stream<DefinitionRows.Row> objects = everything.apply(kind.name())) {
      objects.forEach(each -> outbox.accept(topic, definition(stored(each), each.deleted())));
    }
  }

  private StoredDefinition<S> deleted(DefinitionTransaction tx, StoredDefinition<S> current) {
    StoredDefinition<S> last =
        new StoredDefinition<>(
            current.workspace(),
            current.id(),
            current.key(),
            current.name(),
            current.version() + 1,
            current.createdAt(),
            now(),
            current.spec());
    versions.keepReplaced(tx.rows(), current);
    tx.rows().replace(row(last, true));
    versions.keep(tx.rows(), last, true, database.author());
    publish(tx, last, true);
    witness(current, unset(current));
    return last;
  }

  private StoredDefinition<S> created(
      DefinitionTransaction tx, WorkspaceId workspace, String id, String key, String name, S spec) {
    requireRoom(tx, workspace);
    Instant now = now();
    StoredDefinition<S> fresh = new StoredDefinition<>(workspace, id, key, name, 1, now, now, spec);
    tx.rows().insert(row(fresh, false));
    versions.keep(tx.rows(), fresh, false, database.author());
    publish(tx, fresh, false);
    witness(unset(fresh), fresh);
    return fresh;
  }

  /**
   * Creations of one kind in one workspace wait for each other; otherwise two at once could exceed
   * the limit.
   */
  private void requireRoom(DefinitionTransaction tx, WorkspaceId workspace) {
    tx.lock("quota " + workspace + " " + kind.name());
    quotas.requireRoom(workspace, kind.name(), tx.rows().count(workspace, kind.name()));
  }

  /**
   * An unchanged object keeps its version, and so does an object that is only filed in another way:
   * the trail of administration has that change, but no version would show it.
   */
  private StoredDefinition<S> replaced(
      DefinitionTransaction tx, StoredDefinition<S> current, StoredDefinition<S> wanted) {
    if (wanted.equals(current)) {
      return current;
    }
    boolean filed = onlyFiled(current, wanted);
    StoredDefinition<S> next =
        new StoredDefinition<>(
            current.workspace(),
            current.id(),
            wanted.key(),
            wanted.name(),
            filed ? current.version() : current.version() + 1,
            current.createdAt(),
            now(),
            wanted.spec());
    versions.keepReplaced(tx.rows(), current);
    tx.rows().replace(row(next, false));
    if (!filed) {
      versions.keep(tx.rows(), next, false, database.author());
      publish(tx, next, false);
    }
    witness(current, next);
    return next;
  }

  /** Whether neither a version nor the message for the topic shows the difference. */
  private boolean onlyFiled(StoredDefinition<S> current, StoredDefinition<S> wanted) {
    UnaryOperator<S> part = kind.history();
    return part != null
        && wanted.key().equals(current.key())
        && wanted.name().equals(current.name())
        && part.apply(wanted.spec()).equals(part.apply(current.spec()))
        && (kind.topic() == null
            || kind.published()
                .apply(wanted.spec())
                .equals(kind.published().apply(current.spec())));
  }

  /** The settings in effect while none are stored; null for objects without such settings. */
  private @Nullable StoredDefinition<S> unset(StoredDefinition<S> stored) {
    UnaryOperator<S> unset = kind.unset();
    return unset == null
        ? null
        : stored.with(stored.key(), stored.name(), unset.apply(stored.spec()));
  }

  /** Gives the change to the trail of administration. */
  private void witness(@Nullable StoredDefinition<S> before, @Nullable StoredDefinition<S> after) {
    StoredDefinition<S> named = after == null ? before : after;
    if (named != null) {
      database.changed(
          new AuditedChange(
              kind.name(),
              named.id(),
              named.name(),
              before == null ? null : shown(before),
              after == null ? null : shown(after),
              kind.secrets()));
    }
  }

  private ObjectNode shown(StoredDefinition<S> stored) {
    ObjectNode shown = Json.MAPPER.createObjectNode();
    shown.put("key", stored.key()).put("name", stored.name());
    JsonNode spec = Json.MAPPER.valueToTree(stored.spec());
    spec.properties().forEach(field -> shown.set(field.getKey(), field.getValue()));
    return shown;
  }

  /**
   * If two requests race for a key, the unique index lets one win. The other is repeated once, and
   * then sees the row of the winner.
   */
  private <R> R change(WorkspaceId workspace, Function<DefinitionTransaction, R> work) {
    try {
      return database.inWorkspace(workspace, work);
    } catch (DuplicateKey e) {
      LOG.log(Level.DEBUG, "Another request has created it first", e);
      return database.inWorkspace(workspace, work);
    }
  }

  private void requireFree(DefinitionTransaction tx, WorkspaceId workspace, String key) {
    if (found(tx, workspace, key).isPresent()) {
      throw keyTaken(key);
    }
  }

  private Problem keyTaken(String key) {
    return Problems.KEY_TAKEN.problem(
        "Another %s already has the key %s".formatted(kind.name().replace('-', ' '), key), "/key");
  }

  private StoredDefinition<S> current(
      DefinitionTransaction tx,
      WorkspaceId workspace,
      String idOrKey,
      @Nullable Long expectedVersion) {
    StoredDefinition<S> current =
        locked(tx, workspace, idOrKey).orElseThrow(() -> notFound(idOrKey));
    if (expectedVersion != null) {
      Versions.require(current.version(), expectedVersion);
    }
    return current;
  }

  private Problem notFound(String idOrKey) {
    return Problems.NOT_FOUND.problem("There is no %s %s".formatted(kind.name(), idOrKey));
  }

  private Optional<StoredDefinition<S>> found(
      DefinitionTransaction tx, WorkspaceId workspace, String idOrKey) {
    Optional<StoredDefinition<S>> found =
        tx.rows().find(workspace, kind.name(), idOrKey).map(this::required);
    found.ifPresent(
        each -> database.found(new NamedObject(kind.name(), each.id(), each.key(), each.name())));
    return found;
  }

  private Optional<StoredDefinition<S>> locked(
      DefinitionTransaction tx, WorkspaceId workspace, String idOrKey) {
    return tx.rows().lock(workspace, kind.name(), idOrKey).map(this::required);
  }

  /** An object of a list; empty if this version cannot read it. */
  private record Listed<S>(String id, Optional<StoredDefinition<S>> object) {}

  private StoredDefinition<S> required(DefinitionRows.Row row) {
    return readable(row)
        .orElseThrow(() ->
            Problems.CONFLICT.problem(
                "A later version of Tributary has written the %s %s, and this version cannot read it"
                    .formatted(kind.name(), row.key())));
  }

  private Optional<StoredDefinition<S>> readable(DefinitionRows.Row row) {
    try {
      return Optional.of(stored(row));
    } catch (UncheckedIOException e) {
      LOG.log(
          Level.WARNING, "The {0} {1} cannot be read: {2}", kind.name(), row.id(), e.getMessage());
      return Optional.empty();
    }
  }

  private StoredDefinition<S> stored(DefinitionRows.Row row) {
    return new StoredDefinition<>(
        row.workspace(),
        row.id(),
        row.key(),
        row.name(),
        row.version(),
        row.createdAt(),
        row.updatedAt(),
        Json.read(row.spec().getBytes(StandardCharsets.UTF_8), kind.specType()));
  }

  private DefinitionRows.Row row(StoredDefinition<S> stored, boolean deleted) {
    return DefinitionRowsRowBuilder.builder()
        .workspace(stored.workspace())
        .kind(kind.name())
        .id(stored.id())
        .key(stored.key())
        .name(stored.name())
        .version(stored.version())
        .createdAt(stored.createdAt())
        .updatedAt(stored.updatedAt())
        .deleted(deleted)
        .spec(new String(Json.write(stored.spec()), StandardCharsets.UTF_8))
        .build();
  }

  private void publish(DefinitionTransaction tx, StoredDefinition<S> stored, boolean deleted) {
    Topic topic = kind.topic();
    if (topic != null) {
      tx.rows().publish(topic, kind.name(), definition(stored, deleted));
    }
  }

  private Definition definition(StoredDefinition<S> stored, boolean deleted) {
    return new Definition(
        stored.workspace(),
        stored.id(),
        stored.version(),
        stored.key(),
        stored.name(),
        deleted,
        Json.MAPPER.valueToTree(kind.published().apply(stored.spec())));
  }

  private Optional<StoredDefinition<S>> repeated(
      DefinitionTransaction tx, WorkspaceId workspace, Idempotency idempotency) {
    Optional<DefinitionRows.Repeat> seen =
        tx.rows().repeat(workspace, kind.name(), idempotency.key());
    if (seen.isPresent() && !seen.get().requestHash().equals(idempotency.requestHash())) {
      throw Problems.IDEMPOTENCY_KEY_REUSED.problem(
          "This Idempotency-Key was used for another request");
    }
    return seen.map(before ->
        found(tx, workspace, before.object())
            .orElseThrow(() ->
                Problems.CONFLICT.problem(
                    "What this Idempotency-Key created has been deleted since")));
  }

  private void remember(
      DefinitionTransaction tx, StoredDefinition<S> stored, Idempotency idempotency) {
    tx.rows()
        .remember(
            stored.workspace(),
            kind.name(),
            idempotency.key(),
            new DefinitionRows.Repeat(idempotency.requestHash(), stored.id()),
            stored.createdAt());
  }

  /**
   * With the precision of PostgreSQL, so that an object has the same time when it is read again.
   */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
