package dev.tributary.identity.loop;

import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.RunId;
import dev.tributary.contracts.row.RowChange;
import dev.tributary.identity.claim.Claim;
import dev.tributary.identity.input.LoopInput;
import dev.tributary.identity.store.ModelRowStore;
import dev.tributary.identity.store.ModelRowStore.Applied;
import dev.tributary.identity.store.ModelRowStore.Fresh;
import dev.tributary.identity.store.ModelRowStore.Key;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The stored state of the rows of one poll. The ids of a model's runs ascend, so a change from a
 * run older than the row's last run is a late copy. Confined to one attempt.
 */
final class LockedRows {
  private final Map<Key, Applied> current = new HashMap<>();
  private final Map<Key, Fresh> saved = new HashMap<>();
  private final Set<Key> removed = new HashSet<>();
  private final Map<Key, RunId> removedBy = new HashMap<>();
  private final Map<Key, RunId> newlyRemovedBy = new HashMap<>();

  static Key key(RowChange change) {
    return new Key(change.workspace(), change.model(), change.keyText());
  }

  void load(ModelRowStore table, List<LoopInput> works) {
    Set<Key> keys = new HashSet<>();
    for (LoopInput work : works) {
      if (work instanceof LoopInput.Row row) {
        keys.add(key(row.change()));
      }
    }
    current.putAll(table.load(keys));
    removedBy.putAll(table.removed(keys));
  }

  /** The profile to which the row was applied so far; it may have been merged since. */
  @Nullable ProfileId profile(Key key) {
    Applied applied = current.get(key);
    return applied == null ? null : applied.profile();
  }

  Iterable<Map.Entry<Key, Applied>> known() {
    return current.entrySet();
  }

  /**
   * The rows that have changed since they were loaded, with their present profiles; called under
   * the locks.
   *
   * @return in words, by ids without personal data; empty if none has changed
   */
  List<String> moved(ModelRowStore table) {
    Map<Key, Applied> now = table.load(current.keySet());
    return current.entrySet().stream()
        .filter(each -> !each.getValue().equals(now.get(each.getKey())))
        .map(each -> moved(each.getValue(), now.get(each.getKey())))
        .sorted()
        .toList();
  }

  private static String moved(Applied before, @Nullable Applied now) {
    return now == null
        ? "a row of %s was removed".formatted(before.profile())
        : "a row of %s is %s's now, by %s".formatted(before.profile(), now.profile(), now.run());
  }

  /** Whether a later run has changed or removed the row already. */
  boolean isLate(RowChange change) {
    Applied applied = current.get(key(change));
    RunId removal = removedBy.get(key(change));
    return (removal != null && change.run().compareTo(removal) < 0)
        || (applied != null && change.run().compareTo(applied.run()) < 0);
  }

  boolean repeats(RowChange change) {
    Applied applied = current.get(key(change));
    return applied != null && applied.sameContent(applied(change, applied.profile()));
  }

  /**
   * @param claim of the row, as it was decided
   */
  void applied(Key key, RowChange change, ProfileId profile, Claim claim) {
    Applied applied = applied(change, profile);
    current.put(key, applied);
    saved.put(
        key,
        new Fresh(applied, claim.identifiers().getFirst(), claim.leftOut(), claim.stamp().time()));
    removed.remove(key);
  }

  void removed(Key key, RunId run) {
    current.remove(key);
    saved.remove(key);
    removed.add(key);
    removedBy.put(key, run);
    newlyRemovedBy.put(key, run);
  }

  private static Applied applied(RowChange change, ProfileId profile) {
    return new Applied(profile, change.hash(), change.run(), change.modelVersion());
  }

  void save(ModelRowStore table) {
    table.delete(removed);
    table.noteRemoved(newlyRemovedBy);
    table.save(saved);
  }
}
