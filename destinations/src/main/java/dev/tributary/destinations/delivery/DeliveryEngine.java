package dev.tributary.destinations.delivery;

import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.sync.Catalogue;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Keeps a dispatcher per destination, and takes over what other workers left behind. Any number of
 * instances may run side by side.
 */
public final class DeliveryEngine implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(DeliveryEngine.class);

  /** How late a retry can be, and a row whose notification was lost. */
  private static final Duration ROUND = Duration.ofMillis(500);

  private final DeliveryStore store;
  private final Sending sending;
  private final Definitions definitions;
  private final Clock clock;
  private final Pace pace;
  private final Map<String, Dispatcher> dispatchers = new ConcurrentHashMap<>();
  private volatile boolean running;

  /** Where destinations and syncs are read from. */
  @FunctionalInterface
  public interface Definitions {
    Catalogue read() throws SQLException;
  }

  public DeliveryEngine(
      DeliveryStore store, Sending sending, Definitions definitions, Clock clock, Pace pace) {
    this.store = store;
    this.sending = sending;
    this.definitions = definitions;
    this.clock = clock;
    this.pace = pace;
  }

  public void start() {
    running = true;
    Thread.ofVirtual().name("delivery-engine").start(this::run);
  }

  /** Claims nothing more. What is being sent is reported if the process lives long enough. */
  @Override
  public void close() {
    running = false;
    dispatchers.values().forEach(Dispatcher::stop);
  }

  /** There may be something to deliver to this destination. */
  public void wake(String destination) {
    Dispatcher dispatcher = dispatchers.get(destination);
    if (dispatcher != null) {
      dispatcher.wake();
    }
  }

  public void wakeAll() {
    dispatchers.values().forEach(Dispatcher::wake);
  }

  /** Whether nothing is on its way at this moment. */
  public boolean idle() {
    return dispatchers.values().stream().allMatch(Dispatcher::idle);
  }

  private void run() {
    while (running) {
      try {
        Catalogue catalogue = definitions.read();
        follow(catalogue);
        takeOver(catalogue);
        wakeDue();
      } catch (SQLException | RuntimeException e) {
        LOG.warnf("Deliveries wait for the database: %s", e.getMessage());
      }
      try {
        Thread.sleep(ROUND);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
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
          Dispatcher fresh = new Dispatcher(destination, store, sending, clock, pace);
          if (running) {
            fresh.start();
          }
          return fresh;
        });
  }

  /** One look for all that sleep: a notification may be lost, and a retry's time comes silently. */
  private void wakeDue() throws SQLException {
    List<Catalogue.Destination> asleep =
        dispatchers.values().stream()
            .filter(Dispatcher::asleep)
            .map(Dispatcher::destination)
            .toList();
    store.due(asleep).forEach(this::wake);
  }

  /** A worker that went silent may have sent its rows: that is an attempt without an answer. */
  private void takeOver(Catalogue catalogue) throws SQLException {
    for (Claim claim : store.abandoned(catalogue)) {
      Outcome unknown = new Outcome.Ambiguous("The worker stopped before the answer");
      dispatcher(claim.sync().destination())
          .report(claim, Collections.nCopies(claim.rows().size(), unknown), List.of());
    }
  }
}
