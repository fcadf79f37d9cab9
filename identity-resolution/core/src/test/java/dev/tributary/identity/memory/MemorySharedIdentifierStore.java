package dev.tributary.identity.memory;

import dev.tributary.identity.memory.MemoryTables.Shared;
import dev.tributary.identity.store.SharedIdentifierStore;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

record MemorySharedIdentifierStore(MemoryTransaction tx) implements SharedIdentifierStore {
  @Override
  public void keep(Collection<SharedIdentifierEvidence> sightings) {
    for (SharedIdentifierEvidence each : sightings) {
      Shared before =
          tx.tables().shared.getOrDefault(each.identifier(), new Shared(Set.of(), false));
      Set<String> beside = new HashSet<>(before.beside());
      if (!before.suspected()) {
        beside.add(each.beside());
      }
      tx.tables()
          .shared
          .put(
              each.identifier(),
              new Shared(Set.copyOf(beside), before.suspected() || beside.size() > each.enough()));
    }
  }
}
