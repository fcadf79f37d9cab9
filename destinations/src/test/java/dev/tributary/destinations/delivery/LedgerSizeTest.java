package dev.tributary.destinations.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Ids;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.fact.Fact;
import dev.tributary.contracts.fact.WorkspaceFact;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.ModelId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.ledger.DesiredRecord;
import dev.tributary.destinations.ledger.DesiredRecordBuilder;
import dev.tributary.destinations.ledger.LedgerBatch;
import dev.tributary.destinations.ledger.Priority;
import dev.tributary.destinations.ledger.RecordKey;
import dev.tributary.destinations.postgres.DestinationFacts;
import dev.tributary.destinations.postgres.PostgresLedger;
import dev.tributary.destinations.protocol.StoreFailure;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.testkit.lane.Lane;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What a row of the ledger costs: bytes, index entries and pages. Measure more rows with {@code
 * -Dtributary.rows}.
 */
@Tag("soak-models")
class LedgerSizeTest {
  private static final WorkspaceId WORKSPACE =
      new WorkspaceId("wsp_01975c3e-7d5a-7000-8000-000000000001");
  private static final int ROWS = Lane.size("tributary.rows", 10_000, 200_000);
  private static final int FEW = 500;
  private static final Pattern DELIVERIES_READ =
      Pattern.compile("delivery_pkey on delivery d(?:_\\d)? .*loops=(\\d+)");
  private static final Pattern PAGES = Pattern.compile("shared hit=(\\d+)(?: read=(\\d+))?");

  /** All records of a first sync have one cause, its run. */
  private static final String RUN = "run_01975c3e-7d5a-7000-8000-000000000002";

  /** Records of one transaction of a first sync. */
  private static final int AT_ONCE = 500;

  /** Makes the statement for the average size of each column that has a value. */
  private static final String WIDTHS =
      """
      select 'select concat_ws('', '', ''row '' || round(avg(pg_column_size(delivery.*))), ' ||
        string_agg(
          format('%1$L || round(avg(pg_column_size(%2$I)))', attname || ' ', attname), ', '
          order by attnum)
        || ') from delivery'
      from pg_attribute
      where attrelid = 'delivery'::regclass and attnum > 0 and not attisdropped\
      """;

  private static final String PAGES_OF =
      """
      select count(distinct (ctid::text::point)[0]::bigint) from (
        select ctid from delivery %s) d\
      """;

  private static final String INDEXES =
      """
      select string_agg(indexrelid::regclass || ' ' || pg_relation_size(indexrelid) / %d, ', '
        order by pg_relation_size(indexrelid) desc)
      from pg_index
      where indrelid = 'delivery'::regclass and pg_relation_size(indexrelid) > 8192 * 4\
      """;

  /** With ids of the length that they have in an installation. */
  private static final String INSERT =
      """
      insert into delivery (id, workspace, destination, space, record_key, is_event, sync, object,
        owner, content, version, hash, state, lane, root_event, root_received_at, not_before)
      select 'dlv_' || gen_random_uuid(), '%1$s', '%2$s', 'rows', 'person-' || n || '@example.org',
        false, '%3$s', 'rows', 'prf_' || gen_random_uuid(),
        convert_to('{"%3$s":{"name":"Name ' || n || '","city":"Town ' || n %% 1000 || '"}}', 'UTF8'),
        1, md5(n::text), 'pending', 1, 'evt_' || gen_random_uuid(), now(), now() + interval '%6$s'
      from generate_series(%4$d, %5$d) n\
      """;

  private final Bench bench = Bench.allowing(EffectClass.A);
  private final Ids ids = new Ids(Clock.systemUTC(), new SecureRandom());
  private Catalogue.Destination destination;
  private SyncId sync;
  private SyncId other;

  @BeforeEach
  void define() throws SQLException {
    DestinationId id = bench.destination();
    SyncId first = bench.profileSync(id);
    SyncId second = bench.modelSync(id, new ModelId("mdl_1"), null);
    bench.copyDefinitionsTo(WORKSPACE);
    destination = bench.catalogue().destination(new DestinationId(id + "_2")).orElseThrow();
    sync = new SyncId(first + "_2");
    other = new SyncId(second + "_2");
  }

  @AfterEach
  void close() throws Exception {
    bench.close();
  }

  /**
   * A change that finds no space on its page moves there and writes the indexes, too. In the gating
   * lane, transactions of other tests at the same server keep old versions from being pruned, so
   * the number of these changes and the bytes are asserted in the soak lane only.
   */
  @Test
  void changesOfAStateWriteNoIndex() throws StoreFailure, SQLException {
    String hour = bench.text("select date_trunc('hour', clock_timestamp(), 'UTC')");
    for (int from = 1; from <= ROWS; from += AT_ONCE) {
      desire(from, Math.min(ROWS, from + AT_ONCE - 1));
    }
    deliverAll();
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(updates("n_tup_upd")).isGreaterThanOrEqualTo(2L * ROWS));
    double updated = updates("n_tup_upd");
    double hot = updates("n_tup_hot_upd") / updated;
    double moved = updates("n_tup_newpage_upd") / updated;
    long heap = bench.number("select pg_table_size('delivery')") / ROWS;
    long indexes = bench.number("select pg_indexes_size('delivery')") / ROWS;
    analyze();
    System.out.printf(
        Locale.ROOT,
        "%d rows: %.0f %% HOT, %.0f %% moved to another page, %d bytes a row, %d in indexes%n"
            + "%s%n%s%n",
        ROWS,
        100 * hot,
        100 * moved,
        heap + indexes,
        indexes,
        bench.text(INDEXES.formatted(ROWS)),
        bench.text(bench.text(WIDTHS)));
    double nextHour =
        bench.number("select count(*) from delivery where changed_hour_at > '%s'".formatted(hour))
            / updated;
    assertThat(hot + moved + nextHour)
        .as("changes without an indexed column, or in another hour")
        .isGreaterThan(0.99);
    assertThat(
            bench.text(
                "select array_to_string(reloptions, ' ') from pg_class where relname = 'delivery'"))
        .as("a page has space for the changes of its rows")
        .contains("fillfactor=72");
    if (Lane.current() == Lane.SOAK) {
      assertThat(hot).as("changes that write no index").isGreaterThan(0.6);
      assertThat(indexes).as("bytes of index entries").isLessThan(300);
      assertThat(heap + indexes).as("bytes of a row").isLessThanOrEqualTo(1_000);
    }
    assertThat(
            bench.number(
                """
                select count(*) from delivery where octet_length(attempt_ids) <> 16
                  or attempts is not null or first_attempt_at is not null
                  or batch is not null or sent_version is not null\
                """))
        .as("rows with more than they need")
        .isZero();
    assertThat(bench.number("select count(*) from open_delivery")).isZero();
    assertThat(bench.number("select count(*) from leased_delivery")).isZero();
  }

  /** Else a claim would change all rows of a page, which then needs space for all of them again. */
  @Test
  void theRowsOfAClaimAreOnManyPages() throws SQLException {
    desire(1, AT_ONCE);
    assertThat(bench.number(PAGES_OF.formatted("order by not_before, id limit 100")))
        .isGreaterThan(bench.number(PAGES_OF.formatted("")) * 2 / 3);
  }

  /** A claim takes rows of one sync, and each person has a row of each of five syncs. */
  @Test
  void theRowsOfAClaimAreOnManyPagesIfSeveralSyncsHaveTheSamePeople() throws SQLException {
    List<SyncId> syncs = new ArrayList<>(List.of(sync));
    for (int n = 1; n < 5; n++) {
      syncs.add(new SyncId(sync + "_" + n));
    }
    desire(1, AT_ONCE, syncs);
    long most =
        bench.number(
            """
            select max(n) from (
              select count(*) as n from (
                select ctid from delivery where sync = '%s'
                order by not_before, id limit 100) d
              group by (ctid::text::point)[0]::bigint) page\
            """
                .formatted(sync));
    assertThat(most).as("rows of a claim on one page").isLessThanOrEqualTo(4);
  }

  @Test
  void aClaimReadsAsManyPagesWhateverTheLedgerHas() throws StoreFailure, SQLException {
    insert(1, FEW, "1 hour");
    insert(-99, 0, "-1 minute");
    String claim = claimStatement();
    String few = plan(claim);
    insert(FEW + 1, ROWS, "1 hour");
    String many = plan(claim);
    assertThat(few).contains("open_delivery_of_sync");
    assertThat(many).contains("open_delivery_of_sync");
    assertThat(pages(many)).isLessThan(2 * pages(few));
  }

  @Test
  void aClaimReadsNoDeliveryOfAPausedSync() throws StoreFailure, SQLException {
    bench.execute(
        "insert into pause (workspace, kind, id, reason) values ('%s', 'sync', '%s', 'asked')"
            .formatted(WORKSPACE, other));
    insert(other, 1, ROWS, "-1 hour");
    List<String> statements = new ArrayList<>();
    DeliveryStore deliveries =
        bench.deliveries(RecordedStatements.recording(bench.worker, statements));
    assertThat(deliveries.claim(destination, 0, true)).isEqualTo(new WorkSearchResult.Nothing());
    assertThat(statements).isNotEmpty().noneMatch(LedgerSizeTest::isClaim);

    insert(sync, ROWS + 1, ROWS + 100, "-1 minute");
    assertThat(deliveries.claim(destination, 0, true)).isInstanceOf(WorkSearchResult.Taken.class);
    assertThat(statements)
        .filteredOn(LedgerSizeTest::isClaim)
        .singleElement(STRING)
        .containsOnlyOnce("o.sync = ?");
  }

  /** Of a claim that searches several syncs, because the next one has only locked rows. */
  @Test
  void aClaimMergesTheDeliveriesOfSyncsInTheOrderOfTheIndex() throws StoreFailure, SQLException {
    insert(other, 1, ROWS, "-1 minute");
    insert(sync, ROWS + 1, ROWS + 50, "-1 hour");
    String merging;
    try (Connection locking = bench.worker.getConnection()) {
      locking.setAutoCommit(false);
      try (PreparedStatement lock =
          locking.prepareStatement("select id from delivery where sync = ? for update")) {
        lock.setString(1, sync.value());
        lock.executeQuery().close();
      }
      merging = claimStatements().getLast();
      locking.rollback();
    }
    bench.change("update delivery set state = 'pending' where state = 'in-flight'");
    String plan =
        plan(
            merging,
            (connection, statement) -> {
              bindPart(statement, 1, other);
              bindPart(statement, 7, sync);
              bindRest(connection, statement, 13);
            });
    assertThat(deliveriesRead(plan)).isEqualTo(100);
    assertThat(plan).contains("Merge Append").doesNotContain("Sort Method");
  }

  @Test
  void theLookForDueDestinationsReadsAsManyPagesWhateverTheLedgerHas()
      throws StoreFailure, SQLException {
    insert(1, FEW, "1 hour");
    insert(-99, 0, "-1 minute");
    String look = lookStatement();
    String few = plan(look, this::bindLook);
    insert(FEW + 1, ROWS, "1 hour");
    String many = plan(look, this::bindLook);
    assertThat(many).contains("open_delivery_of_sync");
    assertThat(pages(many)).isLessThan(2 * pages(few));
  }

  /** A look for all destinations must not wait for the rows of one paused sync. */
  @Test
  void theLookForDueDestinationsReadsFewOfTheRowsOfAPausedSync() throws StoreFailure, SQLException {
    insert(1, FEW, "-1 minute");
    String look = lookStatement();
    bench.execute(
        "insert into pause (workspace, kind, id, reason) values ('%s', 'sync', '%s', 'asked')"
            .formatted(WORKSPACE, sync));
    String few = plan(look, this::bindLook);
    insert(FEW + 1, ROWS, "-1 minute");
    assertThat(bench.deliveries.due(List.of(destination))).isEmpty();
    assertThat(pages(plan(look, this::bindLook))).isLessThan(2 * pages(few));

    insert(other, ROWS + 1, ROWS + 1, "-1 minute");
    assertThat(bench.deliveries.due(List.of(destination))).containsExactly(destination.id());
  }

  /** A table of a few pages is read whole. */
  @Test
  void theFactsOfADestinationReadFewOfTheRowsOfAPausedSync() throws SQLException {
    bench.execute(
        "insert into pause (workspace, kind, id, reason) values ('%s', 'sync', '%s', 'asked')"
            .formatted(WORKSPACE, sync));
    insert(1, FEW, "-1 minute");
    insert(other, -99, 0, "-1 minute");
    List<String> statements = new ArrayList<>();
    assertThat(waiting(statements)).isEqualTo(100);
    String query =
        statements.stream()
            .filter(each -> each.contains("as oldest from"))
            .findFirst()
            .orElseThrow();
    Binding binding =
        (connection, statement) ->
            statement.setArray(
                1, connection.createArrayOf("text", new String[] {WORKSPACE.value()}));
    String few = plan(query, binding);
    insert(FEW + 1, Math.max(ROWS, 50_000), "-1 minute");
    assertThat(pages(plan(query, binding))).isLessThan(2 * pages(few));
    assertThat(waiting(statements)).isEqualTo(100);
  }

  private long waiting(List<String> statements) {
    DestinationFacts facts =
        new DestinationFacts(
            RecordedStatements.recording(bench.worker, statements),
            bench.catalogue::newest,
            Clock.systemUTC());
    return facts.facts(Set.of(WORKSPACE)).stream()
        .map(WorkspaceFact::fact)
        .filter(Fact.Deliveries.class::isInstance)
        .mapToLong(each -> ((Fact.Deliveries) each).waiting())
        .sum();
  }

  private String lookStatement() throws StoreFailure, SQLException {
    List<String> statements = new ArrayList<>();
    Set<DestinationId> due =
        bench
            .deliveries(RecordedStatements.recording(bench.worker, statements))
            .due(List.of(destination));
    assertThat(due).containsExactly(destination.id());
    return statements.stream()
        .filter(each -> each.contains("with unread"))
        .findFirst()
        .orElseThrow();
  }

  private void bindLook(Connection connection, PreparedStatement statement) throws SQLException {
    statement.setArray(1, connection.createArrayOf("text", new String[0]));
    statement.setArray(2, connection.createArrayOf("text", new String[] {WORKSPACE.value()}));
    statement.setArray(
        3, connection.createArrayOf("text", new String[] {destination.id().value()}));
    statement.setInt(4, Priority.OPT_OUT.number());
    statement.setString(5, "asked");
    statement.setInt(6, Priority.OPT_OUT.number());
    statement.setString(7, "asked");
    statement.setString(8, "asked");
  }

  /** Binds the parameters of a statement. */
  @FunctionalInterface
  private interface Binding {
    void bind(Connection connection, PreparedStatement statement) throws SQLException;
  }

  @Test
  void aClaimReadsNoDeliveryInFlightAtTheFrontOfItsLane() throws StoreFailure, SQLException {
    insert(1, ROWS, "1 hour");
    insert(-99, 0, "-1 minute");
    String claim = claimStatement();
    insert(-99 - FEW, -100, "-1 hour");
    bench.change(
        """
        update delivery set state = 'in-flight', lease_until = now() + interval '1 hour'
        where not_before < now() - interval '30 minutes'\
        """);
    assertThat(deliveriesRead(plan(claim))).isEqualTo(100);
  }

  /** Statistics may be from a time when the tables were empty, or there may be none. */
  @Test
  void aClaimReadsOnlyItsDeliveriesWhateverTheStatisticsSay() throws StoreFailure, SQLException {
    insert(1, 1, "0 minutes");
    String claim = claimStatement();
    bench.change("delete from delivery");
    analyze();
    insert(1, ROWS, "-1 minute");
    String plan = explained(claim, this::bindClaim);
    assertThat(deliveriesRead(plan)).isEqualTo(100);
    assertThat(plan)
        .containsPattern("Index (Only )?Scan using open_delivery_of_sync on open_delivery")
        .doesNotContain("Sort");
  }

  private static int deliveriesRead(String plan) {
    Matcher read = DELIVERIES_READ.matcher(plan);
    assertThat(read.find()).as(plan).isTrue();
    return Integer.parseInt(read.group(1));
  }

  private void insert(int from, int to, String wait) throws SQLException {
    insert(sync, from, to, wait);
  }

  private void insert(SyncId of, int from, int to, String wait) throws SQLException {
    bench.change(INSERT.formatted(WORKSPACE, destination.id(), of, from, to, wait));
  }

  private void desire(int from, int to) throws SQLException {
    desire(from, to, List.of(sync));
  }

  /** Writes records as a first sync does; of each person, those of the syncs in turn. */
  private void desire(int from, int to, List<SyncId> syncs) throws SQLException {
    PostgresLedger ledger = new PostgresLedger(() -> ids.next(Ids.DELIVERY));
    LedgerBatch batch = new LedgerBatch(List.of(), () -> ids.next(Ids.DELIVERY));
    DesiredRecord.Origin run = new DesiredRecord.Origin(RUN, Instant.now(), null);
    for (int n = from; n <= to; n++) {
      ObjectNode fields =
          Json.MAPPER.createObjectNode().put("name", "Name " + n).put("city", "Town " + n % 1_000);
      for (SyncId each : syncs) {
        String space = each.equals(sync) ? "rows" : "rows of " + each;
        batch.apply(
            DesiredRecordBuilder.builder()
                .key(
                    new RecordKey(
                        WORKSPACE, destination.id(), space, "person-" + n + "@example.org"))
                .sync(each)
                .object("rows")
                .intent(
                    new DesiredRecord.Intent.Present(
                        fields, List.of(), Set.of(), DesiredRecord.OnDenial.ALLOWED))
                .owner(ids.next(Ids.PROFILE))
                .personRef(null)
                .parent(null)
                .lane(Priority.BACKFILL)
                .position(0)
                .origin(run)
                .build());
      }
    }
    try (Connection connection = bench.worker.getConnection()) {
      connection.setAutoCommit(false);
      ledger.write(connection, batch);
      connection.commit();
    }
  }

  private void deliverAll() throws StoreFailure, SQLException {
    int turn = 0;
    while (bench.deliveries.claim(destination, turn++, true)
        instanceof WorkSearchResult.Taken(LeasedBatch batch, _, _)) {
      List<Outcome> outcomes = bench.send(batch);
      OutcomeDecision decision =
          new OutcomeDecision(EffectClass.A, false, Instant.now(), Duration.ZERO, Duration.ZERO);
      List<AttemptReport> reports = decision.of(batch.rows(), outcomes);
      bench.deliveries.report(batch, reports, AttemptResult.of(reports, outcomes, List.of()));
    }
  }

  private long updates(String column) throws SQLException {
    return bench.number(
        "select %s from pg_stat_user_tables where relname = 'delivery'".formatted(column));
  }

  private String claimStatement() throws StoreFailure, SQLException {
    String statement = claimStatements().getFirst();
    bench.change("update delivery set state = 'pending' where state = 'in-flight'");
    return statement;
  }

  /** The searches of a claim. */
  private List<String> claimStatements() throws StoreFailure, SQLException {
    List<String> statements = new ArrayList<>();
    bench
        .deliveries(RecordedStatements.recording(bench.worker, statements))
        .claim(destination, 0, true);
    return statements.stream().filter(LedgerSizeTest::isClaim).toList();
  }

  private static boolean isClaim(String statement) {
    return statement.contains("o.lane = ?") && statement.contains("skip locked");
  }

  private String plan(String claim) throws SQLException {
    return plan(claim, this::bindClaim);
  }

  private String plan(String sql, Binding binding) throws SQLException {
    analyze();
    return explained(sql, binding);
  }

  private void bindClaim(Connection connection, PreparedStatement statement) throws SQLException {
    bindPart(statement, 1, sync);
    bindRest(connection, statement, 7);
  }

  private void bindPart(PreparedStatement statement, int from, SyncId of) throws SQLException {
    statement.setString(from, WORKSPACE.value());
    statement.setString(from + 1, destination.id().value());
    statement.setInt(from + 2, 1);
    statement.setString(from + 3, of.value());
    statement.setString(from + 4, "pending");
    statement.setTimestamp(from + 5, Timestamp.from(Instant.EPOCH));
  }

  private static void bindRest(Connection connection, PreparedStatement statement, int from)
      throws SQLException {
    statement.setBoolean(from, true);
    statement.setBoolean(from + 1, true);
    statement.setArray(from + 2, connection.createArrayOf("text", new String[0]));
    statement.setInt(from + 3, 100);
  }

  private void analyze() throws SQLException {
    bench.execute("vacuum analyze delivery");
    bench.execute("vacuum analyze open_delivery");
    bench.execute("vacuum analyze leased_delivery");
  }

  /** As a claim executes the statement. */
  private String explained(String sql, Binding binding) throws SQLException {
    StringBuilder plan = new StringBuilder();
    try (Connection connection = bench.worker.getConnection()) {
      connection.setAutoCommit(false);
      try (PreparedStatement statement =
          connection.prepareStatement("explain (analyze, buffers, timing off) " + sql)) {
        binding.bind(connection, statement);
        try (ResultSet rows = statement.executeQuery()) {
          while (rows.next()) {
            plan.append(rows.getString(1)).append('\n');
          }
        }
      }
      connection.rollback();
    }
    return plan.toString();
  }

  private static long pages(String plan) {
    Matcher pages = PAGES.matcher(plan);
    assertThat(pages.find()).isTrue();
    String read = pages.group(2);
    return Long.parseLong(pages.group(1)) + (read == null ? 0 : Long.parseLong(read));
  }
}
