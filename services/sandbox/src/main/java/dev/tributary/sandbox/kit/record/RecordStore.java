package dev.tributary.sandbox.kit.record;

import dev.tributary.sandbox.kit.record.UniqueKeys.Key;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The records of one kind. Thread-safe; the results of calls are immutable. */
public final class RecordStore {
  /** Whether an id that was merged into another still names the merged record. */
  public enum MergedIds {
    FOLLOWED,
    GONE
  }

  /**
   * A record for writers and for readers.
   *
   * @param before the version for readers until {@code visibleAt}; null if there was none
   */
  private record Entry(StoredRecord now, @Nullable StoredRecord before, Instant visibleAt) {
    @Nullable StoredRecord visible(Instant moment) {
      return moment.isBefore(visibleAt) ? before : now;
    }
  }

  private final String name;
  private final Clock clock;
  private final List<KeyRule> rules;
  private final MergedIds mergedIds;
  private final Supplier<String> ids;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final UniqueKeys keys = new UniqueKeys();
  private final FieldIndex index = new FieldIndex();
  private final Map<String, String> merged = new HashMap<>();
  private final Set<Key> erased = new HashSet<>();
  private StoreFaults faults = StoreFaults.NONE;

  /**
   * @param rules the unique keys, in the order in which they identify a record
   * @param ids makes the ids of new records
   */
  public RecordStore(
      String name, Clock clock, List<KeyRule> rules, MergedIds mergedIds, Supplier<String> ids) {
    this.name = name;
    this.clock = clock;
    this.rules = List.copyOf(rules);
    this.mergedIds = mergedIds;
    this.ids = ids;
  }

  /** The name in the paths of the control API. */
  public String name() {
    return name;
  }

  public synchronized void reset() {
    all().forEach(record -> keys.release(record.uniqueKeys()));
    entries.clear();
    index.clear();
    merged.clear();
    erased.clear();
    faults = StoreFaults.NONE;
  }

  public synchronized void faults(StoreFaults wanted) {
    faults = wanted;
  }

  /** All records as they are, oldest first, whether readers see them or not. */
  public synchronized Collection<StoredRecord> all() {
    return entries.values().stream().map(Entry::now).toList();
  }

  /** Whether there is a record with the id, whether readers see it or not. */
  public synchronized boolean exists(String id) {
    return entries.containsKey(id);
  }

  /**
   * The ids of the records that have a text in a field, without spaces around it and whatever its
   * case, whether readers see them or not.
   */
  public synchronized List<String> idsWith(String field, String text) {
    return index.ids(field, text, this::all);
  }

  /** The records that readers see, oldest first. */
  public synchronized List<StoredRecord> visible() {
    var now = clock.instant();
    return entries.values().stream()
        .flatMap(entry -> Stream.ofNullable(entry.visible(now)))
        .toList();
  }

  /** The record that readers see under the id. */
  public synchronized Optional<StoredRecord> find(String id) {
    return Optional.ofNullable(entries.get(followed(id)))
        .map(entry -> entry.visible(clock.instant()));
  }

  /** The record that a writer would change, by one of its keys. */
  public synchronized Optional<StoredRecord> findBy(String key, String value) {
    return keys.holder(new Key(key, normal(key, value))).map(id -> entry(id).now());
  }

  public synchronized WriteResult create(Change change) {
    return created(change, false);
  }

  /** Creates a record that does not come from a client of the vendor's API. */
  public synchronized WriteResult preset(Change change) {
    return created(change, true);
  }

  public synchronized WriteResult update(String id, Change change) {
    var entry = entries.get(followed(id));
    return entry == null ? new WriteResult.Missing(id) : updated(entry.now(), change);
  }

  /** Updates the record that holds the first given key that any record holds, else creates one. */
  public synchronized WriteResult upsert(Change change) {
    return holder(change)
        .map(id -> updated(entry(id).now(), change))
        .orElseGet(() -> created(change, false));
  }

  /** Updates as {@link #upsert} does, and creates nothing. */
  public synchronized WriteResult updateOnly(Change change) {
    return holder(change)
        .map(id -> updated(entry(id).now(), change))
        .orElseGet(() -> new WriteResult.Missing(""));
  }

  /**
   * Merges a record into another, which keeps its own values and gets those that it lacks.
   *
   * @return whether both existed
   */
  public synchronized boolean merge(String from, String into) {
    var source = entries.get(followed(from));
    var target = entries.get(followed(into));
    if (source == null || target == null || source == target) {
      return false;
    }
    delete(source.now().id());
    var values = source.now().values().deepCopy();
    values.setAll(target.now().values());
    var newKeys = new TreeMap<String, @Nullable String>(source.now().keys());
    newKeys.putAll(target.now().keys());
    updated(target.now(), new Change(newKeys, values, Change.Nulls.IGNORE));
    merged.put(source.now().id(), target.now().id());
    return true;
  }

  /** Deletes a record; its keys are free for a new one. */
  public synchronized boolean delete(String id) {
    var entry = entries.remove(followed(id));
    if (entry != null) {
      keys.release(entry.now().uniqueKeys());
      index.replace(entry.now(), null);
    }
    return entry != null;
  }

  /** Deletes a record, and refuses its keys for good. */
  public synchronized boolean erase(String id) {
    var entry = entries.get(followed(id));
    if (entry != null) {
      erased.addAll(entry.now().uniqueKeys());
    }
    return delete(id);
  }

  /** Refuses a key for good, whether a record has it or not. */
  public synchronized void block(String key, String value) {
    erased.add(new Key(key, normal(key, value)));
  }

  /** Accepts a key again that was refused for good. */
  public synchronized void unblock(String key, String value) {
    erased.remove(new Key(key, normal(key, value)));
  }

  private Optional<String> holder(Change change) {
    var wanted = normal(change);
    for (var rule : rules) {
      var value = wanted.get(rule.name());
      var holder =
          value == null ? Optional.<String>empty() : keys.holder(new Key(rule.name(), value));
      if (holder.isPresent()) {
        return holder;
      }
    }
    return Optional.empty();
  }

  private WriteResult created(Change change, boolean elsewhere) {
    var empty = StoredRecord.empty(ids.get(), clock.instant(), elsewhere);
    return written(empty, empty.changed(normal(change), change, clock.instant()), true);
  }

  private WriteResult updated(StoredRecord before, Change change) {
    return written(before, before.changed(normal(change), change, clock.instant()), false);
  }

  private WriteResult written(StoredRecord before, StoredRecord after, boolean created) {
    for (var key : after.uniqueKeys()) {
      if (erased.contains(key)) {
        return new WriteResult.Erased(key);
      }
    }
    var draft = keys.draft();
    var taken = draft.taken(after.id(), after.uniqueKeys());
    if (taken.isPresent()) {
      return new WriteResult.Taken(taken.get(), draft.holder(taken.get()).orElseThrow());
    }
    if (faults.drops(after)) {
      return new WriteResult.Dropped(after);
    }
    draft.replace(after.id(), before.uniqueKeys(), after.uniqueKeys());
    draft.commit();
    index.replace(created ? null : before, after);
    var now = clock.instant();
    var held = entries.get(after.id());
    entries.put(
        after.id(),
        new Entry(after, held == null ? null : held.visible(now), now.plusMillis(faults.delay())));
    return created ? new WriteResult.Created(after) : new WriteResult.Updated(after);
  }

  private Entry entry(String id) {
    return Objects.requireNonNull(entries.get(id));
  }

  private String followed(String id) {
    var into = merged.get(id);
    return into == null || mergedIds == MergedIds.GONE ? id : followed(into);
  }

  private Map<String, @Nullable String> normal(Change change) {
    var normal = new LinkedHashMap<String, @Nullable String>();
    change
        .keys()
        .forEach((key, value) -> normal.put(key, value == null ? null : normal(key, value)));
    return normal;
  }

  private String normal(String key, String value) {
    return rules.stream()
        .filter(rule -> rule.covers(key))
        .findFirst()
        .map(rule -> rule.normalForm().apply(value))
        .orElseThrow(() -> new IllegalArgumentException("There is no unique key " + key));
  }
}
