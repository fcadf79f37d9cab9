package dev.tributary.destinations.delivery;

import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Manifest;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.ledger.Priority;
import dev.tributary.destinations.limit.HeldJobs;
import dev.tributary.destinations.limit.LimitedObjects;
import dev.tributary.destinations.limit.RefusedAlike;
import dev.tributary.destinations.limit.RequestsOfClaim;
import dev.tributary.destinations.limit.RowLimit;
import dev.tributary.destinations.pacing.Answer;
import dev.tributary.destinations.pacing.Permit;
import dev.tributary.destinations.protocol.JobHeldBack;
import dev.tributary.destinations.protocol.JobLog;
import dev.tributary.destinations.protocol.JobLost;
import dev.tributary.destinations.protocol.Protocols;
import dev.tributary.destinations.protocol.RecordedJob;
import dev.tributary.destinations.protocol.RecordedJobBuilder;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.destinations.sync.PauseTarget;
import dev.tributary.runtime.threads.ResilientWork;
import dev.tributary.runtime.threads.Wakeup;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

  /**
   * Until a limit that lasts longer, the destination is held, as its other requests are refused.
   */
  private static final Duration SHORT_LIMIT = Duration.ofMinutes(1);

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
  private final RetryBudget budget;
  private final BatchAttempts attempts;
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
   * busy, the circuit was closed, a batch tested a limited object, or retries had no budget.
   */
  private volatile boolean restricted;

  /** Whether the last search left out an object that a batch tested. */
  private boolean tested;

  /** When the first object that the last search left out takes batches again; null if none was. */
  private @Nullable Instant limitEnds;

  private int turn;
  private @Nullable Boolean reportedFailing;

  /** Until when the secrets of a version of the destination are not opened again. */
  private @Nullable Unreadable unreadable;

  private record Unreadable(long version, Connector connector, Instant until) {}

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
    this.limits = new LimitedObjects(clock);
    this.limitsOfOptOuts = new LimitedObjects(clock);
    this.heldJobs = new HeldJobs(clock);
    this.budget = new RetryBudget(clock);
    this.attempts = new BatchAttempts(sender, clock);
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
    if (newest.version() != destination.version()
        || newest.connector() != destination.connector()) {
      destination = newest;
      changed = true;
      wake();
    }
  }

  boolean idle() {
    return working.get() == 0 && inJobs.get() == 0;
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
   * @return how long the circuit, a budget or a limit still forbids claims; zero or less if they
   *     allow them
   */
  private Duration dispatchAll() throws SQLException, InterruptedException {
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
  private RowLimit rows(Catalogue.Destination asking, @Nullable Permit permit) throws SQLException {
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
  private final class JobLimits implements HeldJobs.Limits<SQLException> {
    private final Catalogue.Destination asking;

    JobLimits(Catalogue.Destination asking) {
      this.asking = asking;
    }

    @Override
    public boolean isFull() throws SQLException {
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

  private static String object(LeasedBatch batch) {
    return batch.rows().getFirst().object();
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
  private Permission permission(boolean retries) throws SQLException, InterruptedException {
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
    return circuit.probing() || attempts.isCareful()
        ? working.get() == 0
        : working.get() < destination.connector().manifest().concurrency();
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
        limits(batch).ended(object(batch), claimedAt);
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
      limits(batch).ended(object(batch), claimedAt);
      (ofJob ? inJobs : working).decrementAndGet();
    }
  }

  /** False if there is nothing more to claim now. */
  private boolean dispatched(@Nullable Permit permit, boolean retries) throws SQLException {
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
        if (batch.job() == null) {
          limits(batch).claimed(object(batch), claimedAt);
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

  private WorkSearchResult claimed(@Nullable Permit permit, boolean retries) throws SQLException {
    Catalogue.Destination claiming = destination;
    try {
      return store.claim(claiming, turn, retries, rows(claiming, permit));
    } catch (SQLException | RuntimeException e) {
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
      JobRecording recording = new JobRecording(store, batch, this::release, slot::take);
      List<BatchAttempts.Attempted> sent = new ArrayList<>();
      sent.add(attempted(batch, recording, permit, claimedAt, leased));
      if (recording.isLost()) {
        return;
      }
      if (!next.isEmpty()) {
        sendFollowing(next, sent, slot, claimedAt, leased);
      }
      if (batch.job() == null) {
        count(object(batch), sent, next.size() + 1, leased);
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
    } finally {
      if (batch.recorded() != null || slot.ofJob) {
        heldJobs.changed();
      }
      slot.leave();
      if (restricted || !done) {
        wake();
      }
    }
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
    BatchAttempts.Attempted attempted =
        attempts.send(batch, recording, permit, leased.plus(BatchSender.TIME));
    BatchSender.Sent sent = attempted.sent();
    List<Outcome> outcomes = pauses.bounded(sent.outcomes(), clock.instant());
    if (batch.job() == null && !recording.isLost()) {
      // An answer about a job says nothing about other rows.
      limits(batch).observe(object(batch), claimedAt, attempted.batch().answers(outcomes));
    }
    return new BatchAttempts.Attempted(
        attempted.batch(),
        new BatchSender.Sent(
            outcomes, sent.exchanges(), sent.parts(), sent.placeGone(), sent.removed()),
        attempted.refused());
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
      JobRecording recording = new JobRecording(store, batch, this::release, slot::take);
      try {
        sent.add(attempted(batch, recording, null, claimedAt, leased));
      } catch (RuntimeException e) {
        // The batches before have results, which are recorded.
        LOG.log(Level.WARNING, "A batch for %s failed".formatted(destination.id()), e);
        String words = "The batch failed: " + e.getClass().getSimpleName();
        sent.add(
            new BatchAttempts.Attempted(
                batch,
                new BatchSender.Sent(
                    Collections.nCopies(batch.rows().size(), new Outcome.Ambiguous(words)),
                    List.of()),
                null));
        return;
      }
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
        && !limits(next).limited().contains(object(next));
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
        pauseRefused(last.sync(), attempted.getLast().refused());
        react(last.sync(), last.answers(attempted.getLast().sent().outcomes()), ofJob);
        report(attempted, unsent);
        return;
      } catch (SQLException e) {
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

  /** Records the batches of a claim together. Rows that were not sent are due again at once. */
  private void report(List<BatchAttempts.Attempted> attempted, List<LeasedBatch> unsent)
      throws SQLException {
    if (attempted.getFirst().batch().recorded() != null) {
      report(attempted.getFirst().batch(), attempted.getFirst().sent());
      return;
    }
    List<DeliveryStore.Reported> all = new ArrayList<>();
    for (BatchAttempts.Attempted each : attempted) {
      all.add(reported(each.batch(), decision(each.batch()), each.batch().rows(), each.sent()));
    }
    for (LeasedBatch each : unsent) {
      all.add(new DeliveryStore.Reported(each, decision(each).unsent(each.rows()), null));
    }
    if (store.report(all)) {
      wake();
    }
  }

  /** Rows that a job leaves out are due again at once, in another batch; invalid ones never. */
  private void release(LeasedBatch left) throws JobLost {
    Outcome outcome = new Outcome.HeldBack(clock.instant(), Protocols.LEFT_OUT);
    List<Outcome> outcomes = BatchSender.withInvalid(left.rows(), outcome);
    try {
      report(left, new BatchSender.Sent(outcomes, List.of()));
    } catch (SQLException e) {
      throw new JobLost("The rows that the job leaves out cannot be released", e);
    }
  }

  /** Records outcomes, and wakes if rows are due by them; the attempt may be of another worker. */
  void report(LeasedBatch batch, BatchSender.Sent sent) throws SQLException {
    RecordedJob job = batch.recorded();
    if (job == null) {
      report(batch, decision(batch), batch.rows(), sent);
    } else {
      reportOfJob(batch, job, decision(batch), sent);
    }
  }

  private OutcomeDecision decision(LeasedBatch batch) {
    // The outcomes follow from the requests, so the manifest is the one that made the requests.
    Catalogue.Destination sentTo = batch.sync().destination();
    Manifest manifest = sentTo.connector().manifest();
    String object = object(batch);
    Optional<Manifest.ObjectType> declared = manifest.object(object);
    int attempt = batch.rows().stream().mapToInt(ClaimedDelivery::attempt).max().orElse(1);
    Instant now = clock.instant();
    return new OutcomeDecision(
        manifest.effectClass(object),
        sentTo.spec().settings().path("delivery").asText("").equals("at-most-once"),
        now,
        pauses.attempts().pause(attempt),
        pauses.questions().pause(age(batch, now)),
        declared.map(Manifest.ObjectType::confirms).orElse(Manifest.Confirmation.DELIVERED),
        declared.map(Manifest.ObjectType::settle).orElse(Duration.ZERO));
  }

  private void report(
      LeasedBatch batch,
      OutcomeDecision decision,
      List<ClaimedDelivery> rows,
      BatchSender.Sent sent)
      throws SQLException {
    if (store.report(List.of(reported(batch, decision, rows, sent)))) {
      wake();
    }
  }

  private static DeliveryStore.Reported reported(
      LeasedBatch batch,
      OutcomeDecision decision,
      List<ClaimedDelivery> rows,
      BatchSender.Sent sent) {
    List<AttemptReport> decided = decision.of(rows, sent.outcomes(), sent.parts());
    // A place that is gone had all records of the batch, also those that were not sent any more.
    List<AttemptReport> reports =
        decided.stream()
            .map(report -> sent.placeGone() ? report.ofGone() : report)
            .map(report -> {
              Optional<String> removed = sent.removed().get(report.row().id());
              return removed == null ? report : report.ofRemoved(removed.orElse(null));
            })
            .toList();
    return new DeliveryStore.Reported(
        batch, reports, AttemptResult.of(reports, sent.outcomes(), sent.exchanges()));
  }

  /** Rows that have an outcome leave the job; the others have no report. */
  private void reportOfJob(
      LeasedBatch batch, RecordedJob job, OutcomeDecision decision, BatchSender.Sent sent)
      throws SQLException {
    List<Outcome> outcomes = sent.outcomes();
    List<ClaimedDelivery> leaving = new ArrayList<>();
    List<ClaimedDelivery> staying = new ArrayList<>();
    List<Outcome> theirs = new ArrayList<>();
    RecordedJob next = job;
    for (int i = 0; i < outcomes.size(); i++) {
      if (outcomes.get(i) instanceof Outcome.Submitted(var name, Instant askAt, String words, _)) {
        next =
            RecordedJobBuilder.builder(job)
                .notBefore(decision.nextQuestion(askAt, job.deadlineAt()))
                .words(words)
                .build();
        staying.add(batch.rows().get(i));
      } else {
        leaving.add(ClaimedDeliveryBuilder.builder(batch.rows().get(i)).job(null).build());
        theirs.add(outcomes.get(i));
      }
    }
    if (sent.placeGone() && !staying.isEmpty()) {
      store.lost(staying);
    }
    report(batch.with(next), decision, leaving, sent.of(theirs));
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

  /**
   * Pauses, holds or slows down the whole destination or sync before its rows can be claimed again.
   *
   * @param ofRows the outcomes of the rows
   * @param ofJob the last answer about the job that has or had the rows: it says whether the
   *     destination answers, whatever became of the rows; none without a job
   */
  private void react(Catalogue.Sync sync, List<Outcome> ofRows, List<Outcome> ofJob)
      throws SQLException {
    List<Outcome> outcomes = Stream.concat(ofJob.stream(), ofRows.stream()).distinct().toList();
    if (outcomes.stream().allMatch(Outcome.WaitsForPlace.class::isInstance)) {
      // Nothing was sent, so nothing is known about the destination.
      return;
    }
    boolean silent = (ofJob.isEmpty() ? ofRows : ofJob).stream().allMatch(Dispatcher::isSilence);
    Optional<Instant> held = outcomes.stream().flatMap(this::holds).max(Comparator.naturalOrder());
    if (held.isPresent()) {
      store.hold(destination, held.get());
    }
    for (Outcome outcome : outcomes) {
      switch (outcome) {
        case Outcome.Unauthorised(String words) -> pauseDestination("unauthorised", words);
        case Outcome.UnusableCredentials(var reason, String words) ->
            pauseDestination(reason.wireName(), words);
        case Outcome.Gone(String words) -> pauseDestination("gone", words);
        case Outcome.Misconfigured(var setting, String words) ->
            store.pause(
                sync.workspace(), new PauseTarget.OfSync(sync.id()), "misconfigured", words);
        case Outcome.QuotaSpent(var until, String words) -> {}
        case Outcome.Delivered delivered -> {}
        case Outcome.Accepted accepted -> {}
        case Outcome.PartlyRefused refused -> {}
        case Outcome.Submitted submitted -> {}
        case Outcome.ResultUnknown unknown -> {}
        case Outcome.RefusedExisting existing -> {}
        case Outcome.RefusedMissing missing -> {}
        case Outcome.WaitsForRecord waiting -> {}
        case Outcome.Rejected rejected -> {}
        case Outcome.RefusedTogether refused -> {}
        case Outcome.RateLimited limited -> {}
        case Outcome.HeldBack delayed -> {}
        case Outcome.WaitsForAccount waiting -> {}
        case Outcome.WaitsForPlace waiting -> {}
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

  private static boolean isSilence(Outcome outcome) {
    return outcome instanceof Outcome.Transient || outcome instanceof Outcome.Ambiguous;
  }

  private void pauseRefused(Catalogue.Sync sync, @Nullable String words) throws SQLException {
    if (words != null) {
      store.pause(
          sync.workspace(),
          new PauseTarget.OfSync(sync.id()),
          "misconfigured",
          "%d records were sent alone and refused for the same cause: %s"
              .formatted(RefusedAlike.ALONE, words));
    }
  }

  private Stream<Instant> holds(Outcome outcome) {
    return switch (outcome) {
      case Outcome.QuotaSpent(Instant until, String words) -> Stream.of(until);
      case Outcome.RateLimited(Instant until, String words)
          when until.isAfter(clock.instant().plus(SHORT_LIMIT)) ->
          Stream.of(until);
      case Outcome.WaitsForAccount(Instant until, String words)
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
