package dev.tributary.runtime.http;

/**
 * A question that services ask each other about a workspace: {@code GET /internal/<name>} of the
 * management interface. Every bean of this type is one.
 */
public interface InternalRoute {

  String name();

  /** Written as JSON. Runs on a thread that may block. */
  Object answer(String workspace);
}
