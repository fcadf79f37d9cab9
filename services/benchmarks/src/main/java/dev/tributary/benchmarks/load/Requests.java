package dev.tributary.benchmarks.load;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.RequestOptions;

/** Where the bodies come from. Called on one thread. */
public interface Requests {

  /** How many events each body holds. */
  int eventsPerRequest();

  /**
   * What is asked for next, before its body: what the target says, if nothing else is said.
   *
   * @param target a POST to the target's path
   */
  default RequestOptions head(RequestOptions target) {
    return target;
  }

  /**
   * @param dueNanos when its request is to leave, by {@link System#nanoTime}
   */
  Buffer next(long dueNanos);
}
