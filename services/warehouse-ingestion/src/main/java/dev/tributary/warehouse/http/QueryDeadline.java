package dev.tributary.warehouse.http;

import dev.tributary.warehouse.source.TableReader;
import dev.tributary.warehouse.table.RunFailure;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Ends a caller's query to a warehouse when it takes too long, or when the caller has disconnected:
 * while the warehouse is being opened, and while it answers. Thread-safe.
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

  /** Opens a warehouse; may be interrupted. */
  interface Opening {
    TableReader open() throws RunFailure;
  }

  /** A query to an opened warehouse. */
  interface Asking<T> {
    T of(TableReader reader) throws RunFailure;
  }

  /**
   * Opens a warehouse, asks it, and closes it.
   *
   * @param request the caller's exchange; null if there is no connection that can close
   * @throws RunFailure at the deadline: {@code query-too-long}, or {@code warehouse-unreachable} if
   *     the warehouse was not open yet
   */
  <T> T within(Opening opening, @Nullable RoutingContext request, Asking<T> asking)
      throws RunFailure {
    Watch watch = new Watch(Thread.currentThread());
    ScheduledFuture<?> deadline =
        clock.schedule(() -> watch.end(true), limit.toMillis(), TimeUnit.MILLISECONDS);
    if (request != null) {
      // Called at the end of every exchange, also when the connection is closed before it.
      request.addEndHandler(_ -> watch.end(false));
    }
    try (TableReader reader = opening.open()) {
      watch.opened(reader);
      return asking.of(reader);
    } catch (RunFailure e) {
      throw watch.late() ? tooLong(watch, e) : e;
    } finally {
      watch.close();
      deadline.cancel(false);
    }
  }

  private RunFailure tooLong(Watch watch, RunFailure cause) {
    return watch.wasOpen()
        ? new RunFailure(
            "query-too-long",
            "The query took longer than %d seconds; read fewer rows, or a table"
                .formatted(limit.toSeconds()),
            cause)
        : new RunFailure(
            "warehouse-unreachable",
            "The warehouse could not be opened within %d seconds; see whether it is up, and whether"
                    .formatted(limit.toSeconds())
                + " its host and port are right",
            cause);
  }

  /** One query in progress. */
  private static final class Watch {
    private final Thread asking;
    private @Nullable TableReader reader;
    private boolean over;
    private boolean late;
    private boolean interrupted;

    Watch(Thread asking) {
      this.asking = asking;
    }

    synchronized void opened(TableReader opened) {
      reader = opened;
      calm();
      if (over) {
        cancel(opened);
      }
    }

    /**
     * @param byDeadline false if the caller has disconnected
     */
    synchronized void end(boolean byDeadline) {
      if (over) {
        return;
      }
      over = true;
      late = byDeadline;
      TableReader open = reader;
      if (open == null) {
        interrupted = true;
        asking.interrupt();
      } else {
        cancel(open);
      }
    }

    synchronized boolean late() {
      return late;
    }

    synchronized boolean wasOpen() {
      return reader != null;
    }

    synchronized void close() {
      over = true;
      calm();
    }

    /** After the opening, the thread must not be interrupted. */
    private void calm() {
      if (interrupted) {
        interrupted = false;
        boolean _ = Thread.interrupted();
      }
    }

    /** In its own thread: a server that is slow to cancel does not delay other deadlines. */
    private static void cancel(TableReader reader) {
      Thread.ofVirtual()
          .name("query-cancel")
          .start(() -> {
            try {
              reader.cancel();
            } catch (RuntimeException e) {
              LOG.warnf("A query could not be ended: %s", e.getMessage());
            }
          });
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
