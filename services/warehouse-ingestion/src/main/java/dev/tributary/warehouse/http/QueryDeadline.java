package dev.tributary.warehouse.http;

import dev.tributary.warehouse.run.RunFailure;
import dev.tributary.warehouse.source.TableReader;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Ends a query that somebody waits for when it takes too long, or when they have left. Thread-safe.
 */
public final class QueryDeadline implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(QueryDeadline.class);

  private final Duration limit;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("query-deadline").factory());

  public QueryDeadline(Duration limit) {
    this.limit = limit;
  }

  /** What is asked of an opened warehouse. */
  interface Asking<T> {
    T of(TableReader reader) throws RunFailure;
  }

  /**
   * @param request of who waits; null if nobody can leave
   * @throws RunFailure {@code query-too-long} if the deadline was what ended it
   */
  <T> T within(TableReader reader, @Nullable RoutingContext request, Asking<T> asking)
      throws RunFailure {
    AtomicBoolean over = new AtomicBoolean();
    AtomicBoolean late = new AtomicBoolean();
    Runnable end =
        () -> {
          if (over.compareAndSet(false, true)) {
            cancel(reader);
          }
        };
    ScheduledFuture<?> deadline =
        clock.schedule(
            () -> {
              late.set(!over.get());
              end.run();
            },
            limit.toMillis(),
            TimeUnit.MILLISECONDS);
    if (request != null) {
      // Called at the end of every exchange, also when the connection is closed before it.
      request.addEndHandler(_ -> clock.execute(end));
    }
    try {
      return asking.of(reader);
    } catch (RunFailure e) {
      throw late.get()
          ? new RunFailure(
              "query-too-long",
              "The query took longer than %d seconds; read fewer rows, or a table"
                  .formatted(limit.toSeconds()),
              e)
          : e;
    } finally {
      over.set(true);
      deadline.cancel(false);
    }
  }

  private static void cancel(TableReader reader) {
    try {
      reader.cancel();
    } catch (RuntimeException e) {
      LOG.warnf("A query could not be ended: %s", e.getMessage());
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
