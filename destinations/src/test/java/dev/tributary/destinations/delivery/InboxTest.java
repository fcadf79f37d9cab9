package dev.tributary.destinations.delivery;

import static dev.tributary.destinations.delivery.Bench.WORKSPACE;
import static dev.tributary.destinations.delivery.Bench.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.deliveries.DeliveryCause;
import dev.tributary.destinations.deliveries.DeliveryFilter;
import dev.tributary.destinations.deliveries.DeliveryFilterBuilder;
import dev.tributary.destinations.inbox.DriftGroup;
import dev.tributary.destinations.inbox.InboxKind;
import dev.tributary.destinations.inbox.InboxStore;
import dev.tributary.destinations.inbox.WaitingGroup;
import dev.tributary.destinations.inbox.WaitingGroups;
import dev.tributary.destinations.postgres.queries.InboxQueries;
import dev.tributary.destinations.postgres.queries.PostgresDeliveryLog;
import dev.tributary.destinations.postgres.queries.PostgresUncertainDeliveries;
import dev.tributary.runtime.postgres.RequestDatabase;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The groups of deliveries and differences that wait for decisions of users. */
class InboxTest {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final int ROWS = 1_000;

  private final Bench bench = Bench.allowing(EffectClass.C);
  private final InboxStore inbox = new InboxQueries(bench.requests, InboxStore.MOST, ROWS);
  private final PostgresDeliveryLog log = new PostgresDeliveryLog(bench.requests);
  private DestinationId destination;
  private SyncId sync;
  private FakeDestination.Store store;

  @BeforeEach
  void destination() throws Exception {
    destination = bench.destination("{\"delivery\":\"at-most-once\"}");
    sync = bench.profileSync(destination);
    store = bench.fake.store(destination);
  }

  @AfterEach
  void close() throws Exception {
    bench.close();
  }

  /** Each person whose name begins with the name of a field is refused for this field. */
  private void deliver(String... names) throws Exception {
    store.behaviour =
        (batch, item) -> {
          String name = item.fields().get("name").asText();
          return switch (name) {
            case "fine" -> null;
            case "silent" -> new Outcome.Ambiguous("no answer");
            default -> new Outcome.Rejected(name, name + " is not valid");
          };
        };
    bench.engine();
    for (int i = 0; i < names.length; i++) {
      bench.apply(
          bench.updated(
              person(new ProfileId("prf_" + i), 1, "p%d@x.example".formatted(i), names[i])));
    }
    await().atMost(BOUND).until(() -> bench.busy() == 0);
  }

  private List<WaitingGroup> refused() {
    return inbox.deliveries(WORKSPACE, InboxKind.REFUSED).groups();
  }

  private static DeliveryFilter of(DeliveryCause cause) {
    return DeliveryFilterBuilder.builder(DeliveryFilter.ALL)
        .sync(cause.sync())
        .state(cause.state())
        .reason(cause.reason())
        .field(cause.field())
        .build();
  }

  @Test
  void refusalsAreGroupedByFieldAndUncertainDeliveriesAreApart() throws Exception {
    deliver("fine", "city", "city", "name", "silent");
    assertThat(refused())
        .extracting(WaitingGroup::cause)
        .extracting(
            DeliveryCause::destination,
            DeliveryCause::sync,
            DeliveryCause::state,
            DeliveryCause::reason,
            DeliveryCause::field,
            DeliveryCause::example,
            DeliveryCause::count)
        .containsExactly(
            tuple(destination, sync, "rejected", "rejected", "city", "city is not valid", 2L),
            tuple(destination, sync, "rejected", "rejected", "name", "name is not valid", 1L));
    WaitingGroups<WaitingGroup> uncertain = inbox.deliveries(WORKSPACE, InboxKind.UNCERTAIN);
    assertThat(uncertain.more()).isFalse();
    assertThat(uncertain.groups())
        .singleElement()
        .satisfies(group -> {
          assertThat(group.cause().count()).isEqualTo(1);
          assertThat(group.atLeast()).isFalse();
          assertThat(log.find(WORKSPACE, group.newest()).orElseThrow().record())
              .isEqualTo("p4@x.example");
        });
    assertThat(log.find(WORKSPACE, refused().stream().map(WaitingGroup::newest).toList()))
        .extracting(row -> row.record())
        .containsExactlyInAnyOrder("p2@x.example", "p3@x.example");
    assertThat(inbox.now(WORKSPACE)).isAfter(refused().getFirst().cause().newest());
    WorkspaceId other = new WorkspaceId("wsp_2");
    assertThat(inbox.deliveries(other, InboxKind.REFUSED).groups()).isEmpty();
    assertThat(inbox.deliveries(other, InboxKind.UNCERTAIN).groups()).isEmpty();
    assertThat(log.find(other, List.of(refused().getFirst().newest()))).isEmpty();
  }

  @Test
  void aGroupGoesAwayWhenItsDeliveriesAreDecided() throws Exception {
    deliver("city", "name", "silent");
    store.behaviour = (batch, item) -> null;
    DeliveryCause city =
        refused().stream()
            .map(WaitingGroup::cause)
            .filter(cause -> "city".equals(cause.field()))
            .findFirst()
            .orElseThrow();
    assertThat(log.retry(WORKSPACE, of(city))).containsExactly(Map.entry(sync, 1));
    assertThat(refused()).extracting(group -> group.cause().field()).containsExactly("name");
    // New content is sent, without a decision.
    bench.apply(bench.updated(person(new ProfileId("prf_1"), 2, "p1@x.example", "Ann")));
    await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 2);
    assertThat(refused()).isEmpty();
    DeliveryCause silent =
        inbox.deliveries(WORKSPACE, InboxKind.UNCERTAIN).groups().getFirst().cause();
    DeliveryFilter otherCause =
        DeliveryFilterBuilder.builder(of(silent)).reason("result-unknown").build();
    PostgresUncertainDeliveries arrivals =
        new PostgresUncertainDeliveries(bench.requests, Clock.systemUTC());
    assertThat(arrivals.arrived(WORKSPACE, otherCause)).as("of another cause").isEmpty();
    assertThat(arrivals.arrived(WORKSPACE, of(silent))).containsExactly(Map.entry(sync, 1));
    assertThat(inbox.deliveries(WORKSPACE, InboxKind.UNCERTAIN).groups()).isEmpty();
  }

  @Test
  void deliveriesOfADeletedSyncWaitForNoDecision() throws Exception {
    deliver("city");
    assertThat(refused()).hasSize(1);
    bench.execute("update definition set deleted = true where id = '%s'".formatted(sync));
    assertThat(refused()).isEmpty();
  }

  @Test
  void aSyncWithManyRefusalsLeavesSpaceForTheOthers() throws Exception {
    SyncId second = bench.profileSync(bench.destination());
    deliver("city", "city", "city", "city");
    bench.execute(
        """
        update delivery set sync = '%s' where id = (select max(id) from delivery
          where sync = '%s' and state = 'rejected')\
        """
            .formatted(second, sync));
    // Two places share six rows.
    WaitingGroups<WaitingGroup> cut =
        new InboxQueries(bench.requests, InboxStore.MOST, 6)
            .deliveries(WORKSPACE, InboxKind.REFUSED);
    assertThat(cut.groups())
        .extracting(group -> group.cause().sync(), group -> group.cause().count())
        .startsWith(tuple(sync, 3L))
        .contains(tuple(second, 1L));
    assertThat(cut.groups()).extracting(WaitingGroup::atLeast).startsWith(true).contains(false);
    assertThat(cut.more()).as("what was not read can have other causes").isTrue();
    assertThat(inbox.deliveries(WORKSPACE, InboxKind.REFUSED).more()).isFalse();
    assertThat(refused()).extracting(WaitingGroup::atLeast).containsOnly(false);
    WaitingGroups<WaitingGroup> first =
        new InboxQueries(bench.requests, 1, ROWS).deliveries(WORKSPACE, InboxKind.REFUSED);
    assertThat(first.more()).isTrue();
    assertThat(first.groups()).extracting(group -> group.cause().sync()).containsOnly(sync);
  }

  /** With statistics of empty tables, too: the table can have been empty when they were made. */
  @Test
  void aReadLooksUpOnlyTheDeliveriesThatItShows() throws Exception {
    deliver("city", "city");
    bench.execute(
        """
        insert into open_delivery (id, workspace, destination, sync, lane, state, not_before)
        select 'dlv_' || n, 'wsp_1', '%s', '%s', 1,
          case when n %% 2 = 0 then 'withheld' else 'pending' end, 'infinity'
        from generate_series(1, 20000) n\
        """
            .formatted(destination, sync));
    List<String> statements = new ArrayList<>();
    new InboxQueries(
            new RequestDatabase(RecordedStatements.recording(bench.request, statements)),
            InboxStore.MOST,
            ROWS)
        .deliveries(WORKSPACE, InboxKind.REFUSED);
    assertThat(statements).as("with the settings of the transaction").hasSize(3);
    assertThat(refused()).singleElement().extracting(group -> group.cause().count()).isEqualTo(2L);
    assertThat(plan(statements.get(2))).contains("open_delivery_decisions");
  }

  /** The records of the second cause are older than all that are read. */
  @Test
  void aListThatCannotReadAllCausesSaysSo() throws Exception {
    deliver("name", "city", "city");
    WaitingGroups<WaitingGroup> cut =
        new InboxQueries(bench.requests, InboxStore.MOST, 2)
            .deliveries(WORKSPACE, InboxKind.REFUSED);
    assertThat(cut.groups()).extracting(group -> group.cause().field()).containsExactly("city");
    assertThat(cut.more()).isTrue();
  }

  /** The sync has few deliveries that wait; others of the workspace have many. */
  @Test
  void aDecisionReadsOnlyTheDeliveriesOfItsSync() throws Exception {
    deliver("city", "silent");
    SyncId other = bench.profileSync(bench.destination());
    bench.execute(
        """
        insert into open_delivery (id, workspace, destination, sync, lane, state, not_before)
        select 'dlv_' || n, 'wsp_1', '%s', '%s', 1,
          (array['withheld', 'rejected', 'uncertain', 'dead'])[1 + n %% 4], now()
        from generate_series(1, 20000) n\
        """
            .formatted(destination, other));
    bench.execute("analyze open_delivery");
    List<String> statements = new ArrayList<>();
    RequestDatabase recorded =
        new RequestDatabase(RecordedStatements.recording(bench.request, statements));
    PostgresDeliveryLog recordedLog = new PostgresDeliveryLog(recorded);
    PostgresUncertainDeliveries arrivals =
        new PostgresUncertainDeliveries(recorded, Clock.systemUTC());
    DeliveryFilter city = of(refused().getFirst().cause());
    DeliveryFilter silent =
        of(inbox.deliveries(WORKSPACE, InboxKind.UNCERTAIN).groups().getFirst().cause());
    assertThat(recordedLog.retryable(WORKSPACE, city)).containsExactly(Map.entry(sync, 1));
    assertThat(recordedLog.causes(WORKSPACE, city.ofSyncs())).hasSize(1);
    assertThat(arrivals.count(WORKSPACE, silent)).containsExactly(Map.entry(sync, 1));
    assertThat(recordedLog.retry(WORKSPACE, city)).containsExactly(Map.entry(sync, 1));
    assertThat(arrivals.arrived(WORKSPACE, silent)).containsExactly(Map.entry(sync, 1));
    // A change is of the ids that a search has found.
    List<String> searches =
        statements.stream()
            .filter(statement -> statement.contains("from open_delivery"))
            .filter(statement -> !statement.contains("id = any("))
            .toList();
    assertThat(searches).hasSize(5);
    for (String search : searches) {
      assertThat(decisionPlan(search))
          .contains("open_delivery_decisions")
          .doesNotContain("open_delivery_stuck")
          .doesNotContain("Seq Scan on open_delivery");
    }
  }

  private String decisionPlan(String statement) throws SQLException {
    boolean uncertain = statement.contains("state = 'uncertain'");
    String sql =
        statement
            .replace("sync = ?", "sync = '%s'".formatted(sync))
            .replaceAll(
                "state in \\(\\?[^)]*\\)",
                "state in ('rejected', 'dead', 'uncertain', 'withheld', 'retrying')")
            .replace("state = ?", uncertain ? "state = 'uncertain'" : "state = 'rejected'")
            .replace("?", "'wsp_1'");
    return explained(sql);
  }

  private String plan(String statement) throws SQLException {
    String sql =
        statement
            .replaceFirst(
                "unnest\\(\\?, \\?\\)", "unnest(array['%s'], array['rejected'])".formatted(sync))
            .replaceFirst("limit \\?", "limit 1000")
            .replace("?", "'wsp_1'");
    return explained(sql);
  }

  private String explained(String sql) throws SQLException {
    StringBuilder plan = new StringBuilder();
    try (var connection = bench.worker.getConnection();
        var explain = connection.prepareStatement("explain " + sql);
        var rows = explain.executeQuery()) {
      while (rows.next()) {
        plan.append(rows.getString(1)).append('\n');
      }
    }
    return plan.toString();
  }

  @Test
  void differencesAreThereUntilTheyAreSentAgainOrTheSyncChanges() throws Exception {
    assertThat(inbox.drifts(WORKSPACE).groups()).isEmpty();
    compared("run_1", 3, 2);
    assertThat(inbox.drifts(WORKSPACE).groups())
        .singleElement()
        .satisfies(group -> {
          assertThat(group.destination()).isEqualTo(destination);
          assertThat(group.sync()).isEqualTo(sync);
          assertThat(group.drift().missing()).isEqualTo(3);
          assertThat(group.drift().different()).isEqualTo(2);
        });
    assertThat(inbox.drifts(new WorkspaceId("wsp_2")).groups()).isEmpty();
    bench.execute("update definition set version = 2 where id = '%s'".formatted(sync));
    assertThat(inbox.drifts(WORKSPACE).groups()).as("another version was compared").isEmpty();
    bench.execute("update definition set version = 1 where id = '%s'".formatted(sync));
    bench.execute("update reconciliation set repaired_at = now()");
    assertThat(inbox.drifts(WORKSPACE).groups()).as("they were sent again").isEmpty();
    bench.execute("update reconciliation set repaired_at = null");
    compared("run_2", 0, 0);
    assertThat(inbox.drifts(WORKSPACE).groups()).as("the newest comparison has none").isEmpty();
  }

  @Test
  void aListOfDifferencesSaysThatItIsCut() throws Exception {
    compared("run_1", 1, 0);
    SyncId second = bench.profileSync(bench.destination());
    SyncId first = sync;
    sync = second;
    compared("run_2", 1, 0);
    WaitingGroups<DriftGroup> cut = new InboxQueries(bench.requests, 1, ROWS).drifts(WORKSPACE);
    assertThat(cut.more()).isTrue();
    assertThat(cut.groups()).extracting(DriftGroup::sync).containsExactly(second);
    assertThat(inbox.drifts(WORKSPACE).groups())
        .extracting(DriftGroup::sync)
        .containsExactly(second, first);
  }

  private void compared(String run, int missing, int different) throws SQLException {
    bench.execute(
        """
        insert into reconciliation (id, workspace, sync, sync_version, destination,
          destination_version, state, phase, repairable, same, missing, different)
        values ('%s', 'wsp_1', '%s', 1, '%s', 1, 'done', 'done', true, 10, %d, %d)\
        """
            .formatted(run, sync, destination, missing, different));
  }
}
