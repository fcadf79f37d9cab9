package dev.tributary.destinations.ledger;

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
import org.jspecify.annotations.Nullable;

/**
 * The rows that one transaction concerns, and what its wishes make of them. Several wishes for one
 * record fold into one write. Not thread-safe; lives as long as the transaction that locked the
 * rows.
 */
public final class Book {
  private final Supplier<String> ids;
  private final Map<String, Delivery> byId = new LinkedHashMap<>();
  private final Map<RecordKey, String> idByKey = new HashMap<>();
  private final Set<String> fresh = new TreeSet<>();
  private final Set<String> changed = new TreeSet<>();
  private final Set<String> forgotten = new TreeSet<>();

  /**
   * @param rows locked, all that the wishes' keys and profiles lead to
   * @param ids makes ids of new rows
   */
  public Book(Collection<Delivery> rows, Supplier<String> ids) {
    this.ids = ids;
    rows.forEach(this::put);
  }

  /** The record's row after the wish, or null if there is none. */
  public @Nullable Delivery apply(Wish wish) {
    return apply(wish, List.of());
  }

  /**
   * A record of an owner. When another record holds the new match value already, that one is theirs
   * from now on; otherwise their own record changes its match value.
   *
   * @param owners the owner's id and those that were merged into it, the current one first
   */
  public @Nullable Delivery apply(Wish wish, List<String> owners) {
    Delivery row = at(wish.key());
    for (String owner : owners) {
      row = row == null ? owned(owner, wish.key()) : row;
    }
    switch (Desiring.decide(row, wish, ids.get())) {
      case Desiring.Decision.Unchanged() -> {
        return row;
      }
      case Desiring.Decision.Forgotten(String id) -> {
        forget(id);
        return null;
      }
      case Desiring.Decision.Changed(Delivery next) -> {
        keep(next);
        return next;
      }
    }
  }

  /**
   * The record that the destination knows by this key is somebody else's from now on, and its
   * memberships with it, so that nobody renames or removes it who has no part in it any more.
   *
   * @param owners whose it may have been
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
  public List<Delivery> memberships(String sync, Collection<String> profiles) {
    return byId.values().stream()
        .filter(row -> row.parent() != null && row.sync().equals(sync))
        .filter(row -> profiles.contains(row.owner()))
        .toList();
  }

  /** The record that an owner has at a destination, or null. */
  public @Nullable Delivery owned(String owner, String destination, String space) {
    return byId.values().stream()
        .filter(row -> row.parent() == null && owner.equals(row.owner()))
        .filter(row -> row.key().destination().equals(destination))
        .filter(row -> row.key().space().equals(space))
        .findFirst()
        .orElse(null);
  }

  public List<Delivery> inserted() {
    return rows(fresh);
  }

  public List<Delivery> updated() {
    return rows(changed);
  }

  public List<String> forgotten() {
    return new ArrayList<>(forgotten);
  }

  /** Destinations that have something new to do. */
  public Set<String> destinations() {
    Set<String> all = new TreeSet<>();
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
      idByKey.remove(before.key());
    }
    idByKey.put(row.key(), row.id());
  }

  /** The memberships that wait for it go with it, also somebody else's. */
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
