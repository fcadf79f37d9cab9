package dev.tributary.destinations.delivery;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.protocol.StoreFailure;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.runtime.threads.PeriodicWork;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Runs a dispatcher for each destination, and takes over the batches of workers that stopped. Any
 * number of instances may run in parallel.
 */
public final class DeliveryEngine implements AutoCloseable {
  /**
   * The interval of the poll. A retry, or a row whose notification was lost, is at most this late.
   */
  private static final Duration POLL_INTERVAL = Duration.ofSeconds(1);

  private final DeliveryStore store;
  private final BatchSender sender;
  private final Definitions definitions;
  private final Clock clock;
  private final RetryPauses pauses;
  private final RowsInFlight inFlight;
  private final Map<DestinationId, Dispatcher> dispatchers = new ConcurrentHashMap<>();
  private final PeriodicWork work;

  /** Reads destinations and syncs. */
  @FunctionalInterface
  public interface Definitions {
    Catalogue read() throws StoreFailure;
  }

  public DeliveryEngine(
      DeliveryStore store,
      BatchSender sender,
      Definitions definitions,
      Clock clock,
      RetryPauses pauses) {
    this(store, sender, definitions, clock, pauses, POLL_INTERVAL, RowsInFlight.ofHeap());
  }

  /**
   * @param polls the interval of the poll
   * @param inFlight bounds the rows in memory
   */
  DeliveryEngine(
      DeliveryStore store,
      BatchSender sender,
      Definitions definitions,
      Clock clock,
      RetryPauses pauses,
      Duration polls,
      RowsInFlight inFlight) {
    this.work = new PeriodicWork("delivery-engine", Duration.ZERO, polls, this::round);
    this.store = store;
    this.sender = sender;
    this.definitions = definitions;
    this.clock = clock;
    this.pauses = pauses;
    this.inFlight = inFlight;
  }

  public void start() {
    work.start();
  }

  /** Stops claiming. Deliveries in flight are still reported if the process lives long enough. */
  @Override
  public void close() {
    work.close();
    dispatchers.values().forEach(Dispatcher::stop);
  }

  /** Notifies the engine that this destination may have something to deliver. */
  public void wake(DestinationId destination) {
    Dispatcher dispatcher = dispatchers.get(destination);
    if (dispatcher != null) {
      dispatcher.wake();
    }
  }

  /** Whether no delivery is in flight now. */
  public boolean idle() {
    return dispatchers.values().stream().allMatch(Dispatcher::idle);
  }

  private void round() throws StoreFailure {
    Catalogue catalogue = definitions.read();
    follow(catalogue);
    takeOver(catalogue);
    wakeDue();
  }

  private void follow(Catalogue catalogue) {
    catalogue
        .destinations()
        .values()
        .forEach(destination -> dispatcher(destination).now(destination));
    dispatchers
        .entrySet()
        .removeIf(entry -> {
          boolean gone = catalogue.destination(entry.getKey()).isEmpty();
          if (gone) {
            entry.getValue().stop();
          }
          return gone;
        });
  }

  private Dispatcher dispatcher(Catalogue.Destination destination) {
    return dispatchers.computeIfAbsent(
        destination.id(),
        id -> {
          Dispatcher fresh =
              new Dispatcher(destination, store, sender, clock, pauses, inFlight.share());
          if (!work.isClosed()) {
            fresh.start();
          }
          return fresh;
        });
  }

  /**
   * One query for all sleeping dispatchers: a notification may be lost, and no notification
   * announces the time of a retry.
   */
  private void wakeDue() throws StoreFailure {
    List<Catalogue.Destination> asleep =
        dispatchers.values().stream()
            .filter(Dispatcher::asleep)
            .map(Dispatcher::destination)
            .toList();
    store.due(asleep).forEach(this::wake);
  }

  /**
   * A worker whose lease has expired may have sent its rows: that counts as an attempt without an
   * answer. Of class E, rows that the present connector sends only in recorded jobs were not sent:
   * these rows are in none. A connector of class E that has sent such rows without a job before
   * needs another id.
   */
  private void takeOver(Catalogue catalogue) throws StoreFailure {
    for (LeasedBatch batch : store.abandoned(catalogue)) {
      String object = batch.object();
      EffectClass effectClass =
          batch.sync().destination().connector().manifest().effectClass(object);
      Outcome unknown =
          effectClass == EffectClass.E && sender.sendsInJob(batch)
              ? new Outcome.Transient("The worker stopped before it recorded a job", null)
              : new Outcome.Ambiguous("The worker stopped before the answer");
      dispatcher(batch.sync().destination())
          .report(
              batch,
              new BatchSender.Sent(Collections.nCopies(batch.rows().size(), unknown), List.of()));
    }
  }
}
