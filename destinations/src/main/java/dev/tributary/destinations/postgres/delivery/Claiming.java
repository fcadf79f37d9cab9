package dev.tributary.destinations.postgres.delivery;

import static java.util.function.Predicate.not;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.profile.ProfileRef;
import dev.tributary.destinations.connector.Mode;
import dev.tributary.destinations.delivery.BatchSender;
import dev.tributary.destinations.delivery.ClaimedDelivery;
import dev.tributary.destinations.delivery.ClaimedDeliveryBuilder;
import dev.tributary.destinations.delivery.LeasedBatch;
import dev.tributary.destinations.delivery.WorkSearchResult;
import dev.tributary.destinations.ledger.Priority;
import dev.tributary.destinations.ledger.State;
import dev.tributary.destinations.limit.RowLimit;
import dev.tributary.destinations.limit.SyncTurns;
import dev.tributary.destinations.postgres.AttemptIds;
import dev.tributary.destinations.postgres.OpenSyncs;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.runtime.postgres.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds due rows and claims them, within a claim's transaction. */
final class Claiming {
  /** Whole batches are taken over until this number of rows is reached. */
  private static final int EXPIRED_AT_ONCE = 500;

  /** The delay of rows whose person has an incomplete unmerge. */
  private static final Duration POSTPONED = Duration.ofMillis(500);

  private final ConsentLookup consents;
  private final OutcomeRecorder recording;
  private final Supplier<String> attemptIds;
  private final Clock clock;
  private final ScanStart scanStart = new ScanStart();
  private final SyncTurns turns = new SyncTurns();

  /** Syncs that had open rows at the last search from the very beginning. */
  private final Map<DestinationId, Set<SyncId>> others = new ConcurrentHashMap<>();

  Claiming(
      ConsentLookup consents, OutcomeRecorder recording, Supplier<String> attemptIds, Clock clock) {
    this.clock = clock;
    this.consents = consents;
    this.recording = recording;
    this.attemptIds = attemptIds;
  }

  /**
   * The lanes that have due rows, and whether jobs are to be asked about or continued. One
   * statement: most searches find nothing, because a dispatcher looks again after each delivery.
   *
   * @param syncs of the destination. Rows of other syncs, such as deleted ones, are found by the
   *     searches that begin at the very beginning
   */
  DueWork dueWork(
      Connection tx, Catalogue.Destination destination, Set<SyncId> syncs, boolean retries)
      throws SQLException {
    Instant now = clock.instant();
    Map<Priority, Instant> starts = new EnumMap<>(Priority.class);
    for (Priority lane : Priority.values()) {
      starts.put(lane, scanStart.begin(destination.id(), lane, now));
    }
    if (starts.containsValue(Instant.EPOCH)) {
      others.put(destination.id(), withOpenRows(tx, destination));
    }
    Set<SyncId> searched = new HashSet<>(syncs);
    searched.addAll(others.getOrDefault(destination.id(), Set.of()));
    Map<Priority, List<DueSync>> found = new EnumMap<>(Priority.class);
    boolean questions = false;
    boolean jobs = false;
    try (PreparedStatement statement =
        tx.prepareStatement(
            """
            select l.lane, s.sync, t.state, due.not_before
            from unnest(?::int[], ?::bigint[]) l(lane, since)
              cross join unnest(?::text[]) s(sync)
              cross join (values ('pending'), ('retrying')) t(state)
              cross join lateral (
                select o.not_before from open_delivery o
                where o.workspace = ? and o.destination = ? and o.lane = l.lane
                  and o.sync = s.sync and o.state = t.state
                  and o.state in ('pending', 'retrying')
                  and o.not_before between to_timestamp(l.since / 1e6) and statement_timestamp()
                order by o.not_before limit 1) due
            where ? or t.state = 'pending'
            union all
            (select null, null, null, null from (
                select o.id, o.not_before from open_delivery o
                where o.workspace = ? and o.destination = ? and o.state = 'submitted'
                  and o.not_before <= statement_timestamp()
                order by o.not_before, o.id offset 0) o
              cross join lateral (
                select from delivery d
                where d.id = o.id
                  and (d.lease_until is null or d.lease_until < statement_timestamp())
                offset 0) d
            order by o.not_before, o.id limit 1)
            union all
            (select -1, null, null, null from job j
            where j.workspace = ? and j.destination = ? and j.not_before <= statement_timestamp()
              and (j.lease_until is null or j.lease_until < statement_timestamp())
            order by j.not_before limit 1)\
            """)) {
      new Columns<>(statement, starts.entrySet())
          .ints(each -> each.getKey().number())
          .times(Map.Entry::getValue);
      new Columns<>(statement, 3, searched).text(SyncId::value);
      statement.setString(4, destination.workspace().value());
      statement.setString(5, destination.id().value());
      statement.setBoolean(6, retries);
      statement.setString(7, destination.workspace().value());
      statement.setString(8, destination.id().value());
      statement.setString(9, destination.workspace().value());
      statement.setString(10, destination.id().value());
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          int lane = rows.getInt(1);
          if (rows.wasNull()) {
            questions = true;
          } else if (lane < 0) {
            jobs = true;
          } else {
            found
                .computeIfAbsent(Priority.numbered(lane), each -> new ArrayList<>())
                .add(
                    new DueSync(
                        new SyncId(rows.getString(2)),
                        State.named(rows.getString(3)),
                        rows.getTimestamp(4).toInstant()));
          }
        }
      }
    }
    starts.forEach((lane, since) -> {
      if (!found.containsKey(lane)) {
        scanStart.found(destination.id(), lane, now, since, null);
      }
    });
    return new DueWork(found, questions, jobs);
  }

  /** Syncs that have open rows of a destination. */
  private static Set<SyncId> withOpenRows(Connection tx, Catalogue.Destination destination)
      throws SQLException {
    try (PreparedStatement statement =
        tx.prepareStatement(
            """
            select distinct o.sync from (select ?::text as workspace, ?::text as destination) a
              cross join lateral (%s select sync from step) o\
            """
                .formatted(OpenSyncs.steps("a.workspace", "a.destination")))) {
      statement.setString(1, destination.workspace().value());
      statement.setString(2, destination.id().value());
      Set<SyncId> syncs = new HashSet<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          syncs.add(new SyncId(rows.getString(1)));
        }
      }
      return Set.copyOf(syncs);
    }
  }

  /**
   * How due rows are searched.
   *
   * @param retries whether rows that failed before may be claimed
   * @param limit of the rows of a batch
   * @param locked whether the rows are locked to claim them, and those that others have locked are
   *     left out
   * @param jobFrom by syncs and objects whose jobs wait: from how many rows on a batch would be a
   *     job
   */
  record Search(
      boolean retries, RowLimit limit, boolean locked, Map<SyncId, Map<String, Integer>> jobFrom) {
    Search(boolean retries, RowLimit limit, boolean locked) {
      this(retries, limit, locked, Map.of());
    }

    /** The same search, while no jobs of these syncs begin. */
    Search waiting(Map<SyncId, Map<String, Integer>> from) {
      return from.isEmpty() ? this : new Search(retries, limit, locked, from);
    }
  }

  /**
   * Rows of one lane that may be sent together. The syncs take turns; if the next one has nothing
   * ready, the oldest rows of all syncs are searched.
   *
   * @param syncs that have due rows
   * @param withoutSyncs syncs whose rows are not sent now
   */
  DueRows due(
      Connection tx,
      Catalogue.Destination destination,
      Priority lane,
      List<DueSync> syncs,
      Set<SyncId> withoutSyncs,
      Search search)
      throws SQLException {
    List<DueSync> searched =
        syncs.stream().filter(each -> !withoutSyncs.contains(each.sync())).toList();
    if (searched.isEmpty()) {
      return new DueRows(List.of(), false);
    }
    Instant now = clock.instant();
    Instant from = scanStart.begin(destination.id(), lane, now);
    List<SyncId> inOrder =
        searched.stream()
            .sorted(Comparator.comparing(DueSync::oldest))
            .map(DueSync::sync)
            .distinct()
            .toList();
    SyncId next = turns.next(destination.id(), lane, inOrder);
    List<DueSync> alone = searched.stream().filter(each -> each.sync().equals(next)).toList();
    LaneSearch all =
        new LaneSearch(
            destination, lane, from, searched, withoutSyncs, search, attemptIds.get(), now);
    LaneSearch.Found found = all.of(alone).find(tx);
    boolean others = inOrder.size() > 1;
    boolean ready = !found.rows().rows().isEmpty();
    if (others && !ready) {
      found = all.find(tx);
    }
    if (search.locked()) {
      turns.had(destination.id(), lane, served(found).orElse(next), inOrder);
    }
    scanStart.found(destination.id(), lane, now, from, oldest(searched, search, found));
    return found.rows().orMore(others && ready);
  }

  /** The sync whose rows were found. */
  private static Optional<SyncId> served(LaneSearch.Found found) {
    return found.rows().rows().stream().map(row -> row.claimed().sync()).findFirst();
  }

  /**
   * Since when the oldest row is due that a later search has to find; null if none is known. Older
   * rows of an object that is left out are due when its limit ends.
   */
  private static @Nullable Instant oldest(
      List<DueSync> searched, Search search, LaneSearch.Found found) {
    return search.limit().leavesOutAny() || found.oldest() == null
        ? null
        : searched.stream().map(DueSync::oldest).min(Comparator.naturalOrder()).orElseThrow();
  }

  /**
   * Leases the rows that may be sent, and commits to an attempt; records the rows that may not be
   * sent.
   */
  WorkSearchResult take(
      Connection tx, Catalogue catalogue, Catalogue.Destination destination, DueRows found)
      throws SQLException {
    List<ClaimRow> due = found.rows();
    List<ClaimedDelivery> all = due.stream().map(ClaimRow::claimed).toList();
    SyncId id = all.getFirst().sync();
    Catalogue.Sync sync = catalogue.sync(id).orElse(null);
    if (sync == null) {
      if (!catalogue.cannotRead(id)) {
        recording.cancelled(tx, all);
      }
      return new WorkSearchResult.NotSent();
    }
    ConsentLookup.Verdict verdict = consents.verdict(tx, destination, due);
    // A repeat must have all its rows, or it would be another batch. Its content may have arrived
    // before.
    if (due.getFirst().batch() == null && !verdict.waiting().isEmpty()) {
      Predicate<ClaimedDelivery> waits = row -> verdict.waiting().contains(row.id());
      postpone(tx, all.stream().filter(waits).toList());
      all = all.stream().filter(not(waits)).toList();
    }
    Map<String, String> withheld = verdict.withheld();
    List<ClaimedDelivery> going =
        all.stream().filter(row -> !withheld.containsKey(row.id())).toList();
    recording.withheld(
        tx, all.stream().filter(row -> withheld.containsKey(row.id())).toList(), withheld);
    if (going.isEmpty()) {
      return new WorkSearchResult.NotSent();
    }
    going = going.stream().map(row -> withSetOnce(catalogue, row)).toList();
    int size = isRepeat(due) ? going.size() : size(destination, due.getFirst());
    List<LeasedBatch> batches = batches(sync, going, size, mayTakeSeveral(sync, destination));
    ClaimedDelivery first = going.getFirst();
    boolean repeatsBatches =
        destination.connector().manifest().effectClass(first.object()).repeatsBatches();
    lease(tx, batches, repeatsBatches);
    Attempts.begin(tx, batches);
    long leased = batches.stream().mapToInt(batch -> batch.rows().size()).sum();
    return new WorkSearchResult.Taken(
        batches.getFirst(),
        batches.subList(1, batches.size()),
        found.more() || leased < going.size());
  }

  private static boolean isRepeat(List<ClaimRow> rows) {
    return rows.getFirst().batch() != null;
  }

  /** The most rows of a batch that was not sent before. */
  private static int size(Catalogue.Destination destination, ClaimRow first) {
    return destination
        .connector()
        .manifest()
        .object(first.claimed().object())
        .map(object -> object.batch().items())
        .orElse(1);
  }

  /**
   * A record that may only be created is refused when it is sent again. The sync may have a newer
   * definition of the destination than the limits of this claim.
   */
  private static boolean mayTakeSeveral(Catalogue.Sync sync, Catalogue.Destination destination) {
    return sync.spec().mode() != Mode.CREATE_ONLY
        && sync.destination().version() == destination.version()
        && sync.destination().connector() == destination.connector();
  }

  /**
   * Rows as batches, each with an attempt of its own. Of rows that were sent before, only one batch
   * is taken, and no other one after it: the budget of retries has allowed one, and what was slow
   * may be slow again.
   */
  private List<LeasedBatch> batches(
      Catalogue.Sync sync, List<ClaimedDelivery> rows, int size, boolean several) {
    List<LeasedBatch> batches = new ArrayList<>();
    boolean alone = !several;
    for (int from = 0; from < rows.size() && !(alone && from > 0); from += size) {
      List<ClaimedDelivery> some = rows.subList(from, Math.min(from + size, rows.size()));
      boolean retry = some.stream().anyMatch(row -> row.attempt() > 1);
      if (from == 0) {
        alone |= retry;
        batches.add(new LeasedBatch(attemptIds.get(), sync, some, retry));
      } else if (!retry) {
        String batch = attemptIds.get();
        batches.add(
            new LeasedBatch(
                attemptIds.get(),
                sync,
                some.stream()
                    .map(row -> ClaimedDeliveryBuilder.builder(row).batch(batch).build())
                    .toList(),
                false));
      }
    }
    return batches;
  }

  /** Each of the syncs that fill fields of a record says which of them are set once. */
  private static ClaimedDelivery withSetOnce(Catalogue catalogue, ClaimedDelivery row) {
    Set<String> fields =
        row.content().bySync().keySet().stream()
            .flatMap(id -> catalogue.sync(id).stream())
            .flatMap(sync -> sync.spec().fieldsSetOnce().stream())
            .collect(Collectors.toSet());
    return fields.isEmpty() ? row : ClaimedDeliveryBuilder.builder(row).setOnce(fields).build();
  }

  /** Delays rows until both profiles of the unmerge are known. */
  private static void postpone(Connection tx, List<ClaimedDelivery> rows) throws SQLException {
    try (PreparedStatement statement =
        tx.prepareStatement(
            """
            update delivery set not_before = statement_timestamp() + make_interval(secs => ?)
            where id = any(?)\
            """)) {
      statement.setDouble(1, POSTPONED.toMillis() / 1e3);
      new Columns<>(statement, 2, rows).text(ClaimedDelivery::id);
      statement.executeUpdate();
    }
  }

  /** A row that is leased, and the attempt that sends it. */
  private record Leased(ClaimedDelivery row, String attempt) {}

  /**
   * @param repeatsBatches whether a repeat has the same rows, so that the rows keep their batch
   */
  private static void lease(Connection tx, List<LeasedBatch> batches, boolean repeatsBatches)
      throws SQLException {
    List<Leased> rows =
        batches.stream()
            .flatMap(batch -> batch.rows().stream().map(row -> new Leased(row, batch.attempt())))
            .toList();
    try (PreparedStatement statement =
        tx.prepareStatement(
            """
            update delivery d set state = 'in-flight', fence = d.fence + 1,
              lease_until = statement_timestamp() + make_interval(secs => ?),
              sent_version = d.version, sent_hash = d.hash, attempt = d.attempt + 1,
              attempt_ids = %s, attempts = %s,
              first_attempt_at = coalesce(d.first_attempt_at, clock_timestamp()),
              batch = coalesce(d.batch, u.batch), sent_fields = null, changed_at = clock_timestamp(),
              changed_hour_at = date_trunc('hour', clock_timestamp(), 'UTC')
            from unnest(?, ?, ?) as u(id, attempt, batch)
            where d.id = any(?) and u.id = d.id\
            """
                .formatted(AttemptIds.appended("u.attempt"), AttemptIds.OLDER))) {
      statement.setDouble(1, BatchSender.LEASE.toSeconds());
      new Columns<>(statement, 2, rows)
          .text(each -> each.row().id())
          .bytes(each -> AttemptIds.stored(each.attempt()))
          .text(each -> repeatsBatches ? each.row().batch() : null);
      new Columns<>(statement, 5, rows).text(each -> each.row().id());
      statement.executeUpdate();
    }
  }

  /**
   * Rows in flight whose lease has expired, locked: of each batch all rows or none.
   *
   * @param withoutSyncs syncs whose rows are left to other instances
   */
  List<ClaimRow> expired(Connection tx, Set<SyncId> withoutSyncs) throws SQLException {
    try (PreparedStatement statement =
        tx.prepareStatement(
            """
            with expired as (
              select d.*, rank() over claims - 1 as before,
                count(*) over (partition by d.lease_until, d.batch, d.sync, d.object) as size
              from leased_delivery l
                cross join lateral (
                  select f.id, f.lease_until, f.batch, f.sync, f.object from delivery f
                  where f.id = l.id and f.state = 'in-flight' and f.sync <> all(?)
                  offset 0) d
              where l.lease_until < statement_timestamp()
              window claims as (order by d.lease_until, d.batch, d.sync, d.object))
            select d.*, e.before, e.size from expired e
              cross join lateral (
                select %s from delivery d left join delivery p on p.id = d.parent
                where d.id = e.id and d.state = 'in-flight' and d.lease_until = e.lease_until
                  and d.batch is not distinct from e.batch and d.sync = e.sync
                for update of d skip locked) d
            where e.before < ? order by e.before\
            """
                .formatted(ClaimRow.COLUMNS))) {
      new Columns<>(statement, 1, withoutSyncs).text(SyncId::value);
      statement.setInt(2, EXPIRED_AT_ONCE);
      Map<Long, List<ClaimRow>> batches = new HashMap<>();
      List<ClaimRow> isComplete = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          List<ClaimRow> batch =
              batches.computeIfAbsent(rows.getLong("before"), each -> new ArrayList<>());
          batch.add(ClaimRow.of(rows, 0, "", clock.instant()));
          if (batch.size() == rows.getInt("size")) {
            isComplete.addAll(batch);
          }
        }
      }
      return isComplete;
    }
  }

  /** The person who owns a row; null if the row belongs to a row of a model. */
  static @Nullable ProfileRef person(ClaimedDelivery row) {
    String owner = row.owner();
    return owner != null && owner.startsWith(Ids.PROFILE)
        ? new ProfileRef(row.key().workspace(), new ProfileId(owner))
        : null;
  }
}
