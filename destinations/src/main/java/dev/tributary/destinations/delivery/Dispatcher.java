package dev.tributary.destinations.delivery;

import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.ledger.Priority;
import dev.tributary.destinations.limit.Circuit;
import dev.tributary.destinations.limit.HeldJobs;
import dev.tributary.destinations.limit.LimitedObjects;
import dev.tributary.destinations.limit.RequestsOfClaim;
import dev.tributary.destinations.limit.RetryBudget;
import dev.tributary.destinations.limit.RowLimit;
import dev.tributary.destinations.pacing.Answer;
import dev.tributary.destinations.pacing.Permit;
import dev.tributary.destinations.protocol.JobHeldBack;
import dev.tributary.destinations.protocol.JobLog;
import dev.tributary.destinations.protocol.StoreFailure;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.runtime.threads.ResilientWork;
import dev.tributary.runtime.threads.Wakeup;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
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
   * A spent budget is looked at again after this time: the vendor may have raised it. While an
   * object is limited, rows of another one whose time comes are at most this late.
   */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  /** A positive time, for what may be asked again at once. */
  private static final Duration SHORTEST_WAIT = Duration.ofMillis(1);

  /** A job that finds no free slot is tried again after this time. */
  private static final Duration NO_SLOT = Duration.ofSeconds(10);

  /** Between two attempts to open secrets: only an operator or a user can repair them. */
  private static final Duration UNREADABLE = Duration.ofSeconds(30);

  private final DeliveryStore store;
  private final BatchSender sender;
  private final Clock clock;
  private final RetryPauses pauses;
  private final Circuit circuit;
  private final LimitedObjects limits;

  /** Apart from the limits of other rows, so that an opt-out does not wait for these. */
  private final LimitedObjects limitsOfOptOuts;

  private final HeldJobs heldJobs;
  private final RequestsOfClaim requests = new RequestsOfClaim();
  private final RowsInFlight.Share inFlight;
  private final RetryBudget budget;
  private final BatchAttempts attempts;
  private final DestinationState state;
  private final ResultRecorder results;
  private final Wakeup wakeup = new Wakeup(1);

  /** Workers without those in {@link #inJobs}. */
  private final AtomicInteger working = new AtomicInteger();

  /** Workers that have a slot for jobs. */
  private final AtomicInteger inJobs = new AtomicInteger();

  private volatile Catalogue.Destination destination;
  private volatile boolean running = true;
  private volatile boolean asleep;

  /** Whether the definition has changed: a user may have bought a larger quota. */
  private volatile boolean changed;

  /**
   * Whether the last search left out rows that the end of a delivery may allow: all workers were
   * busy, too many rows were in memory, the circuit was closed, a batch tested a limited object, or
   * retries had no budget.
   */
  private volatile boolean restricted;

  /** Whether the last search left out an object that a batch tested. */
  private boolean tested;

  /** When the first object that the last search left out takes batches again; null if none was. */
  private @Nullable Instant limitEnds;

  private int turn;

  /** Until when the secrets of a version of the destination are not opened again. */
  private @Nullable Unreadable unreadable;

  private record Unreadable(long version, Connector connector, Instant until) {}

  Dispatcher(
      Catalogue.Destination destination,
      DeliveryStore store,
      BatchSender sender,
      Clock clock,
      RetryPauses pauses,
      RowsInFlight.Share inFlight) {
    this.destination = destination;
    this.inFlight = inFlight;
    this.store = store;
    this.sender = sender;
    this.clock = clock;
    this.pauses = pauses;
    this.circuit = new Circuit(clock, pauses.probes());
    this.limits = new LimitedObjects(clock);
    this.limitsOfOptOuts = new LimitedObjects(clock);
    this.heldJobs = new HeldJobs(clock);
    this.budget = new RetryBudget(clock);
    this.attempts = new BatchAttempts(sender, clock);
    this.state = new DestinationState(this::destination, store, clock, circuit);
    this.results = new ResultRecorder(store, clock, pauses, this::wake);
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

  /**
   * Replaces the definition of the destination. The connector of a workspace can change without a
   * new version of the destination.
   */
  void now(Catalogue.Destination newest) {
    if (!isPresent(newest)) {
      destination = newest;
      release();
    }
  }

  private boolean isPresent(Catalogue.Destination definition) {
    return definition.version() == destination.version()
        && definition.connector() == destination.connector();
  }

  private void release() {
    changed = true;
    wake();
  }

  boolean idle() {
    return working.get() == 0 && inJobs.get() == 0;
  }

  /** Records the outcomes of a batch of another worker, which may have ended. */
  void report(LeasedBatch batch, BatchSender.Sent sent) throws StoreFailure {
    results.report(batch, sent);
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
      } catch (StoreFailure | RuntimeException e) {
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
   * @return how long the circuit, a budget or a limit still forbids claims; zero or less if they
   *     allow them
   */
  private Duration dispatchAll() throws StoreFailure, InterruptedException {
    if (changed) {
      store.release(destination);
      limits.clear();
      limitsOfOptOuts.clear();
      requests.clear();
      changed = false;
    }
    boolean more = true;
    limitEnds = null;
    while (running && more) {
      restricted = true;
      // The last worker may end, and close the circuit: so the workers are read before the circuit.
      boolean free = hasFreeWorker();
      Duration closed = Duration.between(clock.instant(), circuit.closedUntil());
      if (closed.isPositive()) {
        return closed;
      }
      if (!free) {
        return Duration.ZERO;
      }
      boolean retries = budget.allows();
      switch (permission(retries)) {
        case Permission.Nothing() -> {
          restricted = !retries || tested;
          more = false;
        }
        case Permission.Later(Instant at) -> {
          return waitUntil(at);
        }
        case Permission.Given(Permit permit) -> {
          if (!running) {
            giveBack(permit);
            return Duration.ZERO;
          }
          more = dispatched(permit, retries);
        }
      }
    }
    Instant ends = limitEnds;
    return ends == null ? Duration.ZERO : waitUntil(ends);
  }

  private Duration waitUntil(Instant at) {
    Duration wait = Duration.between(clock.instant(), at);
    return wait.compareTo(SHORTEST_WAIT) < 0
        ? SHORTEST_WAIT
        : wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
  }

  /**
   * How many rows and batches a search may take, and the objects of which it may take none now.
   * Where requests have budgets, each is asked for before its rows are claimed.
   */
  private RowLimit rows(Catalogue.Destination asking, @Nullable Permit permit) throws StoreFailure {
    Instant now = clock.instant();
    Map<String, Instant> jobs = heldJobs.now(asking, new JobLimits(asking));
    tested = limits.isAnyTested() || limitsOfOptOuts.isAnyTested();
    limitEnds =
        Stream.concat(
                Stream.of(limits, limitsOfOptOuts).flatMap(each -> each.earliestEnd(now).stream()),
                jobs.values().stream())
            .min(Comparator.naturalOrder())
            .orElse(null);
    RowLimit limit =
        sender
            .rows(asking, permit)
            .without(limits.at(now), limitsOfOptOuts.at(now))
            .withoutJobs(jobs.keySet());
    boolean oneAtATime = circuit.probing() || attempts.isCareful();
    if (oneAtATime || sender.needsPermit(asking)) {
      return limit;
    }
    Set<String> limited = new HashSet<>(limits.limited());
    limited.addAll(limitsOfOptOuts.limited());
    return limit.inBatches(requests.now(asking, limited));
  }

  /**
   * The limits of jobs. If secrets cannot be read, nothing is held: before a claim, the same
   * failure makes the destination wait.
   */
  private final class JobLimits implements HeldJobs.Limits<StoreFailure> {
    private final Catalogue.Destination asking;

    JobLimits(Catalogue.Destination asking) {
      this.asking = asking;
    }

    @Override
    public boolean isFull() throws StoreFailure {
      try {
        JobLog.Account account = sender.jobAccount(asking);
        return account.openJobs() > 0
            && store.openJobs(asking, account.name()) >= account.openJobs();
      } catch (BatchSender.UnreadableSecrets e) {
        return false;
      }
    }

    @Override
    public Optional<Instant> heldUntil(String object) {
      try {
        return sender.jobHeldUntil(asking, object);
      } catch (BatchSender.UnreadableSecrets e) {
        return Optional.empty();
      }
    }
  }

  private LimitedObjects limits(LeasedBatch batch) {
    return batch.rows().getFirst().lane() == Priority.OPT_OUT ? limitsOfOptOuts : limits;
  }

  /** Whether rows may be claimed now. */
  private sealed interface Permission {
    /** Nothing is due. */
    record Nothing() implements Permission {}

    /** Not before this time. */
    record Later(Instant at) implements Permission {}

    /**
     * @param permit null if the account has no budgets
     */
    record Given(@Nullable Permit permit) implements Permission {}
  }

  /**
   * Asks the budgets of the account before rows are claimed, so that no claimed row waits for them
   * while its lease runs. Nothing is asked if nothing is due.
   */
  private Permission permission(boolean retries) throws StoreFailure, InterruptedException {
    Catalogue.Destination asking = destination;
    if (!sender.needsPermit(asking)) {
      return new Permission.Given(null);
    }
    Unreadable before = unreadable;
    if (before != null
        && before.version == asking.version()
        && before.connector == asking.connector()
        && before.until.isAfter(clock.instant())) {
      return new Permission.Later(before.until);
    }
    Optional<Priority> due = store.mostUrgent(asking, turn, retries, rows(asking, null));
    if (due.isEmpty()) {
      return new Permission.Nothing();
    }
    Answer answer;
    try {
      answer = sender.ask(asking, due.get() == Priority.BACKFILL);
    } catch (BatchSender.UnreadableSecrets e) {
      LOG.log(
          Level.WARNING,
          "Deliveries to {0} wait, because its secrets cannot be read: {1}",
          asking.id(),
          e.getMessage());
      Instant until = clock.instant().plus(UNREADABLE);
      unreadable = new Unreadable(asking.version(), asking.connector(), until);
      return new Permission.Later(until);
    }
    return switch (answer) {
      case Answer.Later(Instant at) -> {
        if (due.get() == Priority.BACKFILL) {
          // The turn of the backfill is over: live rows must not wait for its share.
          turn++;
        }
        yield new Permission.Later(at);
      }
      case Answer.Granted(Permit permit) -> {
        awaitTime(permit.from());
        yield new Permission.Given(permit);
      }
    };
  }

  private void awaitTime(Instant from) throws InterruptedException {
    Duration left = Duration.between(clock.instant(), from);
    while (running && left.isPositive()) {
      wakeup.await(left);
      left = Duration.between(clock.instant(), from);
    }
  }

  private boolean hasFreeWorker() {
    boolean free =
        circuit.probing() || attempts.isCareful()
            ? working.get() == 0
            : working.get() < destination.connector().manifest().concurrency();
    return free && inFlight.allows();
  }

  /**
   * The slot of one worker. A job can take long, so it has a slot apart while there are some: as
   * many as for other batches. It begins only in such a slot.
   */
  private final class Slot {
    private final LeasedBatch batch;
    private final Instant claimedAt;
    private boolean ofJob;

    Slot(LeasedBatch batch, Instant claimedAt) {
      this.batch = batch;
      this.claimedAt = claimedAt;
    }

    /** Takes a slot for jobs, and leaves the other one. Returns false if none is free. */
    boolean moved() {
      int most = destination.connector().manifest().concurrency();
      if (!ofJob && inJobs.getAndUpdate(now -> now < most ? now + 1 : now) < most) {
        ofJob = true;
        working.decrementAndGet();
        heldJobs.changed();
        limits(batch).ended(batch.object(), claimedAt);
        if (restricted) {
          wake();
        }
      }
      return ofJob;
    }

    void take() throws JobHeldBack {
      if (!moved()) {
        throw new JobHeldBack(
            "Other jobs of the destination are not finished", clock.instant().plus(NO_SLOT));
      }
    }

    void leave() {
      limits(batch).ended(batch.object(), claimedAt);
      (ofJob ? inJobs : working).decrementAndGet();
    }
  }

  /** False if there is nothing more to claim now. */
  private boolean dispatched(@Nullable Permit permit, boolean retries) throws StoreFailure {
    Instant claimedAt = clock.instant();
    WorkSearchResult found = claimed(permit, retries);
    restricted = !retries || tested;
    return switch (found) {
      case WorkSearchResult.Nothing() -> {
        giveBack(permit);
        yield false;
      }
      case WorkSearchResult.NotSent() -> {
        giveBack(permit);
        turn++;
        yield true;
      }
      case WorkSearchResult.Taken(LeasedBatch batch, List<LeasedBatch> next, boolean more) -> {
        turn++;
        working.incrementAndGet();
        inFlight.add(rows(batch, next));
        if (batch.job() == null) {
          limits(batch).claimed(batch.object(), claimedAt);
        }
        Permit settled =
            permit == null
                ? null
                : sender.settle(permit, batch.job() == null ? batch.rows().size() : 0);
        Thread.ofVirtual()
            .name("deliver-" + batch.attempt())
            .start(() -> work(batch, next, claimedAt, settled));
        yield more;
      }
    };
  }

  private WorkSearchResult claimed(@Nullable Permit permit, boolean retries) throws StoreFailure {
    Catalogue.Destination claiming = destination;
    try {
      return store.claim(claiming, turn, retries, rows(claiming, permit));
    } catch (StoreFailure | RuntimeException e) {
      giveBack(permit);
      throw e;
    }
  }

  private void giveBack(@Nullable Permit permit) {
    if (permit != null) {
      sender.giveBack(permit);
    }
  }

  /**
   * Sends the batches of a claim, and wakes the dispatcher only if there may be work: most searches
   * would find nothing.
   *
   * @param next what is sent after the first batch, as long as each batch is answered
   * @param permit for the first request; null if the account has no budgets
   */
  private void work(
      LeasedBatch batch, List<LeasedBatch> next, Instant claimedAt, @Nullable Permit permit) {
    boolean done = false;
    Slot slot = new Slot(batch, claimedAt);
    try {
      if (batch.recorded() != null) {
        slot.moved();
      }
      Instant leased = clock.instant();
      JobRecording recording = new JobRecording(store, batch, results::release, slot::take);
      List<BatchAttempts.Attempted> sent = new ArrayList<>();
      sent.add(attempted(batch, recording, permit, claimedAt, leased));
      if (recording.isLost()) {
        return;
      }
      if (!next.isEmpty()) {
        sendFollowing(next, sent, slot, claimedAt, leased);
      }
      if (batch.job() == null) {
        count(batch.object(), sent, next.size() + 1, leased);
      }
      boolean inJob = sent.getFirst().batch().recorded() != null;
      record(
          sent,
          next.subList(sent.size() - 1, next.size()),
          recording.heard(),
          inJob ? clock.instant().plus(BatchSender.JOB_REST) : leased.plus(BatchSender.LEASE));
      done =
          sent.size() > next.size()
              && sent.stream()
                  .flatMap(each -> each.sent().outcomes().stream())
                  .allMatch(Dispatcher::isDone);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.log(
          Level.WARNING,
          "The outcome of the attempt %s is not recorded".formatted(batch.attempt()),
          e);
      // Otherwise all rows would be claimed at full speed, and wait for the end of their lease.
      circuit.failed();
    } finally {
      if (batch.recorded() != null || slot.ofJob) {
        heldJobs.changed();
      }
      slot.leave();
      inFlight.remove(rows(batch, next));
      if (restricted || !done) {
        wake();
      }
    }
  }

  /** The number of rows of a claim. */
  private static long rows(LeasedBatch batch, List<LeasedBatch> next) {
    return batch.rows().size() + next.stream().mapToLong(each -> each.rows().size()).sum();
  }

  /**
   * Sends one batch. What its outcomes say about its object counts before its rows are due again.
   */
  private BatchAttempts.Attempted attempted(
      LeasedBatch batch,
      JobRecording recording,
      @Nullable Permit permit,
      Instant claimedAt,
      Instant leased) {
    if (batch.retry()) {
      budget.retried();
    } else if (batch.job() == null) {
      budget.firstAttempt();
    }
    BatchAttempts.Attempted attempted = sent(batch, recording, permit, leased);
    BatchSender.Sent sent = attempted.sent();
    List<Outcome> outcomes = pauses.bounded(sent.outcomes(), clock.instant());
    if (batch.job() == null && !recording.isLost()) {
      // An answer about a job says nothing about other rows.
      limits(batch).observe(batch.object(), claimedAt, attempted.batch().answers(outcomes));
    }
    return new BatchAttempts.Attempted(
        attempted.batch(),
        new BatchSender.Sent(
            outcomes, sent.exchanges(), sent.parts(), sent.placeGone(), sent.removed()),
        attempted.refused());
  }

  /**
   * A failure in our own code is an outcome, too: its rows are sent again with growing pauses, and
   * it counts as a failure of the destination. Otherwise they would be claimed again and again.
   */
  private BatchAttempts.Attempted sent(
      LeasedBatch batch, JobRecording recording, @Nullable Permit permit, Instant leased) {
    try {
      return attempts.send(batch, recording, permit, leased.plus(BatchSender.TIME));
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "A batch for %s failed".formatted(destination.id()), e);
      LeasedBatch failed = recording.batch();
      String words = "The batch failed: " + e.getClass().getSimpleName();
      List<Outcome> unknown = BatchSender.withoutResult(failed, clock.instant(), words);
      return new BatchAttempts.Attempted(failed, new BatchSender.Sent(unknown, List.of()), null);
    }
  }

  /**
   * Sends the batches after the first one of a claim.
   *
   * @param sent gets the results
   */
  private void sendFollowing(
      List<LeasedBatch> next,
      List<BatchAttempts.Attempted> sent,
      Slot slot,
      Instant claimedAt,
      Instant leased) {
    for (LeasedBatch batch : next) {
      if (!goesOn(batch, sent.getLast(), leased)) {
        return;
      }
      JobRecording recording = new JobRecording(store, batch, results::release, slot::take);
      sent.add(attempted(batch, recording, null, claimedAt, leased));
    }
  }

  /** Whether the next batch of a claim is sent: no answer, also to other workers, is against it. */
  private boolean goesOn(LeasedBatch next, BatchAttempts.Attempted last, Instant leased) {
    Instant now = clock.instant();
    return running
        && last.refused() == null
        && last.isAnswered()
        && now.isBefore(leased.plus(RequestsOfClaim.LONGEST))
        && !circuit.closedUntil().isAfter(now)
        && !limits(next).limited().contains(next.object());
  }

  /** Decides how many batches the next claim of an object has. */
  private void count(
      String object, List<BatchAttempts.Attempted> sent, int claimed, Instant leased) {
    if (sent.size() == claimed && sent.getLast().isAnswered()) {
      requests.answered(object, claimed, leased, clock.instant());
    } else {
      requests.failed(object, clock.instant());
    }
  }

  private static boolean isDone(Outcome outcome) {
    return outcome instanceof Outcome.Delivered || outcome instanceof Outcome.Accepted;
  }

  /**
   * A delivery that arrived should be recorded as such, so this method waits while the database is
   * away.
   *
   * @param attempted the batches that were sent, at least one
   * @param unsent the others of their claim
   */
  private void record(
      List<BatchAttempts.Attempted> attempted,
      List<LeasedBatch> unsent,
      @Nullable Outcome heard,
      Instant leaseEnds)
      throws InterruptedException {
    List<Outcome> ofJob =
        heard == null ? List.of() : pauses.bounded(List.of(heard), clock.instant());
    while (true) {
      try {
        // The batches before the last one were answered, and say nothing more than this.
        LeasedBatch last = attempted.getLast().batch();
        state.pauseRefused(last.sync(), attempted.getLast().refused());
        state.react(last.sync(), last.answers(attempted.getLast().sent().outcomes()), ofJob);
        results.report(attempted, unsent);
        if (!isPresent(last.sync().destination())) {
          // The answer can be about a quota or a limit that the present definition does not have.
          release();
        }
        return;
      } catch (StoreFailure e) {
        LOG.log(
            Level.WARNING,
            "The attempt {0} is not recorded yet: {1}",
            attempted.getFirst().batch().attempt(),
            e.getMessage());
        if (clock.instant().isAfter(leaseEnds)) {
          // The lease has expired: the batch counts as abandoned, and another worker takes it over.
          return;
        }
        Thread.sleep(TROUBLE);
      }
    }
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
