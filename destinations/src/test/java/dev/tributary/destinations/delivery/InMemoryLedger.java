package dev.tributary.destinations.delivery;

import static java.util.function.Predicate.not;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.destinations.connector.Manifest.BatchLimits;
import dev.tributary.destinations.connector.Manifest.ObjectType;
import dev.tributary.destinations.connector.Mode;
import dev.tributary.destinations.desired.Consent;
import dev.tributary.destinations.ledger.Content;
import dev.tributary.destinations.ledger.Delivery;
import dev.tributary.destinations.ledger.DeliveryBuilder;
import dev.tributary.destinations.ledger.EventDelivery;
import dev.tributary.destinations.ledger.LedgerBatch;
import dev.tributary.destinations.ledger.Priority;
import dev.tributary.destinations.ledger.RecordKey;
import dev.tributary.destinations.ledger.State;
import dev.tributary.destinations.limit.RowLimit;
import dev.tributary.destinations.protocol.JobHeldBack;
import dev.tributary.destinations.protocol.JobLog;
import dev.tributary.destinations.protocol.JobLost;
import dev.tributary.destinations.protocol.RecordedJob;
import dev.tributary.destinations.protocol.RecordedJobBuilder;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.destinations.sync.PauseTarget;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The ledger in memory, written from the documentation of {@link DeliveryStore} without indexes,
 * bounds and statements: each search reads all rows. It shares only the rules about desired records
 * with the ledger in PostgreSQL. Thread-safe: one method runs at a time.
 */
final class InMemoryLedger implements DeliveryStore {
  private static final Duration OPEN_WITHOUT_QUESTION = Duration.ofHours(1);
  private static final Duration NO_SLOT = Duration.ofSeconds(10);
  private static final Set<String> HOLDS =
      Set.of(
          AttemptReport.QUOTA_SPENT, AttemptReport.RATE_LIMITED, AttemptReport.WAITS_FOR_ACCOUNT);

  private static final Comparator<InMemoryRow> OLDEST_FIRST =
      Comparator.comparing((InMemoryRow row) -> row.notBefore).thenComparing(InMemoryRow::id);

  private final Supplier<Catalogue> definitions;
  private final Consents consents;
  private final Clock clock;
  private final Map<String, InMemoryRow> rows = new TreeMap<>();
  private final Map<String, Job> jobs = new TreeMap<>();
  private final Map<PauseTarget, Boolean> pauses = new HashMap<>();
  private final Map<DestinationId, Instant> holds = new HashMap<>();

  /** By destination and lane, the syncs that had their turn, the last one at the end. */
  private final Map<String, List<SyncId>> served = new HashMap<>();

  private int ids;

  /** Decides by the person's current consent. */
  @FunctionalInterface
  interface Consents {
    /**
     * @param owner of the row
     * @param own the consent in an event
     * @return the purpose that is not allowed; empty if the row may be sent
     */
    Optional<String> withheld(
        Catalogue.Destination destination, @Nullable String owner, Consent own);
  }

  /** A recorded job. */
  private static final class Job {
    private final Catalogue.Sync sync;
    private final String account;
    private RecordedJob recorded;
    private @Nullable Instant leaseUntil;
    private Instant slotUntil;

    Job(Catalogue.Sync sync, String account, RecordedJob recorded, Instant now) {
      this.sync = sync;
      this.account = account;
      this.recorded = recorded;
      this.leaseUntil = now.plus(BatchSender.JOB_LEASE);
      this.slotUntil = now.plus(OPEN_WITHOUT_QUESTION);
    }

    boolean isDue(Instant now) {
      return !recorded.notBefore().isAfter(now) && (leaseUntil == null || leaseUntil.isBefore(now));
    }
  }

  /** The properties that the rows of one batch share. */
  private record Kind(SyncId sync, String object, @Nullable String batch, boolean removal) {
    static Kind of(InMemoryRow row) {
      return new Kind(row.delivery.sync(), row.delivery.object(), row.batch, row.removal());
    }
  }

  /**
   * @param definitions the present ones
   */
  InMemoryLedger(Supplier<Catalogue> definitions, Consents consents, Clock clock) {
    this.definitions = definitions;
    this.consents = consents;
    this.clock = clock;
  }

  private String id(String kind) {
    return "%s%012d".formatted(kind, ids++);
  }

  // Desired records

  /**
   * Applies desired records.
   *
   * @param keys of the records
   * @param owners whose records may change
   */
  synchronized void change(
      Collection<RecordKey> keys, Collection<String> owners, Consumer<LedgerBatch> work) {
    Set<String> named =
        rows.values().stream()
            .filter(row -> !row.event && keys.contains(row.delivery.key()))
            .map(InMemoryRow::id)
            .collect(Collectors.toSet());
    List<Delivery> found =
        rows.values().stream()
            .filter(row -> !row.event)
            .map(row -> row.delivery)
            .filter(row ->
                named.contains(row.id())
                    || row.parent() != null && named.contains(row.parent())
                    || row.owner() != null && owners.contains(row.owner()))
            .toList();
    LedgerBatch batch = new LedgerBatch(found, () -> id("dlv_"));
    work.accept(batch);
    write(batch);
  }

  private void write(LedgerBatch batch) {
    Instant now = clock.instant();
    for (String id : batch.forgotten()) {
      rows.remove(id);
      rows.values()
          .removeIf(
              row -> id.equals(row.delivery.parent()) && row.notBefore.equals(InMemoryRow.NEVER));
    }
    for (Delivery desired : batch.updated()) {
      InMemoryRow row = Objects.requireNonNull(rows.get(desired.id()));
      row.desire(desired, waitsForParent(desired), now);
    }
    for (Delivery desired : batch.inserted()) {
      InMemoryRow row = new InMemoryRow(desired, false, Consent.UNKNOWN, now);
      rows.put(desired.id(), row);
      if (waitsForParent(desired)) {
        row.notBefore = InMemoryRow.NEVER;
        InMemoryRow parent = rows.get(Objects.requireNonNull(desired.parent()));
        if (parent != null && parent.state() == State.WITHHELD) {
          row.withhold(Objects.requireNonNull(parent.words));
        }
      }
    }
  }

  /** A membership is not sent before its record has an id at the vendor. */
  private boolean waitsForParent(Delivery row) {
    return row.parent() != null && parentVendorId(row) == null;
  }

  private @Nullable String parentVendorId(Delivery row) {
    InMemoryRow parent = row.parent() == null ? null : rows.get(row.parent());
    return parent == null ? null : parent.delivery.vendorId();
  }

  /** Appends events that do not exist. */
  synchronized void append(List<EventDelivery> events, Priority lane) {
    for (EventDelivery event : events) {
      if (rows.values().stream().noneMatch(row -> row.delivery.key().equals(event.key()))) {
        InMemoryRow row = event(event, lane);
        rows.put(row.id(), row);
      }
    }
  }

  private InMemoryRow event(EventDelivery event, Priority lane) {
    Delivery delivery =
        DeliveryBuilder.builder()
            .id(id("dlv_"))
            .key(event.key())
            .sync(event.sync())
            .object(event.object())
            .owner(event.profile().value())
            .personRef(null)
            .parent(null)
            .content(Content.of(event.content(), event.sync()))
            .version(1)
            .hash("event")
            .deliveredHash(null)
            .confirmed(true)
            .deliveredFields(null)
            .sentFields(null)
            .deliveredAs(null)
            .formerKeys(List.of())
            .vendorId(null)
            .state(State.PENDING)
            .attempt(0)
            .lane(lane)
            .position(0)
            .origin(event.origin())
            .build();
    String own = event.ownConsent();
    return new InMemoryRow(
        delivery,
        true,
        own == null
            ? Consent.UNKNOWN
            : Json.read(own.getBytes(StandardCharsets.UTF_8), Consent.class),
        clock.instant());
  }

  /** The consent of the owner has changed: withheld records are checked again. */
  synchronized void reconsider(String owner) {
    Instant now = clock.instant();
    for (InMemoryRow row : rows.values()) {
      if (owner.equals(row.delivery.owner()) && !row.event && row.state() == State.WITHHELD) {
        row.state(State.PENDING);
        row.explain(null, null);
        if (!row.notBefore.equals(InMemoryRow.NEVER)) {
          row.dueAt(now);
        }
      }
    }
  }

  /** A user resumes a destination or a sync. */
  synchronized void resume(PauseTarget target, DestinationId destination) {
    Instant now = clock.instant();
    pauses.remove(target);
    holds.remove(destination);
    for (InMemoryRow row : waiting(destination)) {
      boolean concerned =
          target.id().equals(destination.value())
              || target.id().equals(row.delivery.sync().value());
      boolean held = row.reason != null && HOLDS.contains(row.reason);
      if (concerned && (held || row.firstAttemptAt != null)) {
        row.resume(now);
        if (held) {
          row.explain(null, null);
        }
      }
    }
  }

  /** All rows, in the order of their ids. */
  synchronized List<Delivery> deliveries() {
    return rows.values().stream().map(row -> row.delivery).toList();
  }

  /** Whether no row is to be sent or underway. */
  synchronized boolean isIdle() {
    return rows.values().stream()
        .map(InMemoryRow::state)
        .noneMatch(
            state -> state.isUnderway() || state == State.PENDING || state == State.RETRYING);
  }

  /** Whether no other worker has claimed the row since. */
  synchronized boolean has(ClaimedDelivery claimed) {
    InMemoryRow row = rows.get(claimed.id());
    return row != null && row.fence == claimed.fence();
  }

  /** The lease of this claim ends. */
  synchronized void expire(ClaimedDelivery claimed) {
    InMemoryRow row = rows.get(claimed.id());
    if (row != null && row.fence == claimed.fence() && row.leaseUntil != null) {
      row.leaseUntil = Instant.MIN;
    }
  }

  synchronized @Nullable String reason(String id) {
    InMemoryRow row = rows.get(id);
    return row == null ? null : row.reason;
  }

  // Claims

  @Override
  public synchronized WorkSearchResult claim(
      Catalogue.Destination destination, int turn, boolean retries, RowLimit limit) {
    if (nothingGoes(destination)) {
      return new WorkSearchResult.Nothing();
    }
    WorkSearchResult found = send(destination, List.of(Priority.OPT_OUT), retries, limit);
    if (found instanceof WorkSearchResult.Nothing && questionFirst(turn)) {
      found = ask(destination);
    }
    if (found instanceof WorkSearchResult.Nothing) {
      found = send(destination, others(turn), retries, limit);
    }
    return found instanceof WorkSearchResult.Nothing ? ask(destination) : found;
  }

  private static boolean questionFirst(int turn) {
    return turn % 2 == 0;
  }

  private static List<Priority> others(int turn) {
    return turn % 5 == 4
        ? List.of(Priority.BACKFILL, Priority.LIVE)
        : List.of(Priority.LIVE, Priority.BACKFILL);
  }

  @Override
  public synchronized Optional<Priority> mostUrgent(
      Catalogue.Destination destination, int turn, boolean retries, RowLimit limit) {
    if (nothingGoes(destination)) {
      return Optional.empty();
    }
    if (!ready(destination, Priority.OPT_OUT, retries, limit).isEmpty()) {
      return Optional.of(Priority.OPT_OUT);
    }
    boolean asks = dueJob(destination).isPresent() || dueQuestion(destination).isPresent();
    Stream<Priority> question = asks ? Stream.of(Priority.LIVE) : Stream.empty();
    Stream<Priority> lanes =
        others(turn).stream().filter(lane -> !ready(destination, lane, retries, limit).isEmpty());
    return (questionFirst(turn) ? Stream.concat(question, lanes) : Stream.concat(lanes, question))
        .findFirst();
  }

  @Override
  public synchronized Set<DestinationId> due(Collection<Catalogue.Destination> destinations) {
    return destinations.stream()
        .filter(not(this::nothingGoes))
        .filter(destination ->
            dueJob(destination).isPresent()
                || dueQuestion(destination).isPresent()
                || Stream.of(Priority.values()).anyMatch(lane -> !due(destination, lane).isEmpty()))
        .map(Catalogue.Destination::id)
        .collect(Collectors.toSet());
  }

  /** Held until its next quota, or paused because it refuses everything. */
  private boolean nothingGoes(Catalogue.Destination destination) {
    Instant held = holds.get(destination.id());
    Boolean asked = pauses.get(new PauseTarget.OfDestination(destination.id()));
    return held != null && held.isAfter(clock.instant()) || Boolean.FALSE.equals(asked);
  }

  private boolean waits(SyncId sync) {
    return pauses.containsKey(new PauseTarget.OfSync(sync)) || definitions.get().cannotRead(sync);
  }

  private List<InMemoryRow> waiting(DestinationId destination) {
    return rows.values().stream()
        .filter(row -> row.delivery.key().destination().equals(destination))
        .filter(row -> row.state() == State.PENDING || row.state() == State.RETRYING)
        .filter(row -> !row.notBefore.equals(InMemoryRow.NEVER))
        .sorted(OLDEST_FIRST)
        .toList();
  }

  /** Rows of a lane whose time has come, and that no pause concerns. */
  private List<InMemoryRow> due(Catalogue.Destination destination, Priority lane) {
    boolean optOuts = lane == Priority.OPT_OUT;
    if (!optOuts && pauses.containsKey(new PauseTarget.OfDestination(destination.id()))) {
      return List.of();
    }
    return waiting(destination.id()).stream()
        .filter(row -> row.delivery.lane() == lane && row.isDue(clock.instant()))
        .filter(row ->
            optOuts
                ? !definitions.get().cannotRead(row.delivery.sync())
                : !waits(row.delivery.sync()))
        .toList();
  }

  /** The rows of one claim, in the order in which they are sent. */
  private List<InMemoryRow> ready(
      Catalogue.Destination destination, Priority lane, boolean retries, RowLimit limit) {
    Map<Kind, List<InMemoryRow>> kinds = new LinkedHashMap<>();
    due(destination, lane).stream()
        .filter(row -> retries || row.state() == State.PENDING)
        .filter(row -> limit.repeats() || row.batch == null)
        .filter(row -> !limit.leavesOut(row.delivery.object(), lane == Priority.OPT_OUT))
        .forEach(row -> kinds.computeIfAbsent(Kind.of(row), _ -> new ArrayList<>()).add(row));
    List<SyncId> syncs = kinds.keySet().stream().map(Kind::sync).distinct().toList();
    List<SyncId> before = served.getOrDefault(destination.id() + "/" + lane, List.of());
    SyncId next = syncs.stream().min(Comparator.comparing(before::indexOf)).orElse(null);
    List<Map.Entry<Kind, List<InMemoryRow>>> inTurn = new ArrayList<>(kinds.entrySet());
    inTurn.sort(Comparator.comparing(each -> !each.getKey().sync().equals(next)));
    for (Map.Entry<Kind, List<InMemoryRow>> each : inTurn) {
      int size = size(destination, each.getKey(), each.getValue(), lane, limit);
      if (size > 0) {
        return each.getValue().stream()
            .limit(size)
            .sorted(
                Comparator.comparing((InMemoryRow row) -> row.desiredAt)
                    .thenComparing(InMemoryRow::id))
            .toList();
      }
    }
    return List.of();
  }

  /** How many rows of a kind go now: all batches are full, or their first row has waited. */
  private int size(
      Catalogue.Destination destination,
      Kind kind,
      List<InMemoryRow> due,
      Priority lane,
      RowLimit limit) {
    BatchLimits batch =
        destination
            .connector()
            .manifest()
            .object(kind.object())
            .map(ObjectType::batch)
            .orElse(new BatchLimits(1, null, null, Duration.ZERO));
    int job = jobFrom(destination, kind, limit);
    boolean isJob =
        job == 1 || due.size() >= job && (kind.batch() != null || lane == Priority.BACKFILL);
    if (job > 0 && isJob) {
      return 0;
    }
    if (kind.batch() != null) {
      return Math.min(due.size(), batch.items());
    }
    long items = Math.min(batch.items(), limit.of(kind.object()));
    int most = (int) (job > 1 ? Math.min(items, job - 1L) : items);
    int taken = Math.min(due.size(), most * limit.batches(kind.object()));
    boolean partsGo =
        lane == Priority.OPT_OUT
            || !due.getFirst().notBefore.plus(batch.maximumWait()).isAfter(clock.instant());
    return partsGo ? taken : taken - taken % most;
  }

  /** From how many rows on a batch would be a job that must not begin; 0 if none would. */
  private int jobFrom(Catalogue.Destination destination, Kind kind, RowLimit limit) {
    return !kind.removal() && limit.withoutJobs().contains(kind.object())
        ? definitions
            .get()
            .sync(kind.sync())
            .map(sync ->
                destination
                    .connector()
                    .jobFrom(destination.spec().settings(), kind.object(), sync.spec().mode()))
            .orElse(0)
        : 0;
  }

  private WorkSearchResult send(
      Catalogue.Destination destination, List<Priority> lanes, boolean retries, RowLimit limit) {
    List<InMemoryRow> found =
        lanes.stream()
            .map(lane -> ready(destination, lane, retries, limit))
            .filter(not(List::isEmpty))
            .findFirst()
            .orElse(List.of());
    if (found.isEmpty()) {
      return new WorkSearchResult.Nothing();
    }
    Instant now = clock.instant();
    serve(destination, found.getFirst().delivery);
    Catalogue.Sync sync = definitions.get().sync(found.getFirst().delivery.sync()).orElse(null);
    if (sync == null) {
      found.forEach(row -> row.cancel(now));
      return new WorkSearchResult.NotSent();
    }
    List<InMemoryRow> going = found.stream().filter(row -> isAllowed(destination, row)).toList();
    if (going.isEmpty()) {
      return new WorkSearchResult.NotSent();
    }
    List<LeasedBatch> batches = batches(sync, destination, going);
    for (LeasedBatch batch : batches) {
      for (ClaimedDelivery each : batch.rows()) {
        row(each)
            .claim(
                each,
                destination.connector().manifest().effectClass(each.object()),
                now,
                now.plus(BatchSender.LEASE));
      }
    }
    boolean more = due(List.of(destination)).contains(destination.id());
    return new WorkSearchResult.Taken(batches.getFirst(), batches.subList(1, batches.size()), more);
  }

  /** The sync has had its turn. Syncs without due rows are forgotten. */
  private void serve(Catalogue.Destination destination, Delivery row) {
    Set<SyncId> due =
        due(destination, row.lane()).stream()
            .map(each -> each.delivery.sync())
            .collect(Collectors.toSet());
    List<SyncId> order =
        served.computeIfAbsent(destination.id() + "/" + row.lane(), _ -> new ArrayList<>());
    order.retainAll(due);
    order.remove(row.sync());
    order.add(row.sync());
  }

  private InMemoryRow row(ClaimedDelivery claimed) {
    return Objects.requireNonNull(rows.get(claimed.id()));
  }

  /** Removals may always be sent. Records a row that may not. */
  private boolean isAllowed(Catalogue.Destination destination, InMemoryRow row) {
    if (row.removal()) {
      return true;
    }
    Optional<String> purpose = consents.withheld(destination, row.delivery.owner(), row.ownConsent);
    purpose.ifPresent(words -> {
      row.withhold(words);
      rows.values().stream()
          .filter(each -> row.id().equals(each.delivery.parent()))
          .filter(each -> each.state() == State.PENDING)
          .filter(each -> each.notBefore.equals(InMemoryRow.NEVER))
          .forEach(each -> each.withhold(words));
    });
    return purpose.isEmpty();
  }

  /**
   * The first batch, and those after it. A retry is claimed alone, and so is a row that may only be
   * created, because its repetition would be refused.
   */
  private List<LeasedBatch> batches(
      Catalogue.Sync sync, Catalogue.Destination destination, List<InMemoryRow> going) {
    Instant now = clock.instant();
    boolean isRepeat = going.getFirst().batch != null;
    int size =
        isRepeat
            ? going.size()
            : destination
                .connector()
                .manifest()
                .object(going.getFirst().delivery.object())
                .map(object -> object.batch().items())
                .orElse(1);
    boolean several =
        sync.spec().mode() != Mode.CREATE_ONLY
            && sync.destination().version() == destination.version()
            && sync.destination().connector() == destination.connector();
    List<LeasedBatch> batches = new ArrayList<>();
    for (int from = 0; from < going.size(); from += size) {
      List<InMemoryRow> some = going.subList(from, Math.min(from + size, going.size()));
      String name = id("att_");
      boolean retry = some.stream().anyMatch(row -> row.delivery.attempt() > 0);
      if (from == 0 || several && !retry) {
        batches.add(
            new LeasedBatch(
                id("att_"),
                sync,
                some.stream()
                    .map(row ->
                        row.toSend(definitions.get(), parentVendorId(row.delivery), name, 1, now))
                    .toList(),
                retry));
      }
      if (!several || retry && from == 0) {
        break;
      }
    }
    return batches;
  }

  // Questions about jobs

  private Optional<Job> dueJob(Catalogue.Destination destination) {
    return jobs.values().stream()
        .filter(job -> job.sync.destination().id().equals(destination.id()))
        .filter(job -> !waits(job.sync.id()) && job.isDue(clock.instant()))
        .min(
            Comparator.comparing((Job job) -> job.recorded.notBefore())
                .thenComparing(job -> job.recorded.id()));
  }

  private Stream<InMemoryRow> questions(Catalogue.Destination destination) {
    Instant now = clock.instant();
    return rows.values().stream()
        .filter(row -> row.delivery.key().destination().equals(destination.id()))
        .filter(row -> row.state() == State.SUBMITTED && row.isDue(now) && !row.isLeased(now));
  }

  private Optional<InMemoryRow> dueQuestion(Catalogue.Destination destination) {
    return questions(destination)
        .filter(row -> !waits(Objects.requireNonNull(row.sentSync)))
        .min(OLDEST_FIRST);
  }

  private WorkSearchResult ask(Catalogue.Destination destination) {
    Optional<Job> job = dueJob(destination);
    if (job.isPresent()) {
      return ask(job.get());
    }
    Optional<InMemoryRow> first = dueQuestion(destination);
    if (first.isEmpty()) {
      return new WorkSearchResult.Nothing();
    }
    SyncId sync = Objects.requireNonNull(first.get().sentSync);
    String name = Objects.requireNonNull(first.get().job);
    List<InMemoryRow> asked =
        questions(destination)
            .filter(row -> sync.equals(row.sentSync) && name.equals(row.job))
            .sorted(
                Comparator.comparing(
                        (InMemoryRow row) -> row.jobItem, Comparator.nullsLast(Integer::compare))
                    .thenComparing(InMemoryRow::id))
            .toList();
    Instant now = clock.instant();
    Catalogue.Sync known = definitions.get().sync(sync).orElse(null);
    if (known == null) {
      asked.forEach(row -> row.cancel(now));
      return new WorkSearchResult.NotSent();
    }
    asked.forEach(row -> {
      row.fence++;
      row.leaseUntil = now.plus(BatchSender.LEASE);
    });
    return new WorkSearchResult.Taken(
        new LeasedBatch(id("att_"), known, asked(asked), false), true);
  }

  private List<ClaimedDelivery> asked(List<InMemoryRow> asked) {
    return asked.stream()
        .map(row -> row.toAsk(parentVendorId(row.delivery), clock.instant()))
        .toList();
  }

  private WorkSearchResult ask(Job job) {
    Instant now = clock.instant();
    List<InMemoryRow> inJob =
        rows.values().stream()
            .filter(row -> row.state() == State.SUBMITTED)
            .filter(row -> job.recorded.id().equals(row.job))
            .sorted(Comparator.comparing(row -> Objects.requireNonNull(row.jobItem)))
            .toList();
    Catalogue.Sync sync = definitions.get().sync(job.sync.id()).orElse(null);
    if (sync == null || inJob.isEmpty()) {
      inJob.forEach(row -> row.cancel(now));
      jobs.remove(job.recorded.id());
      return new WorkSearchResult.NotSent();
    }
    job.recorded =
        RecordedJobBuilder.builder(job.recorded)
            .fence(job.recorded.fence() + 1)
            .abandoned(job.leaseUntil != null)
            .build();
    job.leaseUntil = now.plus(BatchSender.JOB_LEASE);
    return new WorkSearchResult.Taken(
        new LeasedBatch(id("att_"), sync, asked(inJob), false, job.recorded), true);
  }

  // Reports

  @Override
  public synchronized boolean report(List<Reported> batches) {
    boolean due = false;
    for (Reported reported : batches) {
      due |= report(reported);
    }
    return due;
  }

  private boolean report(Reported reported) {
    LeasedBatch batch = reported.batch();
    if (batch.recorded() != null && !left(batch, batch.recorded(), reported.reports().size())) {
      return false;
    }
    Instant now = clock.instant();
    State before = batch.job() == null ? State.IN_FLIGHT : State.SUBMITTED;
    boolean due = false;
    for (AttemptReport report : reported.reports()) {
      InMemoryRow row = rows.get(report.row().id());
      if (row != null && row.fence == report.row().fence() && row.state() == before) {
        row.report(report, now);
        due |= row.state() == State.PENDING && row.isDue(now);
      }
    }
    for (AttemptReport report : reported.reports()) {
      due |= report.vendorId() != null && sendMemberships(report.row().id(), now);
      due |= report.state().isDone() && sendOthers(report.row(), now);
    }
    return due;
  }

  /** The worker reports about a job; it ends with its last row. Returns whether it has the job. */
  private boolean left(LeasedBatch batch, RecordedJob reported, int leaving) {
    Job job = jobs.get(reported.id());
    if (job == null || job.recorded.fence() != reported.fence()) {
      return false;
    }
    Instant now = clock.instant();
    if (leaving == batch.rows().size()) {
      jobs.remove(reported.id());
    } else {
      job.leaseUntil = null;
      job.recorded =
          RecordedJobBuilder.builder(job.recorded)
              .notBefore(reported.notBefore())
              .words(reported.words())
              .build();
      Instant next = reported.notBefore().isAfter(now) ? reported.notBefore() : now;
      job.slotUntil = next.plus(OPEN_WITHOUT_QUESTION);
    }
    return true;
  }

  private boolean sendMemberships(String parent, Instant now) {
    boolean any = false;
    for (InMemoryRow row : rows.values()) {
      if (parent.equals(row.delivery.parent())
          && !waitsForParent(row.delivery)
          && row.notBefore.equals(InMemoryRow.NEVER)
          && (row.state() == State.PENDING || row.state() == State.WITHHELD)) {
        row.state(State.PENDING);
        row.explain(null, null);
        row.notBefore = now;
        any = true;
      }
    }
    return any;
  }

  private boolean sendOthers(ClaimedDelivery done, Instant now) {
    boolean any = false;
    for (String left : done.formerMatchValues()) {
      for (InMemoryRow row : rows.values()) {
        any |= row.delivery.key().equals(done.key().named(left)) && row.sendAgain(now);
      }
    }
    return any;
  }

  @Override
  public synchronized void lost(List<ClaimedDelivery> lost) {
    for (ClaimedDelivery each : lost) {
      InMemoryRow row = rows.get(each.id());
      if (row != null && row.fence == each.fence() && row.state() == State.SUBMITTED) {
        row.lost();
      }
    }
  }

  @Override
  public synchronized List<LeasedBatch> abandoned(Catalogue catalogue) {
    Instant now = clock.instant();
    Map<Kind, List<InMemoryRow>> together = new LinkedHashMap<>();
    rows.values().stream()
        .filter(row -> row.state() == State.IN_FLIGHT && !row.isLeased(now))
        .filter(row -> !catalogue.kept().contains(row.delivery.sync()))
        .forEach(row ->
            together
                .computeIfAbsent(
                    new Kind(row.delivery.sync(), row.delivery.object(), null, false),
                    _ -> new ArrayList<>())
                .add(row));
    List<LeasedBatch> batches = new ArrayList<>();
    together.forEach((kind, abandoned) -> {
      Optional<Catalogue.Sync> sync = catalogue.sync(kind.sync());
      if (sync.isEmpty()) {
        abandoned.forEach(row -> row.cancel(now));
      } else {
        List<ClaimedDelivery> claimed =
            abandoned.stream()
                .map(row -> row.toSend(catalogue, parentVendorId(row.delivery), "", 0, now))
                .toList();
        batches.add(new LeasedBatch("", sync.get(), claimed, true));
      }
    });
    return batches;
  }

  // Recorded jobs

  @Override
  public synchronized LeasedBatch begin(
      LeasedBatch batch, Duration deadline, JobLog.Account account) throws JobLost {
    Instant now = clock.instant();
    Predicate<ClaimedDelivery> leased =
        each -> {
          InMemoryRow row = rows.get(each.id());
          return row != null && row.state() == State.IN_FLIGHT && row.fence == each.fence();
        };
    if (!batch.rows().stream().allMatch(leased)) {
      throw new JobLost("Another worker has rows of the job");
    }
    int open = openJobs(batch.sync().destination(), account.name());
    if (account.openJobs() > 0 && open >= account.openJobs()) {
      throw new JobHeldBack("The account has %d open jobs".formatted(open), now.plus(NO_SLOT));
    }
    RecordedJob recorded =
        RecordedJobBuilder.builder()
            .id("job_" + batch.attempt())
            .step(RecordedJob.Step.SUBMITTING)
            .vendorJob(null)
            .begunAt(now)
            .deadlineAt(now.plus(deadline))
            .unreadable(0)
            .abandoned(false)
            .notBefore(now)
            .words(null)
            .fence(1)
            .build();
    jobs.put(recorded.id(), new Job(batch.sync(), account.name(), recorded, now));
    List<ClaimedDelivery> submitted = new ArrayList<>();
    for (int item = 0; item < batch.rows().size(); item++) {
      ClaimedDelivery each = batch.rows().get(item);
      row(each).submit(each, recorded.id(), item, now);
      submitted.add(
          ClaimedDeliveryBuilder.builder(each)
              .job(recorded.id())
              .jobItem(item)
              .submittedAt(now)
              .build());
    }
    return new LeasedBatch(batch.attempt(), batch.sync(), submitted, batch.retry(), recorded);
  }

  @Override
  public synchronized int openJobs(Catalogue.Destination destination, String account) {
    Instant now = clock.instant();
    return (int)
        jobs.values().stream()
            .filter(job ->
                job.account.equals(account) || job.sync.destination().id().equals(destination.id()))
            .filter(job -> job.slotUntil.isAfter(now))
            .count();
  }

  @Override
  public synchronized void record(RecordedJob recorded) throws JobLost {
    Job job = jobs.get(recorded.id());
    if (job == null || job.leaseUntil == null || job.recorded.fence() != recorded.fence()) {
      throw new JobLost("Another worker has the job " + recorded.id());
    }
    Instant now = clock.instant();
    job.recorded =
        RecordedJobBuilder.builder(job.recorded)
            .step(recorded.step())
            .vendorJob(recorded.vendorJob())
            .words(recorded.words())
            .unreadable(recorded.unreadable())
            .build();
    job.leaseUntil = now.plus(BatchSender.JOB_LEASE);
    job.slotUntil = now.plus(OPEN_WITHOUT_QUESTION);
  }

  @Override
  public synchronized boolean needsIds(RecordedJob recorded) {
    Set<String> inJob =
        rows.values().stream()
            .filter(row -> recorded.id().equals(row.job))
            .map(InMemoryRow::id)
            .collect(Collectors.toSet());
    return rows.values().stream()
        .filter(row -> row.state() == State.PENDING || row.state() == State.WITHHELD)
        .filter(row -> row.notBefore.equals(InMemoryRow.NEVER))
        .anyMatch(row -> row.delivery.parent() != null && inJob.contains(row.delivery.parent()));
  }

  // The destination as a whole

  @Override
  public synchronized void pause(Catalogue.Destination destination, String reason, String text) {
    if (isNewest(destination)) {
      pauses.putIfAbsent(new PauseTarget.OfDestination(destination.id()), reason.equals("asked"));
    }
  }

  @Override
  public synchronized void pause(Catalogue.Sync sync, String reason, String text) {
    boolean newest =
        definitions
            .get()
            .sync(sync.id())
            .filter(stored -> stored.version() > sync.version())
            .isEmpty();
    if (newest && isNewest(sync.destination())) {
      pauses.putIfAbsent(new PauseTarget.OfSync(sync.id()), reason.equals("asked"));
    }
  }

  private boolean isNewest(Catalogue.Destination destination) {
    return definitions
        .get()
        .destination(destination.id())
        .filter(stored -> stored.version() > destination.version())
        .isEmpty();
  }

  @Override
  public synchronized void hold(Catalogue.Destination destination, Instant until) {
    holds.merge(destination.id(), until, (one, other) -> one.isAfter(other) ? one : other);
  }

  @Override
  public synchronized void release(Catalogue.Destination destination) {
    Instant now = clock.instant();
    holds.remove(destination.id());
    for (InMemoryRow row : waiting(destination.id())) {
      if (row.reason != null && HOLDS.contains(row.reason) && !row.isDue(now)) {
        row.dueAt(now);
        row.explain(null, null);
      }
    }
  }

  @Override
  public void health(Catalogue.Destination destination, boolean failing, String text) {
    // The engine does not read it.
  }
}
