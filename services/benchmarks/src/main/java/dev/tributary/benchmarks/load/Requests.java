package dev.tributary.benchmarks.load;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.RequestOptions;

/** The source of the request bodies. Called on one thread. */
public interface Requests {

  /** How many events each body holds. */
  int eventsPerRequest();

  /**
   * The head of the next request, called before its body; by default that of the target.
   *
   * @param target a POST to the target's path
   */
  default RequestOptions head(RequestOptions target) {
    return target;
  }

  /**
   * @param dueNanos when the request is to be sent, by {@link System#nanoTime}
   */
  Buffer next(long dueNanos);
}
