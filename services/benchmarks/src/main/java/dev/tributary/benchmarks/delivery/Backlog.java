package dev.tributary.benchmarks.delivery;

import dev.tributary.benchmarks.bare.BareCount;
import dev.tributary.benchmarks.installation.WebhookSync;
import dev.tributary.benchmarks.load.Ids;
import dev.tributary.benchmarks.load.Load;
import dev.tributary.benchmarks.load.Sink;
import dev.tributary.benchmarks.load.Target;
import dev.tributary.benchmarks.load.TrackBodies;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/** Events that wait in the ledger for a paused sync, and then leave it as fast as possible. */
final class Backlog {
  private static final double FILLING_PER_SECOND = 2_000;
  private static final int EVENTS_PER_REQUEST = 50;
  private static final int PEOPLE = 10_000;
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final long POLL_NANOS = 20_000_000;

  /** From the narrow tables: a count over the ledger would cost more than the deliveries do. */
  private static final String WAITING =
      """
      select (select count(*) from open_delivery where destination = '%1$s'
          and workspace = (select workspace from definition where id = '%1$s'))
        + (select count(*) from leased_delivery l
            cross join lateral (
              select from delivery d where d.id = l.id and d.destination = '%1$s' offset 0) d)\
      """;

  private final Vertx vertx;
  private final Target source;
  private final WebhookSync sync;
  private final Sink sink;
  private final BareCount ledger;
  private long seed;

  /**
   * @param source where the events are accepted
   * @param ledger over a connection to the database of the service
   */
  Backlog(Vertx vertx, Target source, WebhookSync sync, Sink sink, BareCount ledger) {
    this.vertx = vertx;
    this.source = source;
    this.sync = sync;
    this.sink = sink;
    this.ledger = ledger;
  }

  /**
   * Sends events until about so many wait in the ledger.
   *
   * @return their ids, which the sink expects
   */
  Ids fill(int events) {
    sync.pause();
    var ids = new Ids();
    sink.expect(ids);
    var bodies = TrackBodies.batches(EVENTS_PER_REQUEST, ids, seed++, PEOPLE);
    Duration duration = Duration.ofMillis((long) (events * 1_000L / FILLING_PER_SECOND));
    Load.open(vertx, source, bodies, FILLING_PER_SECOND, duration);
    await("%d events are not in the ledger", () -> ids.missing() - waiting());
    return ids;
  }

  /**
   * Sends events at a steady rate while the sync is not paused, and returns when all have arrived.
   *
   * @return their ids, with the time from the moment at which each was due to its arrival
   */
  Ids steadily(double eventsPerSecond, Duration duration) {
    var ids = new Ids();
    sink.expect(ids);
    var bodies = TrackBodies.batches(EVENTS_PER_REQUEST, ids, seed++, PEOPLE);
    Load.open(vertx, source, bodies, eventsPerSecond, duration);
    await("%d events have not arrived", ids::missing);
    return ids;
  }

  /** Returns when the ledger says that all events are delivered. It is asked at the end only. */
  void empty(Ids ids) {
    sync.resume();
    await("%d events have not arrived", ids::missing);
    await("%d events are not delivered", this::waiting);
  }

  private long waiting() {
    return ledger.of(WAITING.formatted(sync.destination()));
  }

  private interface Count {
    long left();
  }

  private static void await(String failure, Count count) {
    Instant end = Instant.now().plus(PATIENCE);
    long left = count.left();
    while (left > 0) {
      if (Instant.now().isAfter(end)) {
        throw new IllegalStateException(failure.formatted(left));
      }
      LockSupport.parkNanos(POLL_NANOS);
      left = count.left();
    }
  }
}
