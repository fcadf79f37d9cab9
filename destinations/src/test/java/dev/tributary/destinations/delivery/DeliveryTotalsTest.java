package dev.tributary.destinations.delivery;

import static dev.tributary.destinations.delivery.Bench.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.ModelId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ConsentState;
import dev.tributary.contracts.row.RowChange;
import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.postgres.DeliveryTotals;
import dev.tributary.destinations.postgres.DeliveryTotals.Correction;
import dev.tributary.destinations.postgres.Housekeeping;
import dev.tributary.destinations.postgres.queries.PostgresDeliveryLog;
import dev.tributary.destinations.postgres.queries.SyncStatusQueries;
import dev.tributary.destinations.sync.SyncStatus;
import dev.tributary.runtime.purge.WorkspaceTables;
import dev.tributary.testkit.lane.Lane;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The numbers of deliveries that are kept equal those that a count of the ledger finds. */
@Tag("soak-models")
class DeliveryTotalsTest {
  private static final long SEED = Lane.seed();
  private static final int STEPS = Lane.size("tributary.changes", 200, 2_000);
  private static final int PEOPLE = 12;
  private static final ModelId MODEL = new ModelId("mdl_1");
  private static final AudienceId AUDIENCE = new AudienceId("aud_1");
  private static final Duration BOUND = Duration.ofSeconds(120);

  @Test
  void keptNumbersEqualCountedOnesAfterEachStepOfARandomHistory() throws Exception {
    System.out.println("DeliveryTotalsTest with -Dtributary.seed=" + SEED);
    Random random = new Random(SEED);
    try (Bench bench = Bench.asking(EffectClass.A)) {
      History history = new History(bench, random);
      for (int i = 0; i < STEPS; i++) {
        history.step();
        assertThat(differences(bench)).as("seed %d, step %d", SEED, i).isEmpty();
      }
      history.down.set(false);
      await().atMost(BOUND).until(() -> bench.busy() == 0);
      assertThat(kept(bench)).as("seed %d", SEED).isEqualTo(counted(bench)).isNotEmpty();
      assertThat(totals(bench).compare()).isEmpty();
    }
  }

  /** Changes by the loop, by workers, by users and by the service itself, in any order. */
  private static final class History {
    private final Bench bench;
    private final Random random;
    private final DestinationId destination;
    private final SyncId sync;
    private final Map<ProfileId, Long> versions = new HashMap<>();
    private final Map<ProfileId, Long> sequences = new HashMap<>();
    private final AtomicBoolean down = new AtomicBoolean(true);
    private int events;

    History(Bench bench, Random random) throws Exception {
      this.bench = bench;
      this.random = random;
      this.destination = bench.destination();
      this.sync = bench.profileSync(destination);
      DestinationId members = bench.destination();
      bench.eventSync(destination);
      bench.modelSync(destination, MODEL, null);
      bench.audienceSync(members, "rows", AUDIENCE);
      for (DestinationId each : List.of(destination, members)) {
        bench.fake.store(each).behaviour =
            (batch, item) ->
                switch (Math.floorMod(item.matchValue().hashCode() + batch.items().size(), 4)) {
                  case 0 -> down.get() ? new Outcome.Transient("HTTP 500", null) : null;
                  case 1 -> new Outcome.Rejected("email", "bad address");
                  default -> null;
                };
      }
      bench.engine();
    }

    void step() throws Exception {
      switch (random.nextInt(12)) {
        case 0 -> totals(bench).fold();
        case 1 -> bench.apply(row());
        case 2 -> bench.apply(membership());
        case 3 -> bench.apply(event());
        case 4 -> unmerge();
        case 5 -> merge();
        case 6 -> retry();
        case 7 ->
            new Housekeeping(
                    bench.worker,
                    Clock.offset(Clock.systemUTC(), Duration.ofDays(random.nextInt(2) * 90L)),
                    Duration.ofDays(30))
                .sweep();
        case 8 -> deleteTheSyncForSomeTime();
        default -> bench.apply(changed(anybody()));
      }
    }

    private ProfileId anybody() {
      return new ProfileId("prf_" + random.nextInt(PEOPLE));
    }

    private Message changed(ProfileId profile) {
      return bench.updated(
          person(
              profile,
              versions.merge(profile, 1L, Long::sum),
              profile + "@example.org",
              "name-" + random.nextInt(4),
              Map.of(
                  Bench.PURPOSE,
                  random.nextInt(4) == 0 ? ConsentState.DENIED : ConsentState.GRANTED)));
    }

    private Message event() {
      ProfileId profile = anybody();
      return bench.updated(
          person(profile, versions.merge(profile, 1L, Long::sum), profile + "@example.org", "name"),
          Bench.event("evt_" + events++, Map.of(Bench.PURPOSE, random.nextBoolean())));
    }

    private Message row() {
      String id = "row-" + random.nextInt(6);
      return random.nextInt(3) == 0
          ? bench.row(MODEL, id, RowChange.Change.REMOVED, Map.of())
          : bench.row(
              MODEL,
              id,
              RowChange.Change.CHANGED,
              Map.of("id", TextNode.valueOf(id), "total", IntNode.valueOf(random.nextInt(4))));
    }

    private Message membership() {
      ProfileId profile = anybody();
      return bench.member(
          AUDIENCE,
          profile,
          random.nextBoolean(),
          sequences.merge(profile, 1L, Long::sum),
          versions.getOrDefault(profile, 0L));
    }

    private void merge() throws SQLException {
      ProfileId absorbed = new ProfileId("prf_m" + events++);
      bench.apply(changed(absorbed));
      bench.apply(bench.merged(absorbed, anybody()));
    }

    private void unmerge() throws SQLException {
      ProfileId from = anybody();
      ProfileId separated = new ProfileId("prf_s" + events++);
      bench.apply(changed(from));
      long version = versions.merge(from, 1L, Long::sum);
      bench.apply(
          bench.unmerged(from, version, separated, List.of()),
          bench.separated(person(separated, 1, separated + "@example.org", "name"), from, version));
    }

    /** As a user does, with the role of requests. */
    private void retry() {
      new PostgresDeliveryLog(bench.requests).retryForRun(Bench.WORKSPACE, sync, true);
    }

    /** Workers give up the deliveries of a sync that does not exist. */
    private void deleteTheSyncForSomeTime() throws SQLException {
      String mark = "update definition set deleted = %s where id = '" + sync + "'";
      bench.execute(mark.formatted(true));
      bench.apply(changed(anybody()));
      bench.execute(mark.formatted(false));
    }
  }

  @Test
  void manyTransactionsOfOneSyncCountWithoutWaitingForOneAnother() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = bench.destination();
      SyncId sync = bench.profileSync(destination);
      List<Connection> open = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        ProfileId profile = new ProfileId("prf_" + i);
        bench.apply(bench.updated(person(profile, 1, profile + "@example.org", "Name")));
        Connection tx = bench.worker.getConnection();
        tx.setAutoCommit(false);
        open.add(tx);
      }
      for (int i = 0; i < open.size(); i++) {
        withhold(open.get(i), "prf_" + i);
      }
      assertThat(kept(bench)).isEqualTo(Map.of(sync.value(), Map.of("pending", 3L)));
      for (Connection tx : open) {
        tx.commit();
        tx.close();
      }
      assertThat(kept(bench)).isEqualTo(Map.of(sync.value(), Map.of("withheld", 3L)));
    }
  }

  /** Fails if it has to wait. */
  private static void withhold(Connection tx, String owner) throws SQLException {
    try (Statement statement = tx.createStatement()) {
      statement.execute("set local lock_timeout = '5s'");
      assertThat(
              statement.executeUpdate(
                  "update delivery set state = 'withheld' where owner = '%s'".formatted(owner)))
          .isEqualTo(1);
    }
  }

  @Test
  void aFoldChangesNoNumberAndLeavesNoDifferences() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      SyncId sync = bench.profileSync(bench.destination());
      bench.apply(bench.updated(person(new ProfileId("prf_1"), 1, "a@example.org", "Name")));
      bench.apply(bench.updated(person(new ProfileId("prf_2"), 1, "b@example.org", "Name")));
      Map<String, Map<String, Long>> before = kept(bench);
      assertThat(before).isEqualTo(Map.of(sync.value(), Map.of("pending", 2L)));
      totals(bench).fold();
      totals(bench).fold();
      assertThat(kept(bench)).isEqualTo(before);
      assertThat(bench.number("select count(*) from delivery_count_change")).isZero();
    }
  }

  /** Each statement writes one difference for a state of a sync. */
  @Test
  void manyDeliveriesAreSentAgainInSeveralStatements() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      SyncId sync = bench.profileSync(bench.destination());
      bench.apply(bench.updated(person(new ProfileId("prf_1"), 1, "a@example.org", "Name")));
      bench.change(
          """
          insert into delivery (id, workspace, destination, space, record_key, is_event, sync, object,
            version, hash, state, lane, root_event, root_received_at)
          select 'dlv_many' || n, workspace, destination, space, 'many' || n, false, sync, object, 1,
            'hash', 'rejected', 0, 'evt_1', now()
          from delivery, generate_series(1, 12000) n\
          """);
      bench.change("delete from delivery_count_change");
      assertThat(new PostgresDeliveryLog(bench.requests).retryForRun(Bench.WORKSPACE, sync, true))
          .isEqualTo(12_000);
      assertThat(bench.number("select count(*) from delivery where state = 'rejected'")).isZero();
      assertThat(
              bench.number(
                  "select sum(difference) from delivery_count_change" + " where state = 'pending'"))
          .isEqualTo(12_000);
      assertThat(bench.number("select max(difference) from delivery_count_change"))
          .isLessThanOrEqualTo(5_000);
    }
  }

  @Test
  void aNumberThatDiffersFromTheLedgerIsReportedAndCorrected() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      SyncId sync = bench.profileSync(bench.destination());
      bench.apply(bench.updated(person(new ProfileId("prf_1"), 1, "a@example.org", "Name")));
      totals(bench).fold();
      bench.change("update delivery_total set deliveries = 7");
      bench.change("insert into delivery_total values ('wsp_1', 'syn_gone', 'dead', 2)");
      AtomicLong reported = new AtomicLong();
      DeliveryTotals totals = new DeliveryTotals(bench.worker, List::of, reported::addAndGet);
      assertThat(totals.compare())
          .containsExactlyInAnyOrder(
              new Correction(Bench.WORKSPACE, sync, "pending", 1, 7),
              new Correction(Bench.WORKSPACE, new SyncId("syn_gone"), "dead", 0, 2));
      assertThat(reported).hasValue(2);
      assertThat(kept(bench)).isEqualTo(Map.of(sync.value(), Map.of("pending", 1L)));
      assertThat(totals.compare()).isEmpty();
      assertThat(reported).hasValue(2);
    }
  }

  @Test
  void aComparisonThatFailsIsRepeated() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      bench.profileSync(bench.destination());
      bench.apply(bench.updated(person(new ProfileId("prf_1"), 1, "a@example.org", "Name")));
      bench.change("update delivery_count_change set difference = 7");
      assertThat(totals(bench).compareIfDue()).as("compared at the upgrade").isEmpty();
      bench.change("update delivery_total_check set checked_at = now() - interval '2 days'");
      DeliveryTotals failing =
          new DeliveryTotals(
              bench.worker,
              () -> {
                throw new IllegalStateException("No workspaces");
              },
              _ -> {});
      assertThatThrownBy(failing::compareIfDue).isInstanceOf(IllegalStateException.class);
      assertThat(totals(bench).compareIfDue()).hasSize(1);
      bench.change("update delivery_count_change set difference = 9");
      assertThat(totals(bench).compareIfDue()).as("not due").isEmpty();
    }
  }

  @Test
  void aWorkspaceThatIsBeingPurgedIsNotCompared() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      bench.profileSync(bench.destination());
      bench.apply(bench.updated(person(new ProfileId("prf_1"), 1, "a@example.org", "Name")));
      bench.change("delete from delivery");
      bench.change("update delivery_count_change set difference = 7");
      DeliveryTotals totals =
          new DeliveryTotals(bench.worker, () -> List.of(Bench.WORKSPACE), _ -> {});
      assertThat(totals.compare()).isEmpty();
      assertThat(totals(bench).compare()).hasSize(1);
    }
  }

  @Test
  void aDeletedWorkspaceLeavesNoNumberAlsoIfDifferencesAreFoldedMeanwhile() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      bench.profileSync(bench.destination());
      bench.apply(bench.updated(person(new ProfileId("prf_1"), 1, "a@example.org", "Name")));
      totals(bench).fold();
      bench.apply(bench.updated(person(new ProfileId("prf_2"), 1, "b@example.org", "Name")));
      new WorkspaceTables(bench.worker).purge(Bench.WORKSPACE);
      totals(bench).fold();
      assertThat(bench.number("select count(*) from delivery_total")).isZero();
      assertThat(bench.number("select count(*) from delivery_count_change")).isZero();
    }
  }

  @Test
  void anotherWorkspaceHasItsOwnNumbers() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      SyncId sync = bench.profileSync(bench.destination());
      bench.apply(bench.updated(person(new ProfileId("prf_1"), 1, "a@example.org", "Name")));
      assertThat(
              new SyncStatusQueries(bench.requests)
                  .of(new WorkspaceId("wsp_other"), List.of(sync))
                  .get(sync))
          .isEqualTo(new SyncStatus(null, null, Map.of(), null));
    }
  }

  @Test
  void theNewestRunOfEachSyncAndWhyItIsStoppedAreRead() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = bench.destination();
      SyncId first = bench.profileSync(destination);
      SyncId second = bench.eventSync(destination);
      bench.pause(first);
      bench.status.startRun(Bench.WORKSPACE, first, 1);
      bench.status.startRun(Bench.WORKSPACE, second, 1);
      bench.change("update sync_run set seen = 5, state = 'done'");
      bench.status.startRun(Bench.WORKSPACE, second, 2);
      Map<SyncId, SyncStatus> found =
          new SyncStatusQueries(bench.requests).of(Bench.WORKSPACE, List.of(first, second));
      assertThat(found.get(first))
          .extracting(status -> status.stop().reason(), status -> status.run().seen())
          .containsExactly("asked", 5L);
      assertThat(found.get(second))
          .extracting(
              SyncStatus::stop, status -> status.run().seen(), status -> status.run().state())
          .containsExactly(null, 0L, "running");
    }
  }

  private static DeliveryTotals totals(Bench bench) {
    return new DeliveryTotals(bench.worker, List::of, _ -> {});
  }

  /** By sync and state, as an answer shows them. */
  private static Map<String, Map<String, Long>> kept(Bench bench) throws SQLException {
    List<SyncId> syncs = new ArrayList<>();
    try (Connection connection = bench.worker.getConnection();
        PreparedStatement statement =
            connection.prepareStatement("select id from definition where kind = 'sync'");
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        syncs.add(new SyncId(rows.getString(1)));
      }
    }
    Map<String, Map<String, Long>> kept = new TreeMap<>();
    new SyncStatusQueries(bench.requests)
        .of(Bench.WORKSPACE, syncs)
        .forEach((sync, status) -> {
          if (!status.counts().isEmpty()) {
            kept.put(sync.value(), status.counts());
          }
        });
    return kept;
  }

  /** Where the kept numbers and the open deliveries differ from the ledger, as of one moment. */
  private static List<String> differences(Bench bench) throws SQLException {
    List<String> differences = new ArrayList<>(bench.wronglyOpenOrLeased());
    try (Connection connection = bench.worker.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                """
                select sync, state, sum(n) from (
                  select sync, state, 1 as n from delivery
                  union all select sync, state, -deliveries from delivery_total
                  union all select sync, state, -difference from delivery_count_change) known
                group by sync, state having sum(n) <> 0\
                """);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        differences.add(rows.getString(1) + " " + rows.getString(2) + " " + rows.getLong(3));
      }
    }
    return differences;
  }

  private static Map<String, Map<String, Long>> counted(Bench bench) throws SQLException {
    Map<String, Map<String, Long>> counted = new TreeMap<>();
    try (Connection connection = bench.worker.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                "select sync, state, count(*) from delivery group by sync, state");
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        counted
            .computeIfAbsent(rows.getString(1), _ -> new TreeMap<>())
            .put(rows.getString(2), rows.getLong(3));
      }
    }
    return counted;
  }
}
