package dev.tributary.identity.memory;

import dev.tributary.contracts.id.ProfileId;
import dev.tributary.identity.resolution.WorkspaceIdentifier;
import dev.tributary.identity.store.IdentifierStore;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.stream.Stream;

record MemoryIdentifierStore(MemoryTransaction tx) implements IdentifierStore {
  @Override
  public Map<WorkspaceIdentifier, ProfileId> locate(Collection<WorkspaceIdentifier> wanted) {
    Map<WorkspaceIdentifier, ProfileId> found = new HashMap<>();
    for (WorkspaceIdentifier each : wanted) {
      ProfileId profile = tx.tables().identifiers.get(each);
      if (profile != null) {
        found.put(each, profile);
      }
    }
    return found;
  }

  @Override
  public boolean insert(
      SortedMap<WorkspaceIdentifier, ProfileId> fresh, SortedSet<WorkspaceIdentifier> absent) {
    if (Stream.concat(fresh.keySet().stream(), absent.stream())
        .anyMatch(tx.tables().identifiers::containsKey)) {
      return false;
    }
    tx.tables().identifiers.putAll(fresh);
    return true;
  }

  @Override
  public void move(List<Move> moved) {
    moved.forEach(each -> tx.tables().identifiers.replace(each.named(), each.from(), each.to()));
  }
}
