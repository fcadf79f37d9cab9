package dev.tributary.identity.memory;

import dev.tributary.contracts.id.RunId;
import dev.tributary.identity.store.ModelRowStore;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

record MemoryModelRowStore(MemoryTransaction tx) implements ModelRowStore {
  @Override
  public Map<Key, Applied> load(Collection<Key> wanted) {
    Map<Key, Applied> found = new HashMap<>();
    for (Key each : wanted) {
      Fresh row = tx.tables().rows.get(each);
      if (row != null) {
        found.put(each, row.applied());
      }
    }
    return found;
  }

  @Override
  public void save(Map<Key, Fresh> changed) {
    tx.tables().rows.putAll(changed);
  }

  @Override
  public Map<Key, RunId> removed(Collection<Key> wanted) {
    Map<Key, RunId> found = new HashMap<>(tx.tables().removedRows);
    found.keySet().retainAll(wanted);
    return found;
  }

  @Override
  public void noteRemoved(Map<Key, RunId> removed) {
    removed.forEach((key, run) ->
        tx.tables()
            .removedRows
            .merge(key, run, (before, now) -> before.compareTo(now) < 0 ? now : before));
  }

  @Override
  public void delete(Collection<Key> removed) {
    tx.tables().rows.keySet().removeAll(removed);
  }
}
