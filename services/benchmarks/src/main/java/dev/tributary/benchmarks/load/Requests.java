package dev.tributary.benchmarks.load;

import io.vertx.core.buffer.Buffer;

/** Where the bodies come from. Called on one thread. */
public interface Requests {

  /** How many events each body holds. */
  int eventsPerRequest();

  /**
   * @param dueNanos when its request is to leave, by {@link System#nanoTime}
   */
  Buffer next(long dueNanos);
}
