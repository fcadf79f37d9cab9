package dev.tributary.runtime.http;

import dev.tributary.contracts.id.WorkspaceId;

/**
 * A route that services call on each other about a workspace: {@code GET /internal/<name>} on the
 * management interface. Every bean of this type becomes a route.
 */
public interface InternalRoute {

  String name();

  /** Written as JSON. Runs on a thread that may block. */
  Object answer(WorkspaceId workspace);
}
