package dev.tributary.destinations.postgres.delivery;

import dev.tributary.contracts.id.SyncId;
import dev.tributary.destinations.connector.Manifest;
import dev.tributary.destinations.connector.Manifest.BatchLimits;
import dev.tributary.destinations.connector.Manifest.ObjectType;
import dev.tributary.destinations.delivery.ClaimedDelivery;
import dev.tributary.destinations.ledger.Priority;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.runtime.postgres.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the rows of one lane that may be sent together, within a claim's transaction.
 *
 * <p>The oldest rows are read first, with their content. Most searches end there. If these rows
 * only wait for fuller batches, a ready group may be behind them: then more and more rows are read
 * without their content and without locks, until a group is ready. So a search reads at most about
 * twice as many rows as all groups together can have without one that is full.
 *
 * <p>While an account may begin no job, a sync with enough rows for one is left out. Of its oldest
 * rows, those that never go in a job are found, such as removals.
 *
 * @param lane of the destination
 * @param from no due row is older
 * @param syncs that have due rows, without those whose rows are not sent now; not empty
 * @param withoutSyncs syncs whose rows are not sent now
 * @param search which rows may be sent, and whether they are locked
 * @param attempt the id of the attempt that rows without a batch get
 * @param now by the clock of this instance
 */
record LaneSearch(
    Catalogue.Destination destination,
    Priority lane,
    Instant from,
    List<DueSync> syncs,
    Set<SyncId> withoutSyncs,
    Claiming.Search search,
    String attempt,
    Instant now) {
  /**
   * A look without a claim asks only whether a group is ready. Mostly, the oldest rows tell. A
   * batch can have ten thousand rows, and while its account is at a limit, there are many looks.
   */
  private static final int LOOKED_AT = 100;

  /** So many of the oldest rows of syncs that wait for a job are looked at for others of them. */
  private static final int WAITING_LOOKED_AT = 1000;

  /** While jobs wait, a search looks behind rows in so many batches at most. */
  private static final int MOST_WAITING_BATCHES = 8;

  /** Of an object that the connector no longer declares. */
  private static final BatchLimits ONE = new BatchLimits(1, null, null, Duration.ZERO);

  /** More syncs than the oldest of these are searched later: few syncs wait for fuller batches. */
  private static final int MOST_SYNCS = 64;

  /**
   * Open deliveries, oldest first, each of which is then looked up in the ledger by its id. The
   * planner does not know the limit, so it expects a part of the rows and takes the order of the
   * index: whatever the statistics say about tables that are empty at one time and large at
   * another.
   */
  private static final String IN_ORDER =
      "order by o.not_before, o.id limit (select %d)".formatted(Integer.MAX_VALUE);

  private static final String OPEN =
      """
      (select o.id, o.not_before from open_delivery o
        where o.workspace = ? and o.destination = ? and o.lane = ?
          and o.state in ('pending', 'retrying') and %s
        %s)\
      """;

  /** The rows of one sync in one state. No row of a sync that is left out is read. */
  private static final String DUE_OF_SYNC =
      OPEN.formatted(
          "o.sync = ? and o.state = ? and o.not_before between ? and statement_timestamp()",
          IN_ORDER);

  /** Whether a sync has so many due rows. No row of the ledger is read. */
  private static final String HAS_ROWS =
      """
      select from open_delivery o
      where o.workspace = ? and o.destination = ? and o.lane = ? and o.sync = ? and o.state = ?
        and o.state in ('pending', 'retrying')
        and o.not_before between ? and statement_timestamp()
      order by o.not_before, o.id offset ? limit 1\
      """;

  private static final String OF_BATCH = OPEN.formatted("o.not_before = ?", IN_ORDER) + " o";

  /**
   * A row is judged by itself, because in between, another instance may have claimed it, or another
   * sync may have taken over its record. It is locked when it is read, so no row behind the limit
   * is.
   */
  private static final String DUE =
      """
      d.id = o.id and d.state in ('pending', 'retrying')
          and d.not_before <= statement_timestamp() and %s\
      """;

  private static final String RETRIES =
      DUE.formatted("(? or d.state = 'pending') and (? or d.batch is null) and d.sync <> all(?)");

  private static final String SAME_BATCH = DUE.formatted("d.batch = ?");

  /** Rows that other workers have locked are left out. */
  private static final String LOCKED = "for update of d skip locked";

  private static final String UNLOCKED = "offset 0";

  private static final String CONTENT =
      """
      select d.*, statement_timestamp() as read_at from %s
        cross join lateral (
          select %s, d.not_before
          from delivery d left join delivery p on p.id = d.parent
          where %s
          %s) d
      order by o.not_before, o.id limit ?\
      """;

  private static final String OLDEST = CONTENT.formatted("%s", ClaimRow.COLUMNS, RETRIES, "%s");

  private static final String REPEAT =
      CONTENT.formatted(OF_BATCH, ClaimRow.COLUMNS, SAME_BATCH, "%s");

  private static final String OUTLINE =
      """
      select d.*, statement_timestamp() as read_at from %s
        cross join lateral (
          select d.id, d.sync, d.object, d.batch,
            not d.is_event and d.hash = 'absent' as removal, d.not_before
          from delivery d where %s
          offset 0) d
      order by o.not_before, o.id limit ?\
      """
          .formatted("%s", RETRIES);

  private static final String NAMED =
      "select "
          + ClaimRow.COLUMNS
          + """
          , d.not_before, statement_timestamp() as read_at
          from delivery d left join delivery p on p.id = d.parent
          where d.id = any(?) and d.state in ('pending', 'retrying')
            and d.not_before <= statement_timestamp() and d.sync <> all(?)
          order by d.not_before, d.id limit ? %s\
          """;

  private static final String SIZE_OF_REPEAT =
      """
      select count(*) from %s
        cross join lateral (select from delivery d where %s offset 0) d\
      """
          .formatted(OF_BATCH, SAME_BATCH);

  /**
   * The result of a search.
   *
   * @param rows together; none if nothing is ready
   * @param oldest since when the oldest row is due; null if none is
   */
  record Found(DueRows rows, @Nullable Instant oldest) {}

  /** Rows that were read with their content. */
  private record WithContent(List<DueGroup> groups, int rows, Instant at) {}

  /** The properties that rows of one batch share. */
  private record Kind(SyncId sync, String object, @Nullable String batch, boolean removal) {}

  /** A group of which only the ids are read. */
  private record Outline(List<String> ids, Instant since) {}

  /** Rows that were read without their content. */
  private record Outlines(Map<Kind, Outline> kinds, int rows, Instant at) {}

  /**
   * Rows that may be sent together; oldest first. A repeat has all of its rows: with fewer rows,
   * the receiver would take it for another batch.
   */
  Found find(Connection tx) throws SQLException {
    List<DueSync> waiting = waitingForJobs(tx);
    if (waiting.isEmpty()) {
      return search(tx);
    }
    List<DueSync> others = new ArrayList<>(syncs);
    others.removeAll(waiting);
    Found found =
        others.isEmpty() ? new Found(new DueRows(List.of(), false), null) : of(others).search(tx);
    DueRows rows = found.rows();
    if (rows.rows().isEmpty()) {
      List<ClaimRow> direct = of(waiting).withoutJobs(tx);
      rows = new DueRows(direct, !direct.isEmpty());
    }
    // The rows that wait are due when a job may begin.
    Instant oldest =
        Stream.concat(waiting.stream().map(DueSync::oldest), Stream.ofNullable(found.oldest()))
            .min(Comparator.naturalOrder())
            .orElse(null);
    return new Found(rows, oldest);
  }

  /** The same search for some of the syncs. */
  LaneSearch of(List<DueSync> some) {
    return new LaneSearch(destination, lane, from, some, withoutSyncs, search, attempt, now);
  }

  /**
   * The syncs with enough due rows for a job that must not begin. A backlog can wait for hours, so
   * it is not read again and again.
   */
  private List<DueSync> waitingForJobs(Connection tx) throws SQLException {
    List<DueSync> waiting = new ArrayList<>();
    for (DueSync sync : syncs) {
      int least =
          search.jobFrom().getOrDefault(sync.sync(), Map.of()).values().stream()
              .min(Comparator.naturalOrder())
              .orElse(0);
      if (least == 1 || least > 1 && lane == Priority.BACKFILL && hasRows(tx, sync, least)) {
        waiting.add(sync);
      }
    }
    return waiting;
  }

  private boolean hasRows(Connection tx, DueSync sync, int number) throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(HAS_ROWS)) {
      statement.setString(1, destination.workspace().value());
      statement.setString(2, destination.id().value());
      statement.setInt(3, lane.number());
      statement.setString(4, sync.sync().value());
      statement.setString(5, sync.state().wireName());
      statement.setTimestamp(6, Timestamp.from(from));
      statement.setInt(7, number - 1);
      try (ResultSet row = statement.executeQuery()) {
        return row.next();
      }
    }
  }

  /** Of syncs that wait for jobs, rows that never go in one. Only the oldest rows are looked at. */
  private List<ClaimRow> withoutJobs(Connection tx) throws SQLException {
    Outlines read = outlines(tx, WAITING_LOOKED_AT);
    read.kinds().keySet().removeIf(kind -> jobFrom(kind) > 0);
    return firstReady(tx, read.kinds(), read.at());
  }

  private Found search(Connection tx) throws SQLException {
    int most = mostRows();
    // A repeat that waits for a job is known by the number of its rows.
    boolean counts = search.locked() || lane != Priority.BACKFILL && mayWait();
    int few = counts ? most : Math.min(most, LOOKED_AT);
    WithContent first = oldest(tx, few);
    Instant oldest = first.groups().isEmpty() ? null : first.groups().getFirst().since();
    List<ClaimRow> together = ready(tx, first);
    if (together.isEmpty() && few < most && first.rows() == few) {
      first = oldest(tx, most);
      together = ready(tx, first);
    }
    boolean all = first.rows() < most;
    if (together.isEmpty() && !all) {
      together = behind(tx, most);
    }
    return new Found(
        new DueRows(together, !together.isEmpty() && (!all || first.rows() > together.size())),
        oldest);
  }

  /** As many as the largest claim has. */
  private int mostRows() {
    Manifest manifest = destination.connector().manifest();
    return search.limit().batches().keySet().stream()
        .flatMap(object -> manifest.object(object).stream())
        .mapToInt(object -> object.batch().items() * search.limit().batches(object.name()))
        .reduce(manifest.largestBatch(), Math::max);
  }

  /** Whether rows of a searched sync may wait for a job. */
  private boolean mayWait() {
    return syncs.stream().anyMatch(each -> search.jobFrom().containsKey(each.sync()));
  }

  private WithContent oldest(Connection tx, int limit) throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(OLDEST.formatted(allDue(), lock()))) {
      search(statement, limit);
      return withContent(statement);
    }
  }

  /** The rows of the first ready group that no other worker holds, in the order of sending. */
  private List<ClaimRow> ready(Connection tx, WithContent read) throws SQLException {
    for (DueGroup group : read.groups()) {
      Kind kind = kind(group);
      if (isLeftOut(kind.object()) || waitsForJob(kind, group.rows().size())) {
        continue;
      }
      BatchLimits limits = limits(kind);
      if (group.isReady(limits, lane, read.at())) {
        List<ClaimRow> together =
            group.isRepeat() ? repeat(tx, group, limits.items()) : group.rows();
        if (!together.isEmpty()) {
          // The order is the same on every attempt; otherwise the receiver could not recognise a
          // repeat by its content.
          return together.stream()
              .limit(taken(kind, limits, together.size(), group.since(), read.at()))
              .sorted(
                  Comparator.comparing((ClaimRow row) -> row.claimed().desiredAt())
                      .thenComparing(row -> row.claimed().id()))
              .toList();
        }
      }
    }
    return List.of();
  }

  /**
   * All rows of a repeat, which may be more than were read. None while another worker holds some of
   * them.
   */
  private List<ClaimRow> repeat(Connection tx, DueGroup group, int size) throws SQLException {
    int whole;
    try (PreparedStatement statement = tx.prepareStatement(SIZE_OF_REPEAT)) {
      batch(statement, group);
      try (ResultSet count = statement.executeQuery()) {
        count.next();
        whole = Math.min(size, count.getInt(1));
      }
    }
    if (group.rows().size() >= whole) {
      return group.rows();
    }
    try (PreparedStatement statement = tx.prepareStatement(REPEAT.formatted(lock()))) {
      batch(statement, group);
      statement.setInt(6, size);
      List<ClaimRow> rows =
          withContent(statement).groups().stream()
              .flatMap(each -> each.rows().stream())
              .filter(row -> row.goesWith(group.rows().getFirst()))
              .toList();
      return rows.size() >= whole ? rows : List.of();
    }
  }

  private void batch(PreparedStatement statement, DueGroup group) throws SQLException {
    statement.setString(1, destination.workspace().value());
    statement.setString(2, destination.id().value());
    statement.setInt(3, lane.number());
    statement.setTimestamp(4, Timestamp.from(group.since()));
    statement.setString(5, group.rows().getFirst().batch());
  }

  /** Looks behind rows that wait. */
  private List<ClaimRow> behind(Connection tx, int most) throws SQLException {
    int last = mayWait() ? MOST_WAITING_BATCHES * most : Integer.MAX_VALUE;
    for (int limit = 2 * most; ; limit *= 2) {
      Outlines read = outlines(tx, limit);
      List<ClaimRow> together = firstReady(tx, read.kinds(), read.at());
      if (!together.isEmpty() || read.rows() < limit || limit >= last) {
        return together;
      }
    }
  }

  private Outlines outlines(Connection tx, int limit) throws SQLException {
    Map<Kind, Outline> kinds = new LinkedHashMap<>();
    int read = 0;
    Instant at = now;
    try (PreparedStatement statement = tx.prepareStatement(OUTLINE.formatted(allDue()))) {
      search(statement, limit);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          read++;
          at = rows.getTimestamp("read_at").toInstant();
          Instant since = rows.getTimestamp("not_before").toInstant();
          kinds
              .computeIfAbsent(kind(rows), kind -> new Outline(new ArrayList<>(), since))
              .ids()
              .add(rows.getString("id"));
        }
      }
    }
    return new Outlines(kinds, read, at);
  }

  private static Kind kind(ResultSet row) throws SQLException {
    return new Kind(
        new SyncId(row.getString("sync")),
        row.getString("object"),
        row.getString("batch"),
        row.getBoolean("removal"));
  }

  private List<ClaimRow> firstReady(Connection tx, Map<Kind, Outline> outlines, Instant at)
      throws SQLException {
    for (Map.Entry<Kind, Outline> each : outlines.entrySet()) {
      Kind kind = each.getKey();
      List<String> ids = each.getValue().ids();
      if (isLeftOut(kind.object()) || waitsForJob(kind, ids.size())) {
        continue;
      }
      BatchLimits limits = limits(kind);
      if (DueGroup.isReady(
          kind.batch() != null, ids.size(), each.getValue().since(), limits, lane, at)) {
        try (PreparedStatement statement = tx.prepareStatement(NAMED.formatted(lock()))) {
          new Columns<>(statement, ids).text(id -> id);
          new Columns<>(statement, 2, withoutSyncs).text(SyncId::value);
          statement.setInt(3, taken(kind, limits, ids.size(), each.getValue().since(), at));
          List<ClaimRow> together = ready(tx, withContent(statement));
          if (!together.isEmpty()) {
            return together;
          }
        }
      }
    }
    return List.of();
  }

  /** The due rows of all syncs, merged in the order of their indexes. */
  private String allDue() {
    return "(select o.id, o.not_before from (%s) o %s) o"
        .formatted(String.join(" union all ", Collections.nCopies(parts(), DUE_OF_SYNC)), IN_ORDER);
  }

  /** A power of two, so that there are few statements. */
  private int parts() {
    int parts = 1;
    while (parts < Math.min(syncs.size(), MOST_SYNCS)) {
      parts *= 2;
    }
    return parts;
  }

  private void search(PreparedStatement statement, int limit) throws SQLException {
    List<DueSync> searched =
        syncs.stream().sorted(Comparator.comparing(DueSync::oldest)).limit(MOST_SYNCS).toList();
    int at = 1;
    for (int part = 0; part < parts(); part++) {
      DueSync sync = part < searched.size() ? searched.get(part) : null;
      statement.setString(at++, destination.workspace().value());
      statement.setString(at++, destination.id().value());
      statement.setInt(at++, lane.number());
      statement.setString(at++, sync == null ? null : sync.sync().value());
      statement.setString(at++, sync == null ? null : sync.state().wireName());
      statement.setTimestamp(at++, Timestamp.from(from));
    }
    statement.setBoolean(at++, search.retries());
    statement.setBoolean(at++, search.limit().repeats());
    new Columns<>(statement, at++, withoutSyncs).text(SyncId::value);
    statement.setInt(at, limit);
  }

  private WithContent withContent(PreparedStatement statement) throws SQLException {
    List<DueGroup> groups = new ArrayList<>();
    int read = 0;
    Instant at = now;
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        read++;
        at = rows.getTimestamp("read_at").toInstant();
        Instant notBefore = rows.getTimestamp("not_before").toInstant();
        DueGroup.add(groups, ClaimRow.of(rows, 1, attempt, now), notBefore);
      }
    }
    return new WithContent(groups, read, at);
  }

  private String lock() {
    return search.locked() ? LOCKED : UNLOCKED;
  }

  private boolean isLeftOut(String object) {
    return search.limit().leavesOut(object, lane == Priority.OPT_OUT);
  }

  private static Kind kind(DueGroup group) {
    ClaimRow first = group.rows().getFirst();
    ClaimedDelivery row = first.claimed();
    return new Kind(row.sync(), row.object(), first.batch(), row.removal());
  }

  /** From how many rows on a batch would be a job that must not begin; 0 if none would. */
  private int jobFrom(Kind kind) {
    return kind.removal()
        ? 0
        : search.jobFrom().getOrDefault(kind.sync(), Map.of()).getOrDefault(kind.object(), 0);
  }

  /**
   * Whether rows wait until a job may begin. Backfilled rows that are enough for a job do, and so
   * does a repeat, which has all its rows. Other rows go in small batches, if the object has some.
   */
  private boolean waitsForJob(Kind kind, int size) {
    int from = jobFrom(kind);
    return from == 1
        || from > 1 && size >= from && (kind.batch() != null || lane == Priority.BACKFILL);
  }

  /**
   * The rows of a claim: those of one batch, or of several that were not sent before. The last one
   * of these is full, or has waited long enough.
   *
   * @param size of the group, which is ready
   */
  private int taken(Kind kind, BatchLimits limits, int size, Instant since, Instant at) {
    int most =
        kind.batch() == null
            ? limits.items() * search.limit().batches(kind.object())
            : limits.items();
    int rows = Math.min(size, most);
    int full = rows - rows % limits.items();
    return full > 0 && !DueGroup.isReady(kind.batch() != null, rows - full, since, limits, lane, at)
        ? full
        : rows;
  }

  /** A repeat has all its rows; of other batches, the budgets may allow fewer. */
  private BatchLimits limits(Kind kind) {
    boolean repeat = kind.batch() != null;
    int from = jobFrom(kind);
    BatchLimits declared =
        destination.connector().manifest().object(kind.object()).map(ObjectType::batch).orElse(ONE);
    long ofBudgets = search.limit().of(kind.object());
    long most = from > 1 ? Math.min(ofBudgets, from - 1L) : ofBudgets;
    return repeat || most >= declared.items()
        ? declared
        : new BatchLimits(
            (int) most, declared.bytes(), declared.itemBytes(), declared.maximumWait());
  }
}
