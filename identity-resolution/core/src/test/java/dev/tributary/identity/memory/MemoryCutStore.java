package dev.tributary.identity.memory;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.resolution.Cuts;
import dev.tributary.identity.resolution.WorkspaceIdentifier;
import dev.tributary.identity.store.CutStore;
import dev.tributary.identity.store.UnmergeStore.CommandCause;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

record MemoryCutStore(MemoryTransaction tx) implements CutStore {
  @Override
  public boolean any(Collection<WorkspaceId> workspaces) {
    return tx.tables().cuts.keySet().stream()
        .anyMatch(each -> workspaces.contains(each.workspace()));
  }

  @Override
  public boolean since(
      WorkspaceId workspace,
      Collection<Identifier> some,
      Collection<Identifier> others,
      Instant when) {
    Set<Cuts.Pair> later = new HashSet<>();
    tx.tables()
        .cuts
        .forEach((pair, by) -> {
          if (!by.at().isBefore(when)) {
            later.add(pair);
          }
        });
    return new Cuts(later).between(workspace, some, others);
  }

  @Override
  public boolean unknownTo(
      WorkspaceId workspace, WorkspaceId copy, Collection<Identifier> identifiers) {
    return tx.tables().cuts.entrySet().stream()
        .filter(each -> each.getKey().workspace().equals(workspace))
        .filter(each -> identifiers.contains(each.getKey().left()))
        .filter(each -> identifiers.contains(each.getKey().right()))
        .anyMatch(each -> !sameIn(copy, each));
  }

  private boolean sameIn(WorkspaceId copy, Map.Entry<Cuts.Pair, CommandCause> cut) {
    Cuts.Pair pair = cut.getKey();
    CommandCause there = tx.tables().cuts.get(new Cuts.Pair(copy, pair.left(), pair.right()));
    return there != null && there.at().equals(cut.getValue().at());
  }

  @Override
  public Cuts of(Collection<WorkspaceIdentifier> identifiers) {
    Set<Cuts.Pair> pairs = new HashSet<>(tx.tables().cuts.keySet());
    pairs.removeIf(
        pair -> !identifiers.contains(new WorkspaceIdentifier(pair.workspace(), pair.left())));
    return new Cuts(pairs);
  }
}
