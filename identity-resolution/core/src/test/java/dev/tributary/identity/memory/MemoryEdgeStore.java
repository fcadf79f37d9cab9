package dev.tributary.identity.memory;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.memory.MemoryTables.Pair;
import dev.tributary.identity.profile.Edge;
import dev.tributary.identity.store.EdgeStore;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

record MemoryEdgeStore(MemoryTransaction tx) implements EdgeStore {
  private static final Comparator<Edge> OLDEST_FIRST =
      Comparator.comparing((Edge edge) -> edge.stamp().time())
          .thenComparing(edge -> edge.stamp().cause());

  @Override
  public void keep(Collection<Seen> seen) {
    for (Seen each : seen) {
      Edge edge = each.edge();
      tx.tables()
          .edges
          .merge(
              new Pair(each.workspace(), edge.left(), edge.right()),
              edge,
              (before, now) -> OLDEST_FIRST.compare(now, before) < 0 ? now : before);
    }
  }

  @Override
  public List<Edge> of(WorkspaceId workspace, Collection<Identifier> identifiers) {
    Set<Identifier> among = Set.copyOf(identifiers);
    return tx.tables().edges.entrySet().stream()
        .filter(each -> each.getKey().workspace().equals(workspace))
        .filter(each -> among.contains(each.getKey().left()))
        .filter(each -> among.contains(each.getKey().right()))
        .map(each -> each.getValue())
        .sorted(OLDEST_FIRST)
        .toList();
  }
}
