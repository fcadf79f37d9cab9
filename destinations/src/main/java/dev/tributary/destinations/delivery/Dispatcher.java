package dev.tributary.destinations.delivery;

import dev.tributary.destinations.connector.Manifest;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.destinations.sync.PauseTarget;
import dev.tributary.runtime.threads.ResilientWork;
import dev.tributary.runtime.threads.Wakeup;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Delivers to one destination: claims batch after batch, as many at a time as the connector allows.
 * No dispatcher waits for another destination. An idle destination sends no query to the database:
 * its dispatcher sleeps until {@link #wake} is called.
 */
final class Dispatcher {
  private static final System.Logger LOG = System.getLogger(Dispatcher.class.getName());
  private static final Duration TROUBLE = Duration.ofMillis(500);

  /**
   * Until a limit that lasts longer, the destination is held, as its other requests are refused.
   */
  private static final Duration SHORT_LIMIT = Duration.ofMinutes(1);

  private final DeliveryStore store;
  private final BatchSender sender;
  private final Clock clock;
  private final RetryPauses pauses;
  private final Circuit circuit;
  private final RetryBudget budget;
  private final Wakeup wakeup = new Wakeup(1);
  private final AtomicInteger working = new AtomicInteger();
  private volatile Catalogue.Destination destination;
  private volatile boolean running = true;
  private volatile boolean asleep;

  /** Whether the definition has changed: a user may have bought a larger quota. */
  private volatile boolean changed;

  /**
   * Whether the last search left out rows that the end of a delivery may allow: all workers were
   * busy, the circuit was closed, or retries had no budget.
   */
  private volatile boolean restricted;

  private int turn;
  private @Nullable Boolean reportedFailing;

  Dispatcher(
      Catalogue.Destination destination,
      DeliveryStore store,
      BatchSender sender,
      Clock clock,
      RetryPauses pauses) {
    this.destination = destination;
    this.store = store;
    this.sender = sender;
    this.clock = clock;
    this.pauses = pauses;
    this.circuit = new Circuit(clock, pauses.probes());
    this.budget = new RetryBudget(clock);
  }

  void start() {
    ResilientWork.start(
        Thread.ofVirtual().name("dispatch-" + destination.id()), () -> running, this::run);
  }

  void stop() {
    running = false;
    wake();
  }

  /** Notifies the dispatcher that there may be something to deliver. */
  void wake() {
    wakeup.signal();
  }

  /** Replaces the definition of the destination. */
  void now(Catalogue.Destination newest) {
    if (newest.version() != destination.version()) {
      destination = newest;
      changed = true;
      wake();
    }
  }

  boolean idle() {
    return working.get() == 0;
  }

  /** Whether the dispatcher looks for work only after a call of {@link #wake}. */
  boolean asleep() {
    return asleep;
  }

  Catalogue.Destination destination() {
    return destination;
  }

  private void run() {
    while (running) {
      try {
        Duration closed = dispatchAll();
        if (closed.isPositive()) {
          wakeup.await(closed);
        } else {
          asleep = true;
          wakeup.await();
          asleep = false;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (SQLException | RuntimeException e) {
        LOG.log(Level.WARNING, "Deliveries to {0} wait: {1}", destination.id(), e.getMessage());
        pause();
      }
    }
  }

  /**
   * Sends until there is nothing more to claim now, or no free worker to send it.
   *
   * <p>It restricts itself before it reads the circuit and the number of workers, and a worker does
   * the opposite at its end. So one of the two sees the other, and no work waits for a third.
   *
   * @return how long the circuit still forbids claims; zero or less if it allows them
   */
  private Duration dispatchAll() throws SQLException {
    if (changed) {
      store.release(destination);
      changed = false;
    }
    boolean more = true;
    while (running && more) {
      restricted = true;
      Duration closed = Duration.between(clock.instant(), circuit.closedUntil());
      if (closed.isPositive()) {
        return closed;
      }
      more = hasFreeWorker() && dispatched();
    }
    return Duration.ZERO;
  }

  private boolean hasFreeWorker() {
    int atOnce = circuit.probing() ? 1 : destination.connector().manifest().concurrency();
    return working.get() < atOnce;
  }

  /** False if there is nothing more to claim now. */
  private boolean dispatched() throws SQLException {
    boolean retries = budget.allows();
    WorkSearchResult found = store.claim(destination, turn, retries);
    restricted = !retries;
    return switch (found) {
      case WorkSearchResult.Nothing() -> false;
      case WorkSearchResult.NotSent() -> {
        turn++;
        yield true;
      }
      case WorkSearchResult.Taken(LeasedBatch batch, boolean more) -> {
        turn++;
        working.incrementAndGet();
        Thread.ofVirtual().name("deliver-" + batch.attempt()).start(() -> work(batch));
        yield more;
      }
    };
  }

  /** Wakes the dispatcher only if there may be work: most searches would find nothing. */
  private void work(LeasedBatch batch) {
    boolean done = false;
    try {
      if (batch.retry()) {
        budget.retried();
      } else if (batch.job() == null) {
        budget.firstAttempt();
      }
      Instant leased = clock.instant();
      BatchSender.Sent sent = sender.send(batch.sync(), batch.rows());
      List<Outcome> outcomes = pauses.bounded(sent.outcomes(), clock.instant());
      record(
          batch,
          new BatchSender.Sent(outcomes, sent.exchanges(), sent.parts(), sent.placeGone()),
          leased.plus(BatchSender.LEASE));
      done = outcomes.stream().allMatch(Dispatcher::isDone);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      working.decrementAndGet();
      if (restricted || !done) {
        wake();
      }
    }
  }

  private static boolean isDone(Outcome outcome) {
    return outcome instanceof Outcome.Delivered || outcome instanceof Outcome.Accepted;
  }

  /**
   * A delivery that arrived should be recorded as such, so this method waits while the database is
   * away.
   */
  private void record(LeasedBatch batch, BatchSender.Sent sent, Instant leaseEnds)
      throws InterruptedException {
    while (true) {
      try {
        react(batch.sync(), answers(batch, sent.outcomes()));
        report(batch, sent);
        return;
      } catch (SQLException e) {
        LOG.log(
            Level.WARNING,
            "The attempt {0} is not recorded yet: {1}",
            batch.attempt(),
            e.getMessage());
        if (clock.instant().isAfter(leaseEnds)) {
          // The lease has expired: the batch counts as abandoned, and another worker takes it over.
          return;
        }
        Thread.sleep(TROUBLE);
      }
    }
  }

  /** Records outcomes, and wakes if rows are due by them; the attempt may be of another worker. */
  void report(LeasedBatch batch, BatchSender.Sent sent) throws SQLException {
    Manifest manifest = destination.connector().manifest();
    String object = batch.rows().getFirst().object();
    Optional<Manifest.ObjectType> declared = manifest.object(object);
    int attempt = batch.rows().stream().mapToInt(ClaimedDelivery::attempt).max().orElse(1);
    Instant now = clock.instant();
    OutcomeDecision decision =
        new OutcomeDecision(
            manifest.effectClass(object),
            destination.spec().settings().path("delivery").asText("").equals("at-most-once"),
            now,
            pauses.attempts().pause(attempt),
            pauses.questions().pause(age(batch, now)),
            declared.map(Manifest.ObjectType::confirms).orElse(Manifest.Confirmation.DELIVERED),
            declared.map(Manifest.ObjectType::settle).orElse(Duration.ZERO));
    List<AttemptReport> decided = decision.of(batch.rows(), sent.outcomes(), sent.parts());
    // A place that is gone had all records of the batch, also those that were not sent any more.
    List<AttemptReport> reports =
        sent.placeGone() ? decided.stream().map(AttemptReport::ofGone).toList() : decided;
    if (store.report(
        batch, reports, AttemptResult.of(reports, sent.outcomes(), sent.exchanges()))) {
      wake();
    }
  }

  /** For how long a job has had the rows; zero if none has them. */
  private static Duration age(LeasedBatch batch, Instant now) {
    return batch.rows().stream()
        .map(ClaimedDelivery::submittedAt)
        .filter(Objects::nonNull)
        .min(Comparator.naturalOrder())
        .map(since -> Duration.between(since, now))
        .orElse(Duration.ZERO);
  }

  /** A row that was not sent, because it is invalid, says nothing about the destination. */
  private static List<Outcome> answers(LeasedBatch batch, List<Outcome> outcomes) {
    return IntStream.range(0, outcomes.size())
        .filter(i -> batch.rows().get(i).invalid() == null)
        .mapToObj(outcomes::get)
        .toList();
  }

  /**
   * Pauses, holds or slows down the whole destination or sync before its rows can be claimed again.
   */
  private void react(Catalogue.Sync sync, List<Outcome> outcomes) throws SQLException {
    if (outcomes.isEmpty()) {
      return;
    }
    boolean silent = true;
    Optional<Instant> held = outcomes.stream().flatMap(this::holds).max(Comparator.naturalOrder());
    if (held.isPresent()) {
      store.hold(destination, held.get());
    }
    for (Outcome outcome : outcomes) {
      silent &= outcome instanceof Outcome.Transient || outcome instanceof Outcome.Ambiguous;
      switch (outcome) {
        case Outcome.Unauthorised(String words) -> pauseDestination("unauthorised", words);
        case Outcome.Gone(String words) -> pauseDestination("gone", words);
        case Outcome.Misconfigured(var setting, String words) ->
            store.pause(
                sync.workspace(), new PauseTarget.OfSync(sync.id()), "misconfigured", words);
        case Outcome.QuotaSpent(var until, String words) -> {}
        case Outcome.Delivered delivered -> {}
        case Outcome.Accepted accepted -> {}
        case Outcome.PartlyRefused refused -> {}
        case Outcome.Submitted submitted -> {}
        case Outcome.RefusedExisting existing -> {}
        case Outcome.RefusedMissing missing -> {}
        case Outcome.WaitsForRecord waiting -> {}
        case Outcome.Rejected rejected -> {}
        case Outcome.RefusedTogether refused -> {}
        case Outcome.RateLimited limited -> {}
        case Outcome.Transient failed -> {}
        case Outcome.Missing missing -> {}
        case Outcome.Exists exists -> {}
        case Outcome.PlaceGone gone -> {}
        case Outcome.Ambiguous failed -> {}
      }
    }
    if (silent) {
      circuit.failed();
    } else {
      circuit.answered();
    }
    reportHealth(silent ? outcomes.getFirst().words() : "");
  }

  private Stream<Instant> holds(Outcome outcome) {
    return switch (outcome) {
      case Outcome.QuotaSpent(Instant until, String words) -> Stream.of(until);
      case Outcome.RateLimited(Instant until, String words)
          when until.isAfter(clock.instant().plus(SHORT_LIMIT)) ->
          Stream.of(until);
      default -> Stream.empty();
    };
  }

  /**
   * Before the first report of this process, the store may hold the state that an earlier process
   * wrote. A report that fails is repeated with the next outcome.
   */
  private synchronized void reportHealth(String words) throws SQLException {
    boolean failing = circuit.failing();
    if (reportedFailing == null || reportedFailing != failing) {
      store.health(destination, failing, words);
      reportedFailing = failing;
    }
  }

  private void pauseDestination(String reason, String words) throws SQLException {
    store.pause(
        destination.workspace(), new PauseTarget.OfDestination(destination.id()), reason, words);
  }

  private void pause() {
    try {
      Thread.sleep(TROUBLE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      running = false;
    }
  }
}
