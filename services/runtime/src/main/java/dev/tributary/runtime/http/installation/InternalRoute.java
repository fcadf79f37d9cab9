package dev.tributary.runtime.http.installation;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.problem.Problems;
import java.util.Set;

/**
 * A route that services call on each other about workspaces: {@code GET /internal/<name>} on the
 * management interface, with a parameter {@code workspace} for each workspace. Every bean of this
 * type becomes a route.
 */
public interface InternalRoute {

  String name();

  /**
   * Written as JSON. Runs on a thread that may block.
   *
   * @param workspaces at least one, unless a call may name none
   */
  Object answer(Set<WorkspaceId> workspaces);

  /** Whether a call that names no workspace is refused. */
  default boolean needsWorkspaces() {
    return true;
  }

  /** A route about one workspace; it refuses a call about more. */
  interface OfOneWorkspace extends InternalRoute {

    /** As {@link #answer(Set)}. */
    Object answer(WorkspaceId workspace);

    @Override
    default Object answer(Set<WorkspaceId> workspaces) {
      if (workspaces.size() > 1) {
        throw Problems.BAD_PARAMETER.problem("workspace may be given once");
      }
      return answer(workspaces.iterator().next());
    }
  }
}
