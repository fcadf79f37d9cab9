package dev.tributary.destinations.postgres.delivery;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.connector.Manifest.ObjectType;
import dev.tributary.destinations.delivery.AttemptReport;
import dev.tributary.destinations.delivery.AttemptResult;
import dev.tributary.destinations.delivery.ClaimedDelivery;
import dev.tributary.destinations.delivery.DeliveryStore;
import dev.tributary.destinations.delivery.LeasedBatch;
import dev.tributary.destinations.delivery.WorkSearchResult;
import dev.tributary.destinations.ledger.Priority;
import dev.tributary.destinations.ledger.State;
import dev.tributary.destinations.limit.RowLimit;
import dev.tributary.destinations.postgres.PostgresCatalogue;
import dev.tributary.destinations.postgres.delivery.Claiming.Search;
import dev.tributary.destinations.postgres.ids.AwaitedIds;
import dev.tributary.destinations.postgres.pause.Pauses;
import dev.tributary.destinations.postgres.pause.Stops;
import dev.tributary.destinations.protocol.JobHeldBack;
import dev.tributary.destinations.protocol.JobLog;
import dev.tributary.destinations.protocol.JobLost;
import dev.tributary.destinations.protocol.RecordedJob;
import dev.tributary.destinations.protocol.StoreFailure;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.runtime.postgres.BoundedConnection;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** The ledger for the engine: claims with leases, reports with fences. */
public final class PostgresDeliveries implements DeliveryStore {
  private static final List<Priority> LIVE_FIRST = List.of(Priority.LIVE, Priority.BACKFILL);
  private static final List<Priority> BACKFILL_FIRST = List.of(Priority.BACKFILL, Priority.LIVE);

  private static final List<String> RELEASE =
      List.of(
          """
          update destination_health set held_until = null
          where workspace = ? and destination = ? and held_until is not null\
          """,
          """
          update delivery set not_before = greatest(statement_timestamp(), settles_at),
            reason = null, words = null
          where id in (
              select o.id from open_delivery o
              where o.workspace = ? and o.destination = ? and o.lane = any('{0,1,2}')
                and o.state in ('pending', 'retrying') and o.not_before > statement_timestamp())
            and state in ('pending', 'retrying') and not_before > statement_timestamp()
            and reason in ('%s')\
          """
              .formatted(AttemptReport.HOLDS));

  /** One search of five looks at the backfill first: a fifth of the destination's budget. */
  private static final int TURNS = 5;

  private static final int DEADLOCK_REPEATS = 3;

  /** A job that finds no free slot is tried again after this time. */
  private static final Duration NO_SLOT = Duration.ofSeconds(10);

  private final DataSource worker;
  private final PostgresCatalogue definitions;
  private final Claiming claiming;
  private final Questions questions;
  private final Jobs jobs;
  private final OutcomeRecorder recording;
  private final Clock clock;

  /**
   * @param unknownAllows of a workspace and a purpose, whether no answer counts as a grant
   * @param attemptIds creates ids of attempts
   */
  public PostgresDeliveries(
      DataSource worker,
      PostgresCatalogue definitions,
      BiPredicate<WorkspaceId, String> unknownAllows,
      Supplier<String> attemptIds,
      Clock clock) {
    this.worker = worker;
    this.definitions = definitions;
    this.clock = clock;
    this.recording = new OutcomeRecorder(clock);
    this.claiming = new Claiming(new ConsentLookup(unknownAllows), recording, attemptIds, clock);
    this.questions = new Questions(recording, attemptIds, clock);
    this.jobs = new Jobs(recording, attemptIds, clock);
  }

  @Override
  public WorkSearchResult claim(
      Catalogue.Destination destination, int turn, boolean retries, RowLimit limit)
      throws StoreFailure {
    Search search = new Search(retries, limit, true);
    return inTransaction(tx -> {
      DueWork work = claiming.dueWork(tx, destination, syncs(destination), retries);
      if (work.isNothing()) {
        return new WorkSearchResult.Nothing();
      }
      Pauses pauses = Pauses.of(tx, destination);
      if (pauses.nothingGoes()) {
        return new WorkSearchResult.Nothing();
      }
      WorkSearchResult optOuts =
          lane(tx, destination, pauses, work, List.of(Priority.OPT_OUT), search);
      if (!(optOuts instanceof WorkSearchResult.Nothing)) {
        return optOuts;
      }
      boolean askFirst = isQuestionFirst(turn);
      WorkSearchResult first =
          askFirst
              ? question(tx, destination, pauses, work)
              : lane(tx, destination, pauses, work, others(turn), search);
      if (!(first instanceof WorkSearchResult.Nothing)) {
        return first;
      }
      return askFirst
          ? lane(tx, destination, pauses, work, others(turn), search)
          : question(tx, destination, pauses, work);
    });
  }

  @Override
  public Optional<Priority> mostUrgent(
      Catalogue.Destination destination, int turn, boolean retries, RowLimit limit)
      throws StoreFailure {
    Search search = new Search(retries, limit, false);
    return inTransaction(tx -> {
      DueWork work = claiming.dueWork(tx, destination, syncs(destination), retries);
      if (work.isNothing()) {
        return Optional.empty();
      }
      Pauses pauses = Pauses.of(tx, destination);
      if (pauses.nothingGoes()) {
        return Optional.empty();
      }
      List<Priority> optOuts = List.of(Priority.OPT_OUT);
      Optional<Found> found = found(tx, destination, pauses, work, optOuts, search);
      boolean asks = found.isEmpty() && asks(tx, destination, pauses, work);
      if (found.isEmpty() && !(asks && isQuestionFirst(turn))) {
        found = found(tx, destination, pauses, work, others(turn), search);
      }
      return found.map(Found::lane).or(() -> asks ? Optional.of(Priority.LIVE) : Optional.empty());
    });
  }

  /** Whether a question or a job of a sync that does not pause is due. */
  private boolean asks(
      Connection tx, Catalogue.Destination destination, Pauses pauses, DueWork work)
      throws SQLException {
    Set<SyncId> without = without(pauses);
    return without.isEmpty()
        ? work.questions() || work.jobs()
        : work.jobs() && Jobs.isAnyDue(tx, destination, without)
            || work.questions() && Questions.isAnyDue(tx, destination, without);
  }

  private Set<SyncId> without(Pauses pauses) {
    Set<SyncId> without = definitions.newest().unreadableSyncs();
    without.addAll(pauses.syncs());
    return without;
  }

  private Set<SyncId> syncs(Catalogue.Destination destination) {
    return definitions.newest().to(destination.id()).stream()
        .map(Catalogue.Sync::id)
        .collect(Collectors.toSet());
  }

  private static boolean isQuestionFirst(int turn) {
    return turn % 2 == 0;
  }

  private static List<Priority> others(int turn) {
    return turn % TURNS == TURNS - 1 ? BACKFILL_FIRST : LIVE_FIRST;
  }

  /**
   * A question changes nothing, so a user's pause of the destination does not concern it. The
   * questions of a paused sync wait: its settings may be wrong.
   */
  private WorkSearchResult question(
      Connection tx, Catalogue.Destination destination, Pauses pauses, DueWork work)
      throws SQLException {
    Set<SyncId> without = without(pauses);
    if (work.jobs()) {
      WorkSearchResult job = jobs.take(tx, destination, without, rows -> known(tx, rows));
      if (!(job instanceof WorkSearchResult.Nothing)) {
        return job;
      }
    }
    if (!work.questions()) {
      return new WorkSearchResult.Nothing();
    }
    List<ClaimRow> asked = questions.due(tx, destination, without);
    return asked.isEmpty()
        ? new WorkSearchResult.Nothing()
        : questions.take(tx, known(tx, asked), asked);
  }

  private WorkSearchResult lane(
      Connection tx,
      Catalogue.Destination destination,
      Pauses pauses,
      DueWork work,
      List<Priority> order,
      Search search)
      throws SQLException {
    Optional<Found> found = found(tx, destination, pauses, work, order, search);
    if (found.isEmpty()) {
      return new WorkSearchResult.Nothing();
    }
    DueRows due = found.get().rows();
    return claiming.take(tx, known(tx, due.rows()), destination, due);
  }

  /**
   * The syncs of which a limit leaves out all rows. The search skips their rows in the narrow
   * table, however many they are; of a sync that writes to another object too, it reads them.
   */
  private Set<SyncId> leftOut(Catalogue.Destination destination, RowLimit limit, boolean optOuts) {
    return limit.leavesOutAny()
        ? definitions.newest().to(destination.id()).stream()
            .filter(sync -> limit.leavesOut(sync.object().name(), optOuts))
            .filter(sync ->
                sync.memberships() == null || limit.leavesOut(sync.memberships().name(), optOuts))
            .map(Catalogue.Sync::id)
            .collect(Collectors.toSet())
        : Set.of();
  }

  /** By syncs and objects whose jobs wait: from how many rows on a batch would be a job. */
  private Map<SyncId, Map<String, Integer>> jobFrom(
      Catalogue.Destination destination, RowLimit limit) {
    if (limit.withoutJobs().isEmpty()) {
      return Map.of();
    }
    Map<SyncId, Map<String, Integer>> from = new HashMap<>();
    for (Catalogue.Sync sync : definitions.newest().to(destination.id())) {
      for (ObjectType object : written(sync)) {
        int items =
            limit.withoutJobs().contains(object.name())
                ? destination
                    .connector()
                    .jobFrom(destination.spec().settings(), object.name(), sync.spec().mode())
                : 0;
        if (items > 0) {
          from.computeIfAbsent(sync.id(), _ -> new HashMap<>()).put(object.name(), items);
        }
      }
    }
    return from;
  }

  private static List<ObjectType> written(Catalogue.Sync sync) {
    ObjectType memberships = sync.memberships();
    return memberships == null ? List.of(sync.object()) : List.of(sync.object(), memberships);
  }

  /** Rows that a claim takes from a lane. */
  private record Found(Priority lane, DueRows rows) {}

  /**
   * @param order of the lanes
   */
  private Optional<Found> found(
      Connection tx,
      Catalogue.Destination destination,
      Pauses pauses,
      DueWork work,
      List<Priority> order,
      Search search)
      throws SQLException {
    Set<Priority> untried = EnumSet.noneOf(Priority.class);
    untried.addAll(work.lanes().keySet());
    untried.remove(Priority.OPT_OUT);
    for (Priority lane : order) {
      untried.remove(lane);
      boolean optOut = lane == Priority.OPT_OUT;
      List<DueSync> syncs = work.lanes().get(lane);
      if (syncs == null || !optOut && pauses.byPerson()) {
        continue;
      }
      Search limited = search.waiting(jobFrom(destination, search.limit()));
      Set<SyncId> without = optOut ? definitions.newest().unreadableSyncs() : without(pauses);
      without.addAll(leftOut(destination, search.limit(), optOut));
      DueRows due = claiming.due(tx, destination, lane, syncs, without, limited);
      if (!due.rows().isEmpty()) {
        boolean more = !untried.isEmpty() || work.questions() || work.jobs();
        return Optional.of(new Found(lane, due.orMore(more)));
      }
    }
    return Optional.empty();
  }

  @Override
  public Set<DestinationId> due(Collection<Catalogue.Destination> destinations)
      throws StoreFailure {
    return destinations.isEmpty()
        ? Set.of()
        : inTransaction(
            tx -> DueDestinations.among(tx, destinations, definitions.newest().unreadableSyncs()));
  }

  /**
   * Definitions that contain the rows' syncs; they are read again only if the newest ones do not.
   */
  private Catalogue known(Connection tx, List<ClaimRow> due) throws SQLException {
    Catalogue newest = definitions.newest();
    boolean all = due.stream().allMatch(row -> newest.sync(row.claimed().sync()).isPresent());
    return all ? newest : definitions.read(tx);
  }

  @Override
  public boolean report(List<Reported> batches) throws StoreFailure {
    LeasedBatch first = batches.getFirst().batch();
    boolean hasJob = first.job() != null || first.recorded() != null;
    return inTransaction(tx -> hasJob ? reportOfJob(tx, batches.getFirst()) : sent(tx, batches));
  }

  /** The results of batches of one sync that no job has. */
  private boolean sent(Connection tx, List<Reported> batches) throws SQLException {
    List<AttemptReport> reports =
        batches.stream().flatMap(batch -> batch.reports().stream()).toList();
    OutcomeRecorder.Recorded recorded = recording.rows(tx, reports, State.IN_FLIGHT, null);
    long refused = 0;
    List<AttemptReport> attempted = new ArrayList<>();
    for (Reported batch : batches) {
      AttemptResult result = batch.result();
      if (result != null) {
        attempted.addAll(batch.reports());
        refused += result.refused();
      }
    }
    recording.outcomes(tx, attempted);
    Attempts.end(tx, batches);
    // Of several batches, one whose rows another worker has taken over meanwhile counts, too.
    DeliveryHours.add(
        tx, batches.getFirst().batch(), recorded, Math.min(refused, recorded.accepted()));
    return recorded.due();
  }

  private boolean reportOfJob(Connection tx, Reported reported) throws SQLException {
    LeasedBatch batch = reported.batch();
    List<AttemptReport> reports = reported.reports();
    RecordedJob job = batch.recorded();
    if (job != null && !Jobs.release(tx, batch, job, reports.size())) {
      return false;
    }
    boolean inJob = batch.job() != null;
    OutcomeRecorder.Recorded recorded =
        recording.rows(
            tx,
            reports,
            inJob ? State.SUBMITTED : State.IN_FLIGHT,
            inJob && !Jobs.isSubmission(batch) ? batch.attempt() : null);
    recording.outcomes(tx, reports);
    Attempts.endOfJob(tx, reported);
    long refused = Objects.requireNonNull(reported.result()).refused();
    DeliveryHours.add(tx, batch, recorded, Math.min(refused, recorded.accepted()));
    return sentAgainForIds(tx, batch, reports) || recorded.due();
  }

  /** A membership can be new since the job decided that nobody needs the ids of its records. */
  private static boolean sentAgainForIds(
      Connection tx, LeasedBatch batch, List<AttemptReport> reports) throws SQLException {
    String object = batch.rows().getFirst().object();
    if (!batch.sync().destination().connector().readsIdsIfNeeded(object)) {
      return false;
    }
    return AwaitedIds.sendAgain(
        tx,
        reports.stream()
            .filter(report -> report.state().isDone() && report.vendorId() == null)
            .map(report -> report.row().id())
            .toList());
  }

  @Override
  public boolean needsIds(RecordedJob job) throws StoreFailure {
    return inTransaction(tx -> AwaitedIds.areNeeded(tx, job.id()));
  }

  @Override
  public void lost(List<ClaimedDelivery> rows) throws StoreFailure {
    inTransaction(tx -> {
      OutcomeRecorder.lost(tx, rows);
      return true;
    });
  }

  @Override
  public LeasedBatch begin(LeasedBatch batch, Duration deadline, JobLog.Account account)
      throws JobLost {
    try {
      return inTransaction(
          tx -> jobs.begin(tx, batch, deadline, account).orElseThrow(TakenOver::new));
    } catch (TakenOver e) {
      throw new JobLost("Another worker has rows of the job", e);
    } catch (Jobs.NoSlot e) {
      throw new JobHeldBack(e.words(), clock.instant().plus(NO_SLOT));
    } catch (StoreFailure e) {
      throw new JobLost("The job cannot be recorded", e);
    }
  }

  @Override
  public int openJobs(Catalogue.Destination destination, String account) throws StoreFailure {
    return inTransaction(tx -> Jobs.open(tx, destination.workspace(), destination.id(), account));
  }

  /** Rolls a transaction back: another worker has taken over rows. */
  private static final class TakenOver extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  @Override
  public void record(RecordedJob job) throws JobLost {
    try {
      if (inTransaction(tx -> Jobs.record(tx, job))) {
        return;
      }
    } catch (StoreFailure e) {
      throw new JobLost("A step of the job %s cannot be recorded".formatted(job.id()), e);
    }
    throw new JobLost("Another worker has the job " + job.id());
  }

  /** The objects of a sync may have different effect classes. */
  private record Written(SyncId sync, String object) {}

  @Override
  public List<LeasedBatch> abandoned(Catalogue catalogue) throws StoreFailure {
    return inTransaction(tx -> {
      Map<Written, List<ClaimedDelivery>> together = new LinkedHashMap<>();
      for (ClaimRow each : claiming.expired(tx, catalogue.kept())) {
        ClaimedDelivery row = each.claimed();
        together
            .computeIfAbsent(new Written(row.sync(), row.object()), w -> new ArrayList<>())
            .add(row);
      }
      List<LeasedBatch> batches = new ArrayList<>();
      for (var entry : together.entrySet()) {
        Catalogue.Sync sync = catalogue.sync(entry.getKey().sync()).orElse(null);
        if (sync == null) {
          recording.cancelled(tx, entry.getValue());
        } else {
          batches.add(new LeasedBatch("", sync, entry.getValue(), true));
        }
      }
      return batches;
    });
  }

  /** A request was sent for an old version, so the definitions are read again. */
  @Override
  public void pause(Catalogue.Destination destination, String reason, String words)
      throws StoreFailure {
    inTransaction(tx -> Stops.stop(tx, destination, reason, words) || isRead(tx));
  }

  /** As for a destination. */
  @Override
  public void pause(Catalogue.Sync sync, String reason, String words) throws StoreFailure {
    inTransaction(tx -> Stops.stop(tx, sync, reason, words) || isRead(tx));
  }

  private boolean isRead(Connection tx) throws SQLException {
    Catalogue _ = definitions.read(tx);
    return true;
  }

  @Override
  public void hold(Catalogue.Destination destination, Instant until) throws StoreFailure {
    inTransaction(tx -> {
      try (PreparedStatement statement =
          tx.prepareStatement(
              """
              insert into destination_health as h (workspace, destination, failing, held_until)
              values (?, ?, false, ?)
              on conflict (workspace, destination) do update
              set held_until = greatest(h.held_until, excluded.held_until)\
              """)) {
        statement.setString(1, destination.workspace().value());
        statement.setString(2, destination.id().value());
        statement.setTimestamp(3, Timestamp.from(until));
        statement.executeUpdate();
      }
      return true;
    });
  }

  @Override
  public void release(Catalogue.Destination destination) throws StoreFailure {
    inTransaction(tx -> {
      for (String statement : RELEASE) {
        try (PreparedStatement release = tx.prepareStatement(statement)) {
          release.setString(1, destination.workspace().value());
          release.setString(2, destination.id().value());
          release.executeUpdate();
        }
      }
      return true;
    });
  }

  @Override
  public void health(Catalogue.Destination destination, boolean failing, String words)
      throws StoreFailure {
    inTransaction(tx -> {
      try (PreparedStatement statement =
          tx.prepareStatement(
              """
              insert into destination_health (workspace, destination, failing, words)
              values (?, ?, ?, ?)
              on conflict (workspace, destination) do update set failing = excluded.failing,
                words = excluded.words, since = clock_timestamp()
              where destination_health.failing <> excluded.failing\
              """)) {
        statement.setString(1, destination.workspace().value());
        statement.setString(2, destination.id().value());
        statement.setBoolean(3, failing);
        statement.setString(4, words);
        statement.executeUpdate();
      }
      return true;
    });
  }

  private interface Work<T> {
    T in(Connection tx) throws SQLException;
  }

  private <T> T inTransaction(Work<T> work) throws StoreFailure {
    for (int repeat = 0; ; repeat++) {
      try {
        return once(work);
      } catch (SQLException e) {
        if (repeat == DEADLOCK_REPEATS || !"40P01".equals(e.getSQLState())) {
          throw new StoreFailure(e);
        }
      }
    }
  }

  private <T> T once(Work<T> work) throws SQLException {
    try (BoundedConnection opened = BoundedConnection.of(worker)) {
      Connection tx = opened.connection();
      tx.setAutoCommit(false);
      try {
        T result = work.in(tx);
        tx.commit();
        return result;
      } catch (SQLException | RuntimeException e) {
        tx.rollback();
        throw e;
      }
    }
  }
}
