package dev.tributary.destinations.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ProfileStateBuilder;
import dev.tributary.destinations.TestDatabase;
import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.postgres.queries.PostgresDeliveryLog;
import dev.tributary.destinations.protocol.StoreFailure;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.destinations.sync.SyncSpec.FieldMapping;
import dev.tributary.destinations.sync.ValueSource;
import dev.tributary.local.infra.ServiceDatabase;
import dev.tributary.testkit.infra.EarlierMigrations;
import dev.tributary.testkit.infra.TestInfrastructure;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A ledger of the version that knew no single fields. */
class EarlierLedgerTest {
  private static final ClassLoader NOW = EarlierLedgerTest.class.getClassLoader();
  private static final int FIRST_NEW_MIGRATION = 48;
  private static final int FIRST_UNDER_LOCKS = 51;
  private static final int LEASES_APART = 57;
  private static final int SMALLER_ROWS = 69;

  private static final Duration BOUND = Duration.ofMinutes(1);

  /** As that version wrote them. Ann is delivered; what Bob should have is not sent yet. */
  private static final String ROWS =
      """
      insert into delivery (id, workspace, destination, space, record_key, is_event, sync, object,
        owner, content, version, hash, delivered_version, delivered_hash, delivered_as, vendor_id,
        delivered_at, state, attempt, attempts, lane, root_event, root_received_at)
      select id, 'wsp_1', '%1$s', 'people', email, false, '%2$s', 'people', owner,
        convert_to('{"%2$s":' || content || '}', 'UTF8'), 3, hash, delivered, delivered_hash, email,
        'v-' || id, now(), state, 1, '{att_1}', 1, 'evt_1', now()
      from (values
        ('dlv_1', 'ann@example.org', 'prf_1', '{"name":"Ann","city":"Bonn"}',
          'd5bf849782224a9bf24e30be28f5dc1c', 3, 'd5bf849782224a9bf24e30be28f5dc1c', 'delivered'),
        ('dlv_2', 'bob@example.org', 'prf_2', '{"name":"Bob","city":"Ulm"}',
          'b76cebc55e680aa2ad9a54d7ce8e1e79', 2, '00000000000000000000000000000000', 'pending'),
        ('dlv_3', 'cat@example.org', 'prf_3', '{}', 'new', null, null, 'rejected'),
        ('dlv_4', 'dan@example.org', 'prf_4', '{}', 'new', null, null, 'in-flight'),
        ('dlv_5', 'eve@example.org', 'prf_5', '{}', 'new', null, null, 'accepted'))
        as v(id, email, owner, content, hash, delivered, delivered_hash, state)\
      """;

  @Test
  void theSameDesiredStateSendsNothingAndAChangeSendsWhatChanged() throws Exception {
    ServiceDatabase database = TestInfrastructure.postgres("earlier");
    TestDatabase.migrate(database, new EarlierMigrations(NOW, FIRST_NEW_MIGRATION));
    try (Bench bench = Bench.over(database, EffectClass.A)) {
      DestinationId id = bench.destination();
      SyncId sync =
          bench.profileSync(
              id,
              FakeDestination.PEOPLE,
              List.of(
                  new FieldMapping("name", new ValueSource.Trait("name")),
                  new FieldMapping("city", new ValueSource.Trait("city"))));
      bench.change(ROWS.formatted(id, sync));
      TestDatabase.migrate(database, NOW);
      assertThat(
              bench.text(
                  "select string_agg(id || ' ' || state, ', ' order by id) from open_delivery"))
          .isEqualTo("dlv_2 pending, dlv_3 rejected");
      assertThat(bench.text("select string_agg(id, ', ') from leased_delivery")).isEqualTo("dlv_4");
      Catalogue.Destination destination = bench.catalogue().destination(id).orElseThrow();

      bench.apply(
          person(bench, "prf_1", 7, "ann", "Ann", "Bonn"),
          person(bench, "prf_2", 7, "bob", "Bob", "Ulm"));
      assertThat(sent(bench, destination))
          .as("all fields of the record whose delivered fields are not known")
          .containsExactly(
              Map.entry("bob@example.org", json("{\"city\":\"Ulm\",\"name\":\"Bob\"}")));

      bench.apply(person(bench, "prf_1", 8, "ann", "Ann", "Ulm"));
      assertThat(sent(bench, destination))
          .containsExactly(Map.entry("ann@example.org", json("{\"city\":\"Ulm\"}")));
      assertThat(
              bench.text("select convert_from(content, 'UTF8') from delivery where id = 'dlv_1'"))
          .as("without the id of its sync")
          .startsWith("[{");
      bench.apply(person(bench, "prf_1", 9, "ann", "Ann", "Ulm"));
      assertThat(sent(bench, destination)).isEmpty();
    }
  }

  /** A dispatcher of the version before locks its rows, and changes them later. */
  @Test
  void aTransactionThatClaimsDeliveriesAndTheMigrationDoNotWaitForOneAnother() throws Exception {
    ServiceDatabase database = TestInfrastructure.postgres("earlier");
    TestDatabase.migrate(database, new EarlierMigrations(NOW, FIRST_NEW_MIGRATION));
    try (Bench bench = Bench.over(database, EffectClass.A);
        Connection claim = bench.worker.getConnection()) {
      bench.change(ROWS.formatted("dst_1", "syn_1"));
      TestDatabase.migrate(database, new EarlierMigrations(NOW, FIRST_UNDER_LOCKS));
      claim.setAutoCommit(false);
      try (Statement statement = claim.createStatement()) {
        statement.execute("select from delivery where id = 'dlv_2' for update");
        CompletableFuture<Void> migration =
            CompletableFuture.runAsync(() -> TestDatabase.migrate(database, NOW));
        await()
            .until(() ->
                migration.isDone()
                    || bench.number(
                            """
                            select count(*) from pg_locks
                            where relation = 'delivery'::regclass and not granted\
                            """)
                        > 0);
        statement.execute("update delivery set state = 'in-flight' where id = 'dlv_2'");
        claim.commit();
        migration.get(1, TimeUnit.MINUTES);
      }
      assertThat(bench.text("select string_agg(id, ', ' order by id) from leased_delivery"))
          .isEqualTo("dlv_2, dlv_4");
    }
  }

  /** An instance of the version before searches in open_delivery, and then locks and claims. */
  @Test
  void aClaimThatSearchesWhileTheMigrationWaitsAndTheMigrationDoNotWaitForOneAnother()
      throws Exception {
    ServiceDatabase database = TestInfrastructure.postgres("earlier");
    TestDatabase.migrate(database, new EarlierMigrations(NOW, LEASES_APART));
    try (Bench bench = Bench.over(database, EffectClass.A);
        Connection writer = bench.worker.getConnection()) {
      bench.change(ROWS.formatted("dst_1", "syn_1"));
      writer.setAutoCommit(false);
      try (Statement statement = writer.createStatement()) {
        statement.execute("update delivery set words = 'x' where id = 'dlv_3'");
        CompletableFuture<Void> migration =
            CompletableFuture.runAsync(
                () -> TestDatabase.migrate(database, NOW), Thread::startVirtualThread);
        await().atMost(BOUND).until(() -> migration.isDone() || locksWaitedFor(bench) == 1);
        CompletableFuture<String> claim =
            CompletableFuture.supplyAsync(() -> claim(bench), Thread::startVirtualThread);
        await()
            .atMost(BOUND)
            .until(() -> migration.isDone() || claim.isDone() || locksWaitedFor(bench) == 2);
        writer.commit();
        assertThat(claim.get(1, TimeUnit.MINUTES)).isEqualTo("dlv_2");
        migration.get(1, TimeUnit.MINUTES);
      }
      assertThat(bench.text("select string_agg(id, ', ' order by id) from leased_delivery"))
          .isEqualTo("dlv_2, dlv_4");
      assertThat(bench.text("select string_agg(id, ', ' order by id) from open_delivery"))
          .isEqualTo("dlv_3");
      assertThat(
              bench.text(
                  """
                  select string_agg(relname, ', ' order by relname)
                  from pg_class c join pg_index i on i.indexrelid = c.oid
                  where i.indrelid = 'open_delivery'::regclass and i.indisvalid\
                  """))
          .isEqualTo(
              "open_delivery_asked, open_delivery_decisions, open_delivery_of_sync,"
                  + " open_delivery_oldest, open_delivery_pkey, open_delivery_stuck");
    }
  }

  private static long locksWaitedFor(Bench bench) throws SQLException {
    return bench.number(
        """
        select count(*) from pg_locks
        where relation in ('delivery'::regclass, 'open_delivery'::regclass) and not granted\
        """);
  }

  /** The id of the row that is claimed. */
  private static String claim(Bench bench) {
    try (Connection tx = bench.worker.getConnection();
        Statement statement = tx.createStatement()) {
      tx.setAutoCommit(false);
      String id;
      try (ResultSet found =
          statement.executeQuery(
              """
              select d.id from open_delivery o join delivery d on d.id = o.id
              where o.state = 'pending' and d.state = 'pending' for update of d skip locked\
              """)) {
        found.next();
        id = found.getString(1);
      }
      statement.execute("update delivery set state = 'in-flight' where id = '%s'".formatted(id));
      tx.commit();
      return id;
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /** A claim and an answer change these columns, and should write no index. */
  @Test
  void noIndexOfTheLedgerHasAColumnThatAClaimOrAnAnswerChanges() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      assertThat(
              bench.text(
                  """
                  select string_agg(pg_get_indexdef(indexrelid), '; ')
                  from pg_index where indrelid = 'delivery'::regclass\
                  """))
          .contains("delivery_place", "delivery_root_event", "delivery_workspace")
          .doesNotContainPattern(
              "\\b(state|not_before|lease_until|changed_at|attempt|attempts|attempt_ids|fence|batch"
                  + "|job)\\b");
    }
  }

  /** The version before has stored attempts in another column. */
  @Test
  void aMigratedDeliveryKeepsItsAttemptsAndGetsNewOnes() throws Exception {
    ServiceDatabase database = TestInfrastructure.postgres("earlier");
    TestDatabase.migrate(database, new EarlierMigrations(NOW, SMALLER_ROWS));
    try (Bench bench = Bench.over(database, EffectClass.A)) {
      DestinationId id = bench.destination();
      SyncId sync =
          bench.profileSync(
              id,
              FakeDestination.PEOPLE,
              List.of(new FieldMapping("name", new ValueSource.Trait("name"))));
      bench.change(ROWS.formatted(id, sync));
      TestDatabase.migrate(database, NOW);
      Catalogue.Destination destination = bench.catalogue().destination(id).orElseThrow();
      assertThat(sent(bench, destination)).hasSize(1);
      PostgresDeliveryLog log = new PostgresDeliveryLog(bench.requests);
      assertThat(log.find(Bench.WORKSPACE, "dlv_1").orElseThrow().attempts())
          .containsExactly("att_1");
      List<String> attempts = log.find(Bench.WORKSPACE, "dlv_2").orElseThrow().attempts();
      assertThat(attempts).hasSize(2).startsWith("att_1");
      assertThat(bench.text("select string_agg(id, ', ') from attempt"))
          .isEqualTo(attempts.getLast());

      bench.change("update delivery set attempt_ids = repeat('1234', 19 * 4)::bytea");
      bench.apply(person(bench, "prf_2", 8, "bob", "Bea", "Ulm"));
      assertThat(sent(bench, destination)).hasSize(1);
      assertThat(log.find(Bench.WORKSPACE, "dlv_2").orElseThrow().attempts())
          .as("the newest")
          .hasSize(20)
          .doesNotContain("att_1");
    }
  }

  /** They have these conditions. The place of a record is searched among all places. */
  @Test
  void theIndexesServeTheStatementsOfTheVersionBefore() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A);
        Connection connection = bench.worker.getConnection()) {
      insertRecords(bench);
      for (Map.Entry<String, String> each :
          Map.of(
                  "workspace = 'wsp_10' and destination = 'dst_10' and space = 'rows'"
                      + " and record_key = '11' and not is_event",
                  "delivery_place",
                  "workspace = 'wsp_1' and root_event = 'e'",
                  "delivery_root_event",
                  // The deletion of a workspace.
                  "workspace = 'wsp_1' limit 5000",
                  "delivery_workspace")
              .entrySet()) {
        assertThat(plan(connection, each.getKey()))
            .as(each.getKey())
            .contains("Index Scan using " + each.getValue() + " ");
      }
    }
  }

  /** Parts of a destination or of a space are read in the order of the index. */
  @Test
  void theIndexHasTheRecordsOfADestinationAndOfASpaceInOrder() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A);
        Connection connection = bench.worker.getConnection()) {
      insertRecords(bench);
      for (String each :
          List.of(
              """
              place between first_record_place('wsp_10', 'dst_10')
                and last_record_place('wsp_10', 'dst_10') and not is_event
                and (place, record_key) > (1, 'k') order by place, record_key limit 10\
              """,
              """
              place = record_place('wsp_10', 'dst_10', 'rows') and record_key > 'k'
                and not is_event order by record_key limit 10\
              """)) {
        assertThat(plan(connection, each))
            .as(each)
            .contains("Index Scan using delivery_place ", "Index Cond: ((place ")
            .doesNotContain("Sort");
      }
    }
  }

  @Test
  void theRecordsOfADestinationAreBetweenItsFirstAndItsLastPlace() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      assertThat(
              bench.number(
                  """
                  select count(*) from generate_series(1, 200) w, generate_series(1, 50) s
                  cross join lateral (select 'wsp_' || w as workspace, 'space ' || s as space) u
                  where record_place(workspace, 'dst', space) between
                      first_record_place(workspace, 'dst') and last_record_place(workspace, 'dst')
                    and record_place(workspace, 'dst', space) not between
                      first_record_place(workspace, 'dst2') and last_record_place(workspace, 'dst2')\
                  """))
          .isEqualTo(10_000);
      assertThat(
              bench.number(
                  """
                  select count(distinct record_place('wsp_' || w, 'dst_' || d, 'space ' || s))
                  from generate_series(1, 50) w, generate_series(1, 50) d, generate_series(1, 4) s\
                  """))
          .isEqualTo(10_000);
    }
  }

  /** Row-level security keeps functions of rows out of the conditions of an index. */
  @Test
  void aRequestFindsARecordByItsPlace() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      insertRecords(bench);
      for (String each :
          List.of(
              """
              select d.id from unnest(array['11', '12']) as u(value)
              join delivery d on d.place = record_place('wsp_10', 'dst_10', 'rows')
                and d.record_key = u.value and not d.is_event\
              """,
              """
              with wanted as materialized (
                select u.*, record_place('wsp_10', 'dst_10', u.space) as place
                from unnest(array['rows'], array['11']) as u(space, value))
              select d.id from wanted u
              join delivery d on d.place = u.place and d.record_key = u.value and not d.is_event\
              """)) {
        String plan =
            bench.requests.inWorkspace(
                new WorkspaceId("wsp_10"),
                tx ->
                    String.join(
                        "\n", tx.createQuery("explain " + each).mapTo(String.class).list()));
        assertThat(plan)
            .as(each)
            .contains("Index Scan using delivery_place ")
            .containsPattern("Index Cond: \\(\\(place = .* AND \\(record_key = ");
      }
    }
  }

  /** Most of them are of one workspace. */
  private static void insertRecords(Bench bench) throws SQLException {
    bench.change(
        """
        insert into delivery (id, workspace, destination, space, record_key, is_event, sync,
          object, owner, content, version, hash, state, lane, root_event, root_received_at)
        select 'dlv_' || n, 'wsp_' || least(n % 100, 10), 'dst_' || least(n % 100, 10), 'rows', n,
          false, 'syn', 'rows', 'prf_' || n, '{}', 1, 'h', 'delivered', 1, 'evt_' || n, now()
        from generate_series(1, 20000) n\
        """);
    bench.execute("vacuum analyze delivery");
  }

  private static String plan(Connection connection, String condition) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("set enable_bitmapscan = off");
      StringBuilder lines = new StringBuilder();
      try (ResultSet plan =
          statement.executeQuery("explain select id from delivery where " + condition)) {
        while (plan.next()) {
          lines.append(plan.getString(1)).append('\n');
        }
      }
      statement.execute("reset enable_bitmapscan");
      return lines.toString();
    }
  }

  /** In the other classes, a repeat has the same rows as the attempt before. */
  @ParameterizedTest
  @CsvSource({"A, true", "B, false", "C, false", "D, true"})
  void deliveriesInFlightHaveABatchIfARepeatNeedsOne(EffectClass effectClass, boolean none)
      throws Exception {
    try (Bench bench = Bench.allowing(effectClass)) {
      DestinationId id = bench.destination();
      bench.profileSync(id);
      Catalogue.Destination destination = bench.catalogue().destination(id).orElseThrow();
      bench.apply(bench.updated(Bench.person(new ProfileId("prf_1"), 1, "ann@example.org", "Ann")));
      bench.fake.store(id).behaviour = (_, _) -> new Outcome.Transient("HTTP 500", null);
      WorkSearchResult found = bench.deliveries.claim(destination, 0, true);
      assertThat(bench.text("select state || ' ' || (batch is null) from delivery"))
          .isEqualTo("in-flight " + none);
      LeasedBatch batch = ((WorkSearchResult.Taken) found).batch();
      List<Outcome> outcomes = bench.send(batch);
      OutcomeDecision decision =
          new OutcomeDecision(effectClass, false, Instant.now(), Duration.ZERO, Duration.ZERO);
      List<AttemptReport> reports = decision.of(batch.rows(), outcomes);
      bench.deliveries.report(batch, reports, AttemptResult.of(reports, outcomes, List.of()));
      assertThat(bench.text("select state || ' ' || (batch is null) from delivery"))
          .isEqualTo("retrying " + none);
    }
  }

  /** All rows of a batch without a name are taken over together, and may then go apart. */
  @Test
  void abandonedDeliveriesWithoutABatchAreTakenOverByTheirLease() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId id = bench.destination();
      bench.profileSync(id);
      Catalogue.Destination destination = bench.catalogue().destination(id).orElseThrow();
      bench.apply(
          bench.updated(Bench.person(new ProfileId("prf_1"), 1, "ann@example.org", "Ann")),
          bench.updated(Bench.person(new ProfileId("prf_2"), 1, "bob@example.org", "Bob")));
      bench.deliveries.claim(destination, 0, true);
      bench.change("update delivery set lease_until = now() - interval '1 minute'");
      List<LeasedBatch> abandoned = bench.deliveries.abandoned(bench.catalogue());
      assertThat(abandoned).hasSize(1);
      assertThat(abandoned.getFirst().rows())
          .hasSize(2)
          .allMatch(row -> !row.repeated(), "may go with other rows");
    }
  }

  /** An outcome is judged by the effect class of one object. */
  @Test
  void abandonedDeliveriesOfTwoObjectsOfASyncGoApartAndGetNoNameOfABatch() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId id = bench.destination();
      bench.profileSync(id);
      Catalogue.Destination destination = bench.catalogue().destination(id).orElseThrow();
      bench.apply(
          bench.updated(Bench.person(new ProfileId("prf_1"), 1, "ann@example.org", "Ann")),
          bench.updated(Bench.person(new ProfileId("prf_2"), 1, "bob@example.org", "Bob")));
      bench.deliveries.claim(destination, 0, true);
      bench.change(
          """
          update delivery set lease_until = now() - interval '1 minute',
            object = case when owner = 'prf_2' then 'others' else object end\
          """);
      List<LeasedBatch> abandoned = bench.deliveries.abandoned(bench.catalogue());
      assertThat(abandoned).hasSize(2).allMatch(batch -> batch.rows().size() == 1);
      OutcomeDecision decision =
          new OutcomeDecision(EffectClass.B, false, Instant.now(), Duration.ZERO, Duration.ZERO);
      for (LeasedBatch batch : abandoned) {
        List<Outcome> outcomes = List.of(new Outcome.Ambiguous("cut"));
        List<AttemptReport> reports = decision.of(batch.rows(), outcomes);
        bench.deliveries.report(batch, reports, AttemptResult.of(reports, outcomes, List.of()));
      }
      assertThat(
              bench.text(
                  "select string_agg(state || ' ' || coalesce(batch, 'none'), ', ') from delivery"))
          .isEqualTo("retrying none, retrying none");
    }
  }

  /** Sends what is due; the destination confirms it. */
  private static List<Map.Entry<String, ObjectNode>> sent(
      Bench bench, Catalogue.Destination destination) throws StoreFailure, SQLException {
    FakeDestination.Store store = bench.fake.store(destination.id());
    store.requests.clear();
    while (bench.deliveries.claim(destination, 0, true)
        instanceof WorkSearchResult.Taken(LeasedBatch batch, _, _)) {
      List<Outcome> outcomes = bench.send(batch);
      OutcomeDecision decision =
          new OutcomeDecision(EffectClass.A, false, Instant.now(), Duration.ZERO, Duration.ZERO);
      List<AttemptReport> reports = decision.of(batch.rows(), outcomes);
      bench.deliveries.report(batch, reports, AttemptResult.of(reports, outcomes, List.of()));
    }
    List<Map.Entry<String, ObjectNode>> sent = new ArrayList<>();
    store.requests.forEach(batch -> {
      for (Item item : batch.items()) {
        sent.add(Map.entry(item.matchValue(), item.fields()));
      }
    });
    return sent;
  }

  private static Message person(
      Bench bench, String profile, long version, String local, String name, String city) {
    String email = local + "@example.org";
    Map<String, JsonNode> traits = new HashMap<>();
    traits.put("email", TextNode.valueOf(email));
    traits.put("name", TextNode.valueOf(name));
    traits.put("city", TextNode.valueOf(city));
    return bench.updated(
        ProfileStateBuilder.builder()
            .workspace(Bench.WORKSPACE)
            .profile(new ProfileId(profile))
            .version(version)
            .identifiers(List.of(new Identifier(Identifier.EMAIL, email)))
            .traits(traits)
            .consent(Map.of())
            .subscriptions(Map.of())
            .lastGroup(null)
            .firstSeen(Instant.EPOCH)
            .lastSeen(Instant.EPOCH)
            .build());
  }

  private static ObjectNode json(String text) throws Exception {
    return Json.MAPPER.readValue(text, ObjectNode.class);
  }
}
