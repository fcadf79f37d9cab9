package dev.tributary.identity.store;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.profile.Edge;
import java.util.Collection;
import java.util.List;

/**
 * The evidence. For each pair of identifiers the earliest is kept, in whatever order it arrives.
 */
public interface EdgeStore {
  /** Evidence of a workspace. */
  record Seen(WorkspaceId workspace, Edge edge) {}

  /**
   * @param seen each pair once, the earliest
   */
  void keep(Collection<Seen> seen);

  /**
   * The evidence between some identifiers, oldest first. It is read key by key ({@code lateral},
   * which {@code offset} keeps as it is written). A join could get a plan with a full scan while
   * the table is new, and keep that plan.
   */
  List<Edge> of(WorkspaceId workspace, Collection<Identifier> identifiers);
}
