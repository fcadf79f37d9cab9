package dev.tributary.runtime.query;

import dev.tributary.runtime.problem.Problem;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Ends a query for which a caller waits when it takes too long, or when the caller has
 * disconnected. Thread-safe.
 */
public final class CallerDeadline implements AutoCloseable {
  private final Duration limit;
  private final Supplier<@Nullable RoutingContext> exchange;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("caller-deadline").factory());

  /**
   * @param exchange the caller's exchange; null if there is no connection that can close
   */
  public CallerDeadline(Duration limit, Supplier<@Nullable RoutingContext> exchange) {
    this.limit = limit;
    this.exchange = exchange;
  }

  /**
   * Runs a query. The code that reads finds it as {@link RunningQuery#current}.
   *
   * @throws Problem {@code query-too-long} at the deadline
   */
  public <T, E extends Exception> T within(RunningQuery.Work<T, E> query) throws E {
    RunningQuery running = new RunningQuery(limit);
    ScheduledFuture<?> deadline =
        clock.schedule(
            () -> end(running, RunningQuery.Cause.DEADLINE),
            limit.toMillis(),
            TimeUnit.MILLISECONDS);
    RoutingContext request = exchange.get();
    if (request != null) {
      // Called at the end of every exchange, also when the connection is closed before it.
      request.addEndHandler(_ -> end(running, RunningQuery.Cause.DISCONNECTED));
    }
    try {
      return running.run(query);
    } finally {
      deadline.cancel(false);
    }
  }

  /** In its own thread: a server that is slow to cancel delays no other query. */
  private static void end(RunningQuery query, RunningQuery.Cause cause) {
    Thread.ofVirtual().name("query-cancel").start(() -> query.end(cause));
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
