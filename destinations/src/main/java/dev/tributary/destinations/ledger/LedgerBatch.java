package dev.tributary.destinations.ledger;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.destinations.ledger.DesiredRecord.Intent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rows that one transaction has locked, and the changes that follow from its desired records.
 * Several desired records with one key become one write. Not thread-safe; it exists as long as the
 * transaction.
 */
public final class LedgerBatch {
  private final Supplier<String> ids;
  private final Map<String, Delivery> byId = new LinkedHashMap<>();
  private final Map<RecordKey, String> idByKey = new HashMap<>();
  private final Map<String, RecordKey> lockedKeys = new HashMap<>();
  private final Set<String> fresh = new TreeSet<>();
  private final Set<String> changed = new TreeSet<>();
  private final Set<String> forgotten = new TreeSet<>();

  /**
   * @param rows locked; all rows that the keys and owners of the desired records lead to
   * @param ids creates ids of new rows
   */
  public LedgerBatch(Collection<Delivery> rows, Supplier<String> ids) {
    this.ids = ids;
    rows.forEach(row -> {
      put(row);
      lockedKeys.put(row.id(), row.key());
    });
  }

  /** Applies a desired record and returns its row, or null if there is none. */
  public @Nullable Delivery apply(DesiredRecord desired) {
    return apply(desired, List.of());
  }

  /**
   * Applies a desired record of an owner. If another record has the new match value already, that
   * record belongs to the owner from now on. Otherwise the owner's own record changes its match
   * value. A removal is not moved: the record of the new value is removed too. What was not removed
   * yet by a former value is dropped, unless this installation has sent the record.
   *
   * @param owners the owner's id and the ids that were merged into it, the current one first
   */
  public @Nullable Delivery apply(DesiredRecord desired, List<String> owners) {
    if (desired.intent() instanceof Intent.Removed) {
      return remove(desired, owners);
    }
    Delivery row = at(desired.key());
    for (String owner : owners) {
      row = row == null ? owned(owner, desired.key()) : row;
    }
    return change(row, desired);
  }

  private @Nullable Delivery remove(DesiredRecord desired, List<String> owners) {
    RecordKey key = desired.key();
    List<Delivery> former =
        owners.stream()
            .flatMap(owner -> records(owner, key.destination(), key.space()))
            .filter(row -> !row.key().equals(key))
            .toList();
    Delivery row = at(key);
    long position = desired.position();
    if (position > 0 && former.stream().anyMatch(other -> other.position() > position)) {
      return row;
    }
    for (Delivery other : former) {
      Intent intent = other.isThere() ? desired.intent() : new Intent.Released();
      change(other, DesiredRecordBuilder.builder(desired).key(other.key()).intent(intent).build());
    }
    return change(row, desired);
  }

  private @Nullable Delivery change(@Nullable Delivery row, DesiredRecord desired) {
    switch (LedgerTransition.decide(row, desired, ids.get())) {
      case LedgerTransition.Decision.Unchanged() -> {
        return row;
      }
      case LedgerTransition.Decision.Forgotten(String id) -> {
        forget(id);
        return null;
      }
      case LedgerTransition.Decision.Changed(Delivery next) -> {
        keep(next);
        return next;
      }
    }
  }

  /**
   * Gives the record that the destination knows by this key to a new owner, with its memberships.
   * After that, a former owner cannot rename or remove it.
   *
   * @param owners the possible former owners
   */
  public void give(RecordKey key, Collection<String> owners, String owner) {
    List<Delivery> records =
        byId.values().stream()
            .filter(row -> row.parent() == null && owners.contains(row.owner()))
            .filter(row -> row.key().destination().equals(key.destination()))
            .filter(row -> row.key().space().equals(key.space()))
            .filter(row -> row.knownAs().equals(key.value()))
            .toList();
    for (Delivery record : records) {
      keep(record.of(owner, at(key) == null ? key : record.key()));
      byId.values().stream()
          .filter(row -> record.id().equals(row.parent()) && owners.contains(row.owner()))
          .toList()
          .forEach(membership -> keep(membership.of(owner, membership.key())));
    }
  }

  /** The memberships that a sync keeps for these people. */
  public List<Delivery> memberships(SyncId sync, Collection<String> profiles) {
    return byId.values().stream()
        .filter(row -> row.parent() != null && row.sync().equals(sync))
        .filter(row -> profiles.contains(row.owner()))
        .toList();
  }

  /** Whether a record with this key exists and belongs to none of these profiles. */
  public boolean isOfAnother(RecordKey key, Collection<String> profiles) {
    Delivery row = at(key);
    return row != null && row.owner() != null && !profiles.contains(row.owner());
  }

  /** The record that an owner has at a destination, or null. */
  public @Nullable Delivery owned(String owner, DestinationId destination, String space) {
    return records(owner, destination, space).findFirst().orElse(null);
  }

  /**
   * The records that an owner has at a destination. Only a sync that deletes can have several: one
   * per match value.
   */
  public List<Delivery> allOwned(String owner, DestinationId destination, String space) {
    return records(owner, destination, space).toList();
  }

  private Stream<Delivery> records(String owner, DestinationId destination, String space) {
    return byId.values().stream()
        .filter(row -> row.parent() == null && owner.equals(row.owner()))
        .filter(row -> row.key().destination().equals(destination))
        .filter(row -> row.key().space().equals(space));
  }

  public List<Delivery> inserted() {
    return rows(fresh);
  }

  public List<Delivery> updated() {
    return rows(changed);
  }

  /** The ids of the updated rows that get another key. */
  public List<String> renamed() {
    return updated().stream()
        .filter(row -> !row.key().equals(lockedKeys.get(row.id())))
        .map(Delivery::id)
        .toList();
  }

  public List<String> forgotten() {
    return new ArrayList<>(forgotten);
  }

  /** Destinations that have something new to deliver. */
  public Set<DestinationId> destinations() {
    Set<DestinationId> all = new TreeSet<>();
    inserted().forEach(row -> all.add(row.key().destination()));
    updated().forEach(row -> all.add(row.key().destination()));
    return all;
  }

  private @Nullable Delivery at(RecordKey key) {
    String id = idByKey.get(key);
    return id == null ? null : byId.get(id);
  }

  private @Nullable Delivery owned(String owner, RecordKey key) {
    return owned(owner, key.destination(), key.space());
  }

  private void keep(Delivery row) {
    (byId.containsKey(row.id()) && !fresh.contains(row.id()) ? changed : fresh).add(row.id());
    put(row);
  }

  private void put(Delivery row) {
    Delivery before = byId.put(row.id(), row);
    if (before != null && !before.key().equals(row.key())) {
      idByKey.remove(before.key(), row.id());
    }
    idByKey.put(row.key(), row.id());
  }

  /** Deletes the row, and the memberships that wait for it, also those of other owners. */
  private void forget(String id) {
    Delivery row = Objects.requireNonNull(byId.remove(id));
    idByKey.remove(row.key());
    changed.remove(id);
    if (!fresh.remove(id)) {
      forgotten.add(id);
    }
    byId.values().stream()
        .filter(waiting -> id.equals(waiting.parent()))
        .map(Delivery::id)
        .toList()
        .forEach(this::forget);
  }

  private List<Delivery> rows(Set<String> someIds) {
    return someIds.stream().map(id -> Objects.requireNonNull(byId.get(id))).toList();
  }
}
