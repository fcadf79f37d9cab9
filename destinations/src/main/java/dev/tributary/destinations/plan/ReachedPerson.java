package dev.tributary.destinations.plan;

import dev.tributary.destinations.desired.DesiredProfiles;
import dev.tributary.destinations.ledger.Delivery;
import dev.tributary.destinations.ledger.RecordKey;
import dev.tributary.destinations.sync.Catalogue.Sync;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A person of a plan with the rows of the ledger that the person can change: the record at the
 * person's match value, the person's records, and the memberships of both. Two people who can
 * change one row have a name in common. Not thread-safe.
 */
final class ReachedPerson {
  private final DesiredProfiles person;
  private final List<RecordKey> keys;
  private final Set<String> names = new LinkedHashSet<>();
  private final List<Delivery> rows = new ArrayList<>();

  private ReachedPerson(DesiredProfiles person) {
    this.person = person;
    this.keys = person.keys();
    keys.forEach(key -> names.add(name(key)));
  }

  /**
   * @param existing the rows that the keys and the owners of all these people lead to; those of
   *     other places and the memberships of other syncs are left out
   */
  static List<ReachedPerson> of(Sync sync, List<DesiredProfiles> part, List<Delivery> existing) {
    List<ReachedPerson> people = part.stream().map(ReachedPerson::new).toList();
    Map<RecordKey, List<ReachedPerson>> byKey = new HashMap<>();
    Map<String, ReachedPerson> byOwner = new HashMap<>();
    for (ReachedPerson each : people) {
      each.keys.forEach(key -> byKey.computeIfAbsent(key, _ -> new ArrayList<>()).add(each));
      each.person.owners().forEach(owner -> byOwner.put(owner, each));
    }
    Map<String, Set<ReachedPerson>> byRecord = new HashMap<>();
    for (Delivery row : existing) {
      if (row.parent() == null && PlannedGroup.isAtPlace(row, sync)) {
        Set<ReachedPerson> reaching =
            union(byKey.getOrDefault(row.key(), List.of()), byOwner.get(row.owner()));
        byRecord.put(row.id(), reaching);
        reaching.forEach(each -> each.reach(row, name(row.key())));
      }
    }
    for (Delivery row : existing) {
      if (row.parent() != null && row.sync().equals(sync.id())) {
        Set<ReachedPerson> ofRecord = byRecord.getOrDefault(row.parent(), Set.of());
        ReachedPerson owner = byOwner.get(row.owner());
        for (ReachedPerson each : union(ofRecord, owner)) {
          // Another person who leads to the membership leads to its record, which has a name.
          boolean named = each == owner && ofRecord.contains(each);
          each.reach(row, named ? null : "membership " + row.id());
        }
      }
    }
    return people;
  }

  private static Set<ReachedPerson> union(
      Collection<ReachedPerson> several, @Nullable ReachedPerson one) {
    Set<ReachedPerson> all = new LinkedHashSet<>(several);
    if (one != null) {
      all.add(one);
    }
    return all;
  }

  /** Only records of one place are named. */
  private static String name(RecordKey key) {
    return "record " + key.value();
  }

  private void reach(Delivery row, @Nullable String name) {
    rows.add(row);
    if (name != null) {
      names.add(name);
    }
  }

  DesiredProfiles person() {
    return person;
  }

  List<RecordKey> keys() {
    return keys;
  }

  /** The names of the rows. */
  Set<String> names() {
    return names;
  }

  List<Delivery> rows() {
    return rows;
  }
}
