package dev.tributary.runtime.http.installation;

import dev.tributary.contracts.id.WorkspaceId;
import org.jspecify.annotations.Nullable;

/**
 * A route that services call on each other about one object of a workspace: {@code GET
 * /internal/<collection>/<object>/<part>?workspace=…} on the management interface. Every bean of
 * this type becomes a route.
 */
public interface ObjectRoute {

  /** The kind of the objects, such as {@code profiles}. */
  String collection();

  /** The part of the object that the route answers. */
  String part();

  /**
   * Written as JSON. Runs on a thread that may block.
   *
   * @param object as the path names it, decoded
   * @param guesser the subject of a user who may not read personal data; null for all others
   */
  Object answer(WorkspaceId workspace, String object, @Nullable String guesser);
}
