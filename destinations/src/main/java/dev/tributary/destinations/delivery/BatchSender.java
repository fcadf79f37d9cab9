package dev.tributary.destinations.delivery;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.destinations.account.AccountName;
import dev.tributary.destinations.account.Accounts;
import dev.tributary.destinations.account.KnownAccount;
import dev.tributary.destinations.claim.RecordClaims;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Deduplication;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.Listing;
import dev.tributary.destinations.connector.Manifest.ObjectType;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Probe;
import dev.tributary.destinations.connector.Target;
import dev.tributary.destinations.ledger.InvalidField;
import dev.tributary.destinations.ledger.Priority;
import dev.tributary.destinations.limit.AccountBudgets;
import dev.tributary.destinations.limit.PacedRecords;
import dev.tributary.destinations.limit.PacedRequests;
import dev.tributary.destinations.limit.RowLimit;
import dev.tributary.destinations.pacing.Answer;
import dev.tributary.destinations.pacing.Flow;
import dev.tributary.destinations.pacing.Need;
import dev.tributary.destinations.pacing.Permit;
import dev.tributary.destinations.pacing.Question;
import dev.tributary.destinations.pacing.RateLimiter;
import dev.tributary.destinations.protocol.JobHeldBack;
import dev.tributary.destinations.protocol.JobLog;
import dev.tributary.destinations.protocol.JobLost;
import dev.tributary.destinations.protocol.Places;
import dev.tributary.destinations.protocol.Protocols;
import dev.tributary.destinations.protocol.RecordedJob;
import dev.tributary.destinations.protocol.SecretMasking;
import dev.tributary.destinations.protocol.Sessions;
import dev.tributary.destinations.protocol.StoreFailure;
import dev.tributary.destinations.schema.ListQuestion;
import dev.tributary.destinations.schema.VendorFields;
import dev.tributary.destinations.sync.Catalogue;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Sends a batch as its connector decides, and turns every exception into outcomes. Thread-safe. */
public final class BatchSender {
  private static final System.Logger LOG = System.getLogger(BatchSender.class.getName());

  /** A claim's lease. All requests of its attempt together stay below half of it. */
  public static final Duration LEASE = Duration.ofSeconds(60);

  /** From the beginning of a lease, its attempt may send requests for so long. */
  static final Duration TIME = Duration.ofSeconds(28);

  /** The lease of a recorded job. It begins again with each step that is recorded. */
  public static final Duration JOB_LEASE = Duration.ofMinutes(15);

  /** The requests of a step of a job take no longer, so the worker ends before the lease. */
  private static final Duration JOB_TIME = Duration.ofMinutes(10);

  /** So much of the lease of a job is left after its last request. */
  static final Duration JOB_REST = JOB_LEASE.minus(JOB_TIME).minus(Duration.ofMinutes(1));

  /**
   * Rows of a job that is held back are due again after this time, also if the limit lasts longer:
   * live ones can go in small batches. The next search leaves out those that wait for a job.
   */
  private static final Duration LONGEST_HOLD = Duration.ofSeconds(10);

  /** A batch waits no longer than twice this time for the answer about the use of a budget. */
  private static final Duration LONGEST_QUESTION = Duration.ofSeconds(4);

  private static final String JOBS_HELD_BACK = "Held back by the limit of jobs";

  private static final String WITHOUT_OTHERS = "Sent without other records of its batch";
  private static final String LATE =
      "A request had no answer. The destination recognises its repetition for %s only, and these"
          + " have passed";

  /** A part of an upload can have many megabytes. */
  private static final Duration JOB_REQUEST = Duration.ofMinutes(2);

  private static final Outcome UNDECIDED =
      new Outcome.Transient("The connector cannot say how the fields are read", null);

  private final Targets targets;
  private final Transport transport;
  private final RateLimiter limiter;
  private final PlaceStore places;
  private final Accounts accounts;
  private final Protocols protocols;
  private final Clock clock;
  private final Duration timeout;
  private final Map<DestinationId, KnownBudgets> knownBudgets = new ConcurrentHashMap<>();

  private record KnownBudgets(long version, Connector connector, AccountBudgets budgets) {
    /** The connector of a workspace can change without a new version of the destination. */
    boolean isOf(Catalogue.Destination destination) {
      return version == destination.version() && connector == destination.connector();
    }
  }

  /**
   * A sender that is the only one of its destinations, and keeps the fields of vendors in memory.
   *
   * @param timeout of one request; at most {@link Egress#TIMEOUT} is used
   */
  public BatchSender(
      Targets targets,
      Transport transport,
      RateLimiter limiter,
      PlaceStore places,
      Accounts accounts,
      Sessions sessions,
      Clock clock,
      Duration timeout) {
    this(
        targets,
        transport,
        limiter,
        places,
        RecordClaims.NONE,
        accounts,
        sessions,
        new VendorFields(clock),
        clock,
        timeout);
  }

  /**
   * @param claims of records that further match fields find; all instances must share them
   * @param timeout of one request; at most {@link Egress#TIMEOUT} is used
   */
  public BatchSender(
      Targets targets,
      Transport transport,
      RateLimiter limiter,
      PlaceStore places,
      RecordClaims claims,
      Accounts accounts,
      Sessions sessions,
      VendorFields fields,
      Clock clock,
      Duration timeout) {
    this.targets = targets;
    this.transport = transport;
    this.limiter = limiter;
    this.places = places;
    this.accounts = accounts;
    this.protocols = new Protocols(clock, sessions, fields, claims);
    this.clock = clock;
    this.timeout = timeout.compareTo(Egress.TIMEOUT) < 0 ? timeout : Egress.TIMEOUT;
  }

  /**
   * The result of a batch: an outcome for each row, and the exchanges.
   *
   * @param parts the number of the part that each row was sent in, ascending from 0
   * @param placeGone whether the vendor no longer had the place of the batch, with its records
   * @param removed the rows that are not done and of which the attempt has removed the delivered
   *     content, or may have, by delivery: their new vendor ids; empty if an id stays
   */
  public record Sent(
      List<Outcome> outcomes,
      List<Egress.Exchange> exchanges,
      List<Integer> parts,
      boolean placeGone,
      Map<String, Optional<String>> removed) {
    Sent(List<Outcome> outcomes, List<Egress.Exchange> exchanges) {
      this(outcomes, exchanges, Collections.nCopies(outcomes.size(), 0), false, Map.of());
    }

    /** The outcomes of some of the rows, which were all in one part. */
    Sent of(List<Outcome> some) {
      return new Sent(some, exchanges, Collections.nCopies(some.size(), 0), placeGone, removed);
    }
  }

  /**
   * The result of a test.
   *
   * @param account that the vendor has named, or null
   */
  public record Tested(
      Outcome outcome, Probe.@Nullable Account account, List<Egress.Exchange> exchanges) {
    private Tested(Probe.Result result, BatchEgress egress) {
      this(result.outcome(), result.account(), egress.exchanges());
    }
  }

  /** Sends rows once, without the ledger and a permit: nobody takes over a job of them. */
  public Sent send(Catalogue.Sync sync, List<ClaimedDelivery> rows) {
    LeasedBatch leased = new LeasedBatch("", sync, rows, false);
    Instant now = clock.instant();
    return send(leased, JobLog.unrecorded(now), null, now.plus(TIME));
  }

  /**
   * Sends rows, continues the recorded job that has them, or asks for the result of a job. A row
   * with a field whose value cannot be made is rejected and not sent.
   *
   * @param permit for the first request about rows; it ends with the batch
   * @param end no request takes longer. A recorded job has time of its own
   */
  Sent send(LeasedBatch leased, JobLog recording, @Nullable Permit permit, Instant end) {
    if (valid(leased.rows()).isEmpty()) {
      if (permit != null) {
        limiter.giveBack(permit);
      }
      return new Sent(withInvalid(leased.rows(), List.of()), List.of());
    }
    Catalogue.Destination destination = leased.sync().destination();
    List<Outcome> late = repeatedLate(leased);
    if (!late.isEmpty()) {
      if (permit != null) {
        limiter.giveBack(permit);
      }
      return new Sent(late, List.of());
    }
    Target target = targets.open(destination);
    Flow flow =
        permit == null
            ? flow(destination, leased.rows().getFirst().lane() == Priority.BACKFILL)
            : permit.flow();
    boolean connected = permit != null && permit.connected();
    Asking asking = asking(destination, target, budgets(destination), flow, connected, end);
    return switch (asking.account()) {
      case Accounts.Current.Usable(AccountName account, Long grant) -> {
        Permit usable = ofAccount(account, permit);
        Opened opened =
            new Opened(
                leased,
                target,
                asking.masking,
                budgets(destination, account),
                protocols.ofGrant(grant).ofAccount(named(destination, account, grant)));
        askForUse(opened, flow, connected, end);
        yield send(opened, recording, flow, usable, end);
      }
      case Accounts.Current.Unusable(Outcome outcome) -> {
        if (permit != null) {
          limiter.giveBack(permit);
        }
        yield new Sent(unsent(leased, recording, outcome), asking.egress.exchanges());
      }
    };
  }

  /**
   * One outcome per row if some of the rows may not be repeated any more; empty if all may be sent.
   * The other rows of the batch are due again at once, without them.
   */
  private List<Outcome> repeatedLate(LeasedBatch leased) {
    List<ClaimedDelivery> rows = leased.rows();
    ClaimedDelivery first = rows.getFirst();
    Duration window = leased.sync().destination().repetitionWindow(first.object());
    Instant now = clock.instant();
    Instant end = now.plus(TIME);
    if (window == null
        || first.job() != null
        || rows.stream().noneMatch(row -> row.repeatsAfter(window, end))) {
      return List.of();
    }
    Outcome late = new Outcome.NotRepeated(LATE.formatted(Deduplication.shown(window)));
    Outcome alone = new Outcome.HeldBack(now, WITHOUT_OTHERS);
    return withInvalid(
        rows,
        valid(rows).stream()
            .map(i -> rows.get(i).repeatsAfter(window, end) ? late : alone)
            .toList());
  }

  /** The indexes of the rows that can be sent, ascending. */
  private static List<Integer> valid(List<ClaimedDelivery> rows) {
    return IntStream.range(0, rows.size())
        .filter(i -> rows.get(i).invalid() == null)
        .boxed()
        .toList();
  }

  /** One outcome per row, in their order; all rows that can be sent have the same one. */
  static List<Outcome> withInvalid(List<ClaimedDelivery> rows, Outcome ofValid) {
    return withInvalid(rows, Collections.nCopies(valid(rows).size(), ofValid));
  }

  /**
   * One outcome per row, in their order.
   *
   * @param ofValid of the rows that can be sent, in their order
   */
  private static List<Outcome> withInvalid(List<ClaimedDelivery> rows, List<Outcome> ofValid) {
    List<Outcome> outcomes = new ArrayList<>();
    Iterator<Outcome> next = ofValid.iterator();
    for (ClaimedDelivery row : rows) {
      InvalidField invalid = row.invalid();
      outcomes.add(
          invalid == null
              ? next.next()
              : new Outcome.Rejected(invalid.field(), invalid.explanation()));
    }
    return outcomes;
  }

  /**
   * The outcomes of rows for which nothing was sent. Rows that a job has stay in it: nobody has
   * asked the vendor for the job.
   */
  private List<Outcome> unsent(LeasedBatch leased, JobLog recording, Outcome outcome) {
    RecordedJob recorded = leased.recorded();
    if (recorded == null) {
      boolean asks = leased.job() != null;
      Outcome ofRow =
          asks && outcome instanceof Outcome.Transient(String words, var notBefore)
              ? new Outcome.Ambiguous(words, notBefore)
              : outcome;
      return withInvalid(leased.rows(), ofRow);
    }
    recording.heard(outcome);
    return Collections.nCopies(
        leased.rows().size(),
        new Outcome.Submitted(recorded.id(), clock.instant(), outcome.words()));
  }

  /** A permit was granted for the account that was known before the vendor has named another. */
  private @Nullable Permit ofAccount(AccountName account, @Nullable Permit permit) {
    if (permit == null || permit.account().equals(account.shared())) {
      return permit;
    }
    limiter.giveBack(permit);
    return null;
  }

  /**
   * A question to the vendor for the account of a destination. It keeps the limits of the account
   * that is known, and takes nothing of the permit for rows.
   */
  private final class Asking {
    private final Catalogue.Destination destination;
    private final Target target;
    private final SecretMasking masking;
    private final PacedRequests pace;
    private final BatchEgress egress;

    Asking(
        Catalogue.Destination destination,
        Target target,
        SecretMasking masking,
        PacedRequests pace,
        Instant end) {
      this.destination = destination;
      this.target = target;
      this.masking = masking;
      this.pace = pace;
      this.egress = egress(masking, pace, end);
    }

    Accounts.Current account() {
      try {
        return accounts.current(
            destination, target, targets.account(destination, target), this::result);
      } catch (RuntimeException e) {
        LOG.log(Level.WARNING, "The account of %s is not known".formatted(target), e);
        return new Accounts.Current.Unusable(
            new Outcome.Transient("The connector cannot say how to ask for the account", null));
      }
    }

    Probe.Result result() {
      try {
        Probe.Result result = protocols.probe(destination.connector(), target, egress);
        slowDown(pace.account(), List.of(result.outcome()));
        return masking.mask(result);
      } finally {
        pace.end(List.of());
      }
    }
  }

  /** A question that has the time of an attempt, and a connection of its own. */
  private Asking asking(Catalogue.Destination destination, Target target, AccountBudgets budgets) {
    Flow flow = flow(destination, false);
    return asking(destination, target, budgets, flow, false, clock.instant().plus(TIME));
  }

  /**
   * @param connected whether the caller already has a connection of the account
   */
  private Asking asking(
      Catalogue.Destination destination,
      Target target,
      AccountBudgets budgets,
      Flow flow,
      boolean connected,
      Instant end) {
    AccountBudgets ofQuestion = connected ? budgets.connected() : budgets;
    return new Asking(
        destination,
        target,
        new SecretMasking(
            target.secrets().values(), Protocols.secretHeaders(destination.connector())),
        new PacedRequests(limiter, ofQuestion, flow, null, clock, null, null, 0),
        end);
  }

  /**
   * Asks the vendor how much of a budget all programs have used, if this is due. A failure is no
   * failure of the batch.
   */
  private void askForUse(Opened opened, Flow flow, boolean connected, Instant end) {
    Connector connector = opened.leased.sync().destination().connector();
    Need need = opened.budgets.reported().orElse(null);
    Connector.Usage usage =
        need == null ? null : Protocols.usage(connector, opened.target).orElse(null);
    String account = opened.budgets.paced();
    if (need == null || usage == null || !limiter.asksForUse(account, flow, need, usage.every())) {
      return;
    }
    AccountBudgets budgets = connected ? opened.budgets.connected() : opened.budgets;
    PacedRequests pace = new PacedRequests(limiter, budgets, flow, null, clock, null, null, 0);
    pace.waitUpTo(LONGEST_QUESTION);
    Instant now = clock.instant();
    Instant latest = now.plus(LONGEST_QUESTION.multipliedBy(2));
    BatchEgress egress =
        new BatchEgress(
            transport,
            pace,
            opened.masking,
            clock,
            timeout.compareTo(LONGEST_QUESTION) < 0 ? timeout : LONGEST_QUESTION,
            latest.isBefore(end) ? latest : end);
    try {
      opened
          .protocols
          .reported(connector, usage, opened.target, egress)
          .ifPresent(use -> limiter.reported(account, flow, need, use, now));
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "The use of %s is not known".formatted(opened.target), e);
    } finally {
      pace.end(List.of());
    }
  }

  private record Opened(
      LeasedBatch leased,
      Target target,
      SecretMasking masking,
      AccountBudgets budgets,
      Protocols protocols) {}

  private Sent send(
      Opened opened, JobLog recording, Flow flow, @Nullable Permit permit, Instant end) {
    List<ClaimedDelivery> rows = opened.leased.rows();
    ClaimedDelivery first = rows.getFirst();
    AccountBudgets budgets = opened.budgets;
    List<Integer> valid = valid(rows);
    int records = first.job() == null ? valid.size() : 0;
    PacedRequests pace =
        new PacedRequests(
            limiter,
            budgets,
            flow,
            opened.leased.sync().id(),
            clock,
            permit,
            first.object(),
            records);
    BatchEgress egress = egress(opened.masking, pace, end);
    recording.within(new JobLog.Account(budgets.paced(), budgets.openJobs()));
    JobStart jobs = new JobStart(budgets, flow, opened.leased.sync().id());
    JobTime log = new JobTime(recording, egress, jobs);
    NotedPlaces noted =
        new NotedPlaces(places.of(opened.leased.sync().destination(), budgets.account().own()));
    int[] parts = new int[rows.size()];
    List<Outcome> outcomes = List.of();
    try {
      PacedRecords paced = new PacedRecords(limiter, budgets, flow, clock);
      outcomes =
          paced.isEmpty() || first.job() != null
              ? sent(opened, valid, egress, log, noted, parts)
              : paced.send(
                  valid.stream().map(i -> rows.get(i).id()).toList(),
                  first.repeated(),
                  end.minus(BatchEgress.LEAST_TIME),
                  going ->
                      sent(
                          opened,
                          going.stream().map(valid::get).toList(),
                          egress,
                          log,
                          noted,
                          parts));
    } finally {
      pace.end(outcomes);
    }
    slowDown(budgets.paced(), outcomes);
    slowDown(budgets.paced(), log.answers);
    return new Sent(
        withInvalid(rows, outcomes.stream().map(opened.masking::mask).toList()),
        egress.exchanges(),
        IntStream.of(parts).boxed().toList(),
        noted.gone,
        noted.removed);
  }

  /**
   * @param going the indexes of the rows that are sent, ascending
   * @param parts gets the number of the part of each row; a row that is not sent belongs to the
   *     part of the row before it
   */
  private List<Outcome> sent(
      Opened opened,
      List<Integer> going,
      BatchEgress egress,
      JobTime log,
      NotedPlaces noted,
      int[] parts) {
    LeasedBatch leased = opened.leased;
    Target target = opened.target;
    Catalogue.Sync sync = leased.sync();
    Connector connector = sync.destination().connector();
    List<ClaimedDelivery> rows = going.stream().map(leased.rows()::get).toList();
    Batch batch;
    try {
      batch = Batches.of(target.withoutSecrets(), sync, rows);
    } catch (RuntimeException e) {
      return unconverted(leased.with(rows), target, e);
    }
    RecordedJob recorded = leased.recorded();
    List<Outcome> outcomes = List.of();
    try {
      String job = rows.getFirst().job();
      if (recorded != null) {
        egress.takeTime(JOB_REQUEST, JOB_TIME);
        outcomes = opened.protocols.resume(connector, batch, recorded, target, egress, log);
      } else if (job != null) {
        outcomes = opened.protocols.ask(connector, batch, job, target, egress);
      } else {
        Protocols.Parts sent =
            opened.protocols.sendInParts(connector, batch, target, egress, noted, log);
        outcomes = sent.outcomes();
        number(going, sent.parts(), parts);
      }
    } catch (RuntimeException e) {
      LOG.log(
          Level.WARNING,
          "The connector %s failed for %s".formatted(connector.manifest().id(), target),
          e);
    }
    if (outcomes.size() != rows.size()) {
      outcomes =
          withoutResult(
              leased.with(rows), clock.instant(), "The connector did not say what became of it");
      Arrays.fill(parts, 0);
    }
    return outcomes;
  }

  /**
   * The outcomes of a batch that no connector can get. The faulty rows are rejected, and the others
   * are due again at once, without them.
   *
   * @throws RuntimeException the same one, if no row alone is the cause, or a job has the rows
   */
  private List<Outcome> unconverted(LeasedBatch batch, Target target, RuntimeException failure) {
    List<Outcome> outcomes = new ArrayList<>();
    boolean found = false;
    for (ClaimedDelivery row : batch.rows()) {
      Outcome outcome = new Outcome.HeldBack(clock.instant(), WITHOUT_OTHERS);
      try {
        Batches.of(target.withoutSecrets(), batch.sync(), List.of(row));
      } catch (RuntimeException e) {
        LOG.log(Level.WARNING, "The delivery %s cannot be converted".formatted(row.id()), e);
        outcome =
            new Outcome.Rejected(
                null, "The stored delivery cannot be read: " + e.getClass().getSimpleName());
        found = true;
      }
      outcomes.add(outcome);
    }
    if (!found || batch.job() != null) {
      throw failure;
    }
    return outcomes;
  }

  /**
   * One outcome per row of a batch of which nobody knows the result. Rows that a recorded job has
   * stay in it.
   */
  static List<Outcome> withoutResult(LeasedBatch batch, Instant now, String words) {
    RecordedJob recorded = batch.recorded();
    return recorded == null
        ? withInvalid(batch.rows(), new Outcome.Ambiguous(words))
        : Collections.nCopies(
            batch.rows().size(), new Outcome.Submitted(recorded.id(), now, words));
  }

  /** Notes that the vendor may lack what was delivered of the batch. Not thread-safe. */
  private static final class NotedPlaces implements Places {
    private final Places places;
    private final Map<String, Optional<String>> removed = new HashMap<>();
    private boolean gone;

    NotedPlaces(Places places) {
      this.places = places;
    }

    @Override
    public Optional<String> find(String name) {
      return places.find(name);
    }

    @Override
    public void remember(String name, String id) {
      places.remember(name, id);
    }

    @Override
    public Optional<Reservation> reservation(String name) {
      return places.reservation(name);
    }

    @Override
    public boolean reserve(String name) {
      return places.reserve(name);
    }

    @Override
    public void release(String name) {
      places.release(name);
    }

    @Override
    public void forget(String name, String id) {
      gone = true;
      places.forget(name, id);
    }

    @Override
    public void forgetRequirement(String name, String id) {
      places.forgetRequirement(name, id);
    }

    @Override
    public void removedBefore(String delivery, @Nullable String vendorId) {
      removed.put(delivery, Optional.ofNullable(vendorId));
    }
  }

  private static void number(List<Integer> going, List<Integer> numbers, int[] parts) {
    for (int i = 0; i < Math.min(going.size(), numbers.size()); i++) {
      Arrays.fill(parts, going.get(i), parts.length, numbers.get(i));
    }
  }

  /**
   * The limits of jobs, for the one job that a batch can have. Not thread-safe.
   *
   * @param sync whose rows the job has
   */
  private final class JobStart {
    private final AccountBudgets budgets;
    private final Flow flow;
    private final SyncId sync;
    private boolean counted;

    JobStart(AccountBudgets budgets, Flow flow, SyncId sync) {
      this.budgets = budgets;
      this.flow = flow;
      this.sync = sync;
    }

    interface Recording {
      RecordedJob begun() throws JobLost;
    }

    /**
     * Records a job within the limits. What it takes of them is free again if it is not recorded.
     *
     * @throws JobHeldBack if a limit has nothing left
     */
    RecordedJob of(Batch batch, Recording recording) throws JobLost {
      List<Need> needs = counted ? List.of() : budgets.ofJob(batch.object(), batch.items().size());
      if (needs.isEmpty()) {
        return recording.begun();
      }
      switch (limiter.ask(ofJob(budgets, flow, needs))) {
        case Answer.Later(Instant at) -> throw new JobHeldBack(JOBS_HELD_BACK, soon(at));
        case Answer.Granted(Permit permit) -> {
          try {
            RecordedJob job = recording.begun();
            counted = true;
            limiter.used(permit, sync, permit.needs());
            return job;
          } catch (JobHeldBack e) {
            // After another failure, the job may be recorded, and another worker continues it.
            limiter.giveBack(permit);
            throw e;
          }
        }
      }
    }
  }

  private static Question ofJob(AccountBudgets budgets, Flow flow, List<Need> needs) {
    return new Question(budgets.paced(), flow, needs, 0, Duration.ZERO);
  }

  /** The time itself, or an earlier one: a user may raise the limit. */
  private Instant soon(Instant at) {
    Instant latest = clock.instant().plus(LONGEST_HOLD);
    return at.isBefore(latest) ? at : latest;
  }

  /** Gives the requests of each step of a job their time: its lease has begun again. */
  private static final class JobTime implements JobLog {
    private final JobLog log;
    private final BatchEgress egress;
    private final JobStart start;
    private final List<Outcome> answers = new ArrayList<>();

    JobTime(JobLog log, BatchEgress egress, JobStart start) {
      this.log = log;
      this.egress = egress;
      this.start = start;
    }

    @Override
    public RecordedJob begin(Batch batch, Duration deadline) throws JobLost {
      RecordedJob job = start.of(batch, () -> log.begin(batch, deadline));
      egress.takeTime(JOB_REQUEST, JOB_TIME);
      return job;
    }

    @Override
    public void record(RecordedJob job) throws JobLost {
      log.record(job);
      egress.takeTime(JOB_REQUEST, JOB_TIME);
    }

    @Override
    public boolean needsIds(RecordedJob job) {
      return log.needsIds(job);
    }

    @Override
    public void heard(Outcome outcome) {
      answers.add(outcome);
      log.heard(outcome);
    }
  }

  /**
   * Reads one page of the records that a vendor has, within the budgets of the account. Pages wait
   * like backfilled records: live records go first. The object is one that the connector lists.
   *
   * @param fields the names of the fields to read
   * @param cursor of the page; null for the first one
   */
  public Listing.Page page(
      Catalogue.Sync sync, String matchField, List<String> fields, @Nullable String cursor) {
    return read(
        sync,
        (each, target, egress) ->
            each.page(
                sync.destination().connector(),
                scope(sync, target, matchField, fields, cursor),
                target,
                egress));
  }

  /**
   * Reads the records that have a match value, in the same way. The connector can find records of
   * the object.
   *
   * @param fields the names of the fields to read
   */
  public Listing.Page find(
      Catalogue.Sync sync, String matchField, List<String> fields, String matchValue) {
    return read(
        sync,
        (each, target, egress) ->
            each.find(
                sync.destination().connector(),
                scope(sync, target, matchField, fields, null),
                matchValue,
                target,
                egress));
  }

  private static Listing.Scope scope(
      Catalogue.Sync sync,
      Target target,
      String matchField,
      List<String> fields,
      @Nullable String cursor) {
    return new Listing.Scope(
        target.withoutSecrets(),
        sync.object().name(),
        sync.spec().settings(),
        matchField,
        fields,
        cursor);
  }

  /** Reads records with the protocols of an account. */
  @FunctionalInterface
  private interface Reading {
    Listing.Page page(Protocols protocols, Target target, BatchEgress egress);
  }

  private Listing.Page read(Catalogue.Sync sync, Reading reading) {
    Catalogue.Destination destination = sync.destination();
    Instant end = clock.instant().plus(TIME);
    Flow flow = flow(destination, true);
    Target target = targets.open(destination);
    Asking asking = asking(destination, target, budgets(destination), flow, false, end);
    switch (asking.account()) {
      case Accounts.Current.Unusable(Outcome outcome) -> {
        return new Listing.Page.Failed(outcome);
      }
      case Accounts.Current.Usable(AccountName account, Long grant) -> {
        PacedRequests pace =
            new PacedRequests(
                limiter,
                budgets(destination, account),
                flow,
                sync.id(),
                clock,
                null,
                sync.object().name(),
                0);
        Listing.Page page;
        try {
          page = reading.page(protocols.ofGrant(grant), target, egress(asking.masking, pace, end));
        } finally {
          pace.end(List.of());
        }
        if (page instanceof Listing.Page.Failed(Outcome outcome)) {
          slowDown(account.shared(), List.of(outcome));
          return new Listing.Page.Failed(asking.masking.mask(outcome));
        }
        return page;
      }
    }
  }

  /** A new version and a new grant can have other credentials of the same account. */
  private static String named(
      Catalogue.Destination destination, AccountName account, @Nullable Long grant) {
    return "%d %s %s".formatted(destination.version(), grant, account.own());
  }

  /** The list that a user asks for, within the budgets of the account. */
  public VendorFields.Listed listed(Catalogue.Destination destination, ListQuestion question) {
    Instant end = clock.instant().plus(VendorFields.TIME_OF_USER);
    Flow flow = flow(destination, false);
    Target target = targets.open(destination);
    Asking asking = asking(destination, target, budgets(destination), flow, false, end);
    return switch (asking.account()) {
      case Accounts.Current.Unusable(Outcome outcome) ->
          new VendorFields.Listed.Later(null, VendorFields.Delay.CREDENTIALS, outcome);
      case Accounts.Current.Usable(AccountName account, Long grant) -> {
        PacedRequests pace =
            new PacedRequests(
                limiter,
                budgets(destination, account),
                flow,
                null,
                clock,
                null,
                question.object(),
                0);
        VendorFields.Listed listed;
        try {
          listed =
              protocols
                  .ofGrant(grant)
                  .ofAccount(named(destination, account, grant))
                  .listed(
                      destination.connector(), target, question, egress(asking.masking, pace, end))
                  .orElseGet(() ->
                      new VendorFields.Listed.Later(null, VendorFields.Delay.FAULT, UNDECIDED));
        } finally {
          pace.end(List.of());
        }
        if (listed instanceof VendorFields.Listed.Later(_, _, Outcome outcome)) {
          slowDown(account.shared(), List.of(outcome));
        }
        yield listed;
      }
    };
  }

  /** Tests a destination without any change there. */
  public Tested check(Catalogue.Destination destination, Target target) {
    Asking asking = testing(destination, target);
    return new Tested(asking.result(), asking.egress);
  }

  private Asking testing(Catalogue.Destination destination, Target target) {
    AccountName account = accounts.known(destination, target, targets.account(destination, target));
    return asking(destination, target, AccountBudgets.of(destination, account));
  }

  /**
   * The budgets of the account of a destination, as far as the account is known. The vendor is not
   * asked.
   *
   * @throws RuntimeException if a secret cannot be opened: nobody knows the account without it
   */
  public AccountBudgets accountBudgets(Catalogue.Destination destination) {
    Target target = targets.open(destination);
    return AccountBudgets.of(
        destination, accounts.known(destination, target, targets.account(destination, target)));
  }

  /** Tests a stored destination, and keeps which account the vendor has named. */
  public Tested checkStored(Catalogue.Destination destination) {
    Target target = targets.open(destination);
    KnownAccount known = null;
    try {
      known = accounts.beforeTest(destination, target);
    } catch (StoreFailure e) {
      LOG.log(Level.WARNING, "The account of {0} is not read: {1}", target, e.getMessage());
    }
    Asking asking = testing(destination, target);
    Probe.Result result = asking.result();
    Tested tested = new Tested(result, asking.egress);
    try {
      Outcome outcome =
          accounts.tested(destination, target, known, targets.account(destination, target), result);
      return new Tested(outcome, tested.account(), tested.exchanges());
    } catch (StoreFailure e) {
      LOG.log(Level.WARNING, "The account of {0} is not kept: {1}", target, e.getMessage());
      return tested;
    }
  }

  /**
   * Asks the vendor for the account of a destination, if this is due.
   *
   * @return the outcome that pauses the destination, or empty
   */
  public Optional<Outcome> verify(Catalogue.Destination destination) {
    Asking asking = asking(destination, targets.open(destination), budgets(destination));
    return switch (asking.account()) {
      case Accounts.Current.Usable usable -> Optional.empty();
      case Accounts.Current.Unusable(Outcome outcome) -> Optional.of(outcome);
    };
  }

  /**
   * Whether rows are sent in jobs that are recorded before their first request. Rows that cannot be
   * sent do not count. If records have budgets, it is not known which rows were sent together.
   */
  boolean sendsInJob(LeasedBatch batch) {
    Catalogue.Sync sync = batch.sync();
    List<ClaimedDelivery> sent = valid(batch.rows()).stream().map(batch.rows()::get).toList();
    if (sent.isEmpty() || !AccountBudgets.of(sync.destination()).ofRecords().isEmpty()) {
      return false;
    }
    Target target = targets.target(sync.destination(), Map.of());
    return protocols.isJob(sync.destination().connector(), Batches.of(target, sync, sent));
  }

  /** The account in which jobs of a destination begin, as far as it is known. */
  JobLog.Account jobAccount(Catalogue.Destination destination) throws UnreadableSecrets {
    AccountBudgets budgets = readable(destination);
    return new JobLog.Account(budgets.paced(), budgets.openJobs());
  }

  /**
   * When a limit allows another job of an object with a full batch. It takes nothing of the limit.
   *
   * @return empty if it does now
   */
  Optional<Instant> jobHeldUntil(Catalogue.Destination destination, String object)
      throws UnreadableSecrets {
    AccountBudgets budgets = readable(destination);
    int full =
        destination.connector().manifest().object(object).map(ObjectType::batchSize).orElse(1);
    List<Need> needs = budgets.ofJob(object, full);
    if (needs.isEmpty()) {
      return Optional.empty();
    }
    return switch (limiter.ask(ofJob(budgets, flow(destination, true), needs))) {
      case Answer.Later(Instant at) -> Optional.of(soon(at));
      case Answer.Granted(Permit permit) -> {
        limiter.giveBack(permit);
        yield Optional.empty();
      }
    };
  }

  private AccountBudgets readable(Catalogue.Destination destination) throws UnreadableSecrets {
    try {
      return budgets(destination);
    } catch (RuntimeException e) {
      throw new UnreadableSecrets(e);
    }
  }

  /** Whether requests to a destination need a permit. No secret is opened. */
  boolean needsPermit(Catalogue.Destination destination) {
    return !AccountBudgets.of(destination).isUnlimited();
  }

  /**
   * Asks for permission for the next request, before rows are claimed.
   *
   * @param backfill whether only backfilled rows are due
   */
  Answer ask(Catalogue.Destination destination, boolean backfill) throws UnreadableSecrets {
    AccountBudgets budgets = readable(destination);
    return limiter.ask(
        new Question(
            budgets.paced(),
            flow(destination, backfill),
            budgets.ofNextBatch(),
            budgets.connections(),
            LEASE));
  }

  /** The name of the account is not known without the secrets of its destination. */
  static final class UnreadableSecrets extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableSecrets(RuntimeException cause) {
      super(cause.getMessage(), cause);
    }
  }

  /**
   * How many rows the claim of a permit may take. No secret is opened.
   *
   * @param permit null if requests need none, or if none is asked for yet
   */
  RowLimit rows(Catalogue.Destination destination, @Nullable Permit permit) {
    return AccountBudgets.of(destination).rows(permit);
  }

  /** The permit is not used. */
  void giveBack(Permit permit) {
    limiter.giveBack(permit);
  }

  /** A batch has fewer records than were asked for. */
  Permit settle(Permit permit, int records) {
    return limiter.settle(permit, records);
  }

  private static Flow flow(Catalogue.Destination destination, boolean backfill) {
    return new Flow(destination.workspace(), destination.id(), backfill);
  }

  /**
   * The budgets of the account as far as it is known. Secrets are opened once for a version of a
   * destination; only the name of the account stays, until a batch learns another one.
   */
  private AccountBudgets budgets(Catalogue.Destination destination) {
    KnownBudgets known = knownBudgets.get(destination.id());
    if (known != null && known.isOf(destination)) {
      return known.budgets;
    }
    Target target = targets.open(destination);
    return budgets(
        destination, accounts.known(destination, target, targets.account(destination, target)));
  }

  private AccountBudgets budgets(Catalogue.Destination destination, AccountName account) {
    KnownBudgets known =
        Objects.requireNonNull(
            knownBudgets.compute(
                destination.id(),
                (_, before) -> {
                  if (before != null
                      && before.isOf(destination)
                      && before.budgets.account().equals(account)) {
                    return before;
                  }
                  return new KnownBudgets(
                      destination.version(),
                      destination.connector(),
                      AccountBudgets.of(destination, account));
                }));
    return known.budgets;
  }

  private BatchEgress egress(SecretMasking masking, PacedRequests pace, Instant end) {
    return new BatchEgress(transport, pace, masking, clock, timeout, end);
  }

  private void slowDown(String account, List<Outcome> outcomes) {
    for (Outcome outcome : outcomes) {
      if (outcome instanceof Outcome.RateLimited(var until, var words)) {
        limiter.slowDown(account, until);
        return;
      }
    }
  }
}
