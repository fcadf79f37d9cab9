package dev.tributary.identity.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.SourceId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.acceptance.MessageKey;
import dev.tributary.identity.evidence.EvidenceQueries;
import dev.tributary.identity.postgres.evidence.PostgresEvidenceQueries;
import dev.tributary.identity.postgres.evidence.PostgresLinkQueries;
import dev.tributary.identity.postgres.evidence.PostgresUnmergeQueries;
import dev.tributary.identity.postgres.profile.PostgresProfileQueries;
import dev.tributary.identity.postgres.replay.PostgresComponentReads;
import dev.tributary.identity.postgres.search.PostgresPeopleQueries;
import dev.tributary.identity.postgres.search.PostgresSearchQueries;
import dev.tributary.identity.postgres.store.PostgresAcceptedEventStore;
import dev.tributary.identity.postgres.store.PostgresEdgeStore;
import dev.tributary.identity.postgres.timeline.PostgresEventQueries;
import dev.tributary.identity.postgres.timeline.PostgresTimelineQueries;
import dev.tributary.identity.profile.Edge;
import dev.tributary.identity.profile.Profile;
import dev.tributary.identity.profile.ProfileQueries;
import dev.tributary.identity.timeline.EventQueries;
import dev.tributary.identity.timeline.TimelineQueries;
import dev.tributary.runtime.postgres.RequestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What is read of one person does not cost more with more people. Row-level security turns indexes
 * off where a condition calls what could tell of hidden rows, and {@code coalesce} is enough.
 */
class ReadPlansTest {
  private static final WorkspaceId WORKSPACE = new WorkspaceId("wsp_1");
  private static final int PEOPLE = 5_000;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** More than a table of settings has, much less than there are people. */
  private static final long FEW = 50;

  /** The driver prepares a statement on the server when it is executed for the fifth time. */
  private static final int UNTIL_A_PLAN_IS_KEPT = 6;

  private static final List<String> PAST =
      List.of(
          """
          insert into profile (workspace, profile, version, document)
          select 'wsp_1', 'prf_' || n, 1, convert_to(format('{"identifiers":[["anonymous_id","a%1$s",1],'
            || '["email","e%1$s@shop.example",1],["user_id","u%1$s",1]],"traits":{},"consent":{},'
            || '"subscriptions":{},"firstSeen":1,"lastSeen":1}', n), 'UTF8')
          from generate_series(1, %1$d) n\
          """,
          """
          insert into identifier (workspace, type, value, profile)
          select 'wsp_1', t.type, t.short || n || t.rest, 'prf_' || n
          from generate_series(1, %1$d) n, (values ('anonymous_id', 'a', ''), ('user_id', 'u', ''),
            ('email', 'e', '@shop.example')) t(type, short, rest)\
          """,
          """
          insert into edge (workspace, left_type, left_value, right_type, right_value, source, cause,
            happened_at)
          select 'wsp_1', 'anonymous_id', 'a' || n, 'user_id', 'u' || n, 'src_1', 'evt_' || n, now()
          from generate_series(1, %1$d) n\
          """,
          """
          insert into accepted_event (workspace, event, source, type, name, message_hash, repeat,
            content_hash, topic, part, position, outcome, profile, happened_at, received_at,
            accepted_at, anchor_type, anchor_value)
          select 'wsp_1', 'evt_' || n || '_' || m, 'src_1', 'track', 'Seen',
            sha256(convert_to(n || '_' || m, 'UTF8')), '', '', 'events', 0, n * 4 + m, 'applied',
            'prf_' || n, now(), now(), now(), 'user_id', 'u' || n
          from generate_series(1, %1$d) n, generate_series(0, 3) m\
          """,
          """
          insert into accepted_event (workspace, event, source, type, name, message_hash, repeat,
            content_hash, topic, part, position, outcome, profile, happened_at, received_at,
            accepted_at, anchor_type, anchor_value)
          select 'wsp_1', 'evt_active_' || n, 'src_1', 'track', 'Seen',
            sha256(convert_to('active_' || n, 'UTF8')), '', '', 'events', 1, n, 'applied',
            'prf_active', now(), now(), now(), 'user_id', 'active'
          from generate_series(1, 200) n\
          """,
          """
          insert into model_row (workspace, model, row_key, profile, hash, run, model_version,
            left_out, left_out_at)
          select 'wsp_1', 'mdl_1', n, 'prf_' || n, '', 'run_1', 1,
            '[{"type":"email","value":"e","reason":"invalid"}]', now()
          from generate_series(1, %1$d) n\
          """,
          """
          insert into model_row (workspace, model, row_key, profile, hash, run, model_version)
          select 'wsp_1', 'mdl_2', n, 'prf_active', '', 'run_1', 1 from generate_series(1, 200) n\
          """,
          """
          insert into merged_profile (workspace, profile, survivor, version, merged_at, cause)
          select 'wsp_1', 'prf_old_' || n, 'prf_' || n, 1, now(), 'evt_' || n
          from generate_series(1, %1$d) n\
          """,
          """
          insert into link (workspace, device_type, device_value, person_type, person_value, events,
            first_at, last_at, last_event)
          select 'wsp_1', 'anonymous_id', 'a' || n, 'user_id', 'u' || n + 1, 1, now(), now(), 'evt_1'
          from generate_series(1, %1$d) n\
          """,
          """
          insert into answer (workspace, profile, about, name, state, source, cause, happened_at)
          select 'wsp_1', 'prf_' || n, 'consent', 'marketing', 'granted', 'src_1', 'evt_' || n, now()
          from generate_series(1, %1$d) n\
          """);

  private static final List<String> READ =
      List.of(
          "profile",
          "identifier",
          "edge",
          "accepted_event",
          "model_row",
          "merged_profile",
          "link",
          "answer");

  private static final String SCANNED =
      """
      select relname, seq_tup_read + (
        select coalesce(sum(idx_tup_read), 0) from pg_stat_user_indexes i where i.relid = t.relid)
      from pg_stat_user_tables t\
      """;

  private final OwnDatabase database = OwnDatabase.migrated();
  private final RequestDatabase requests = database.requests();

  @BeforeEach
  void manyPeople() throws SQLException {
    for (String table : READ) {
      execute(database.owner(), "alter table %s set (autovacuum_enabled = off)".formatted(table));
    }
    for (String sql : PAST) {
      execute(database.worker(), sql.formatted(PEOPLE));
    }
  }

  @Test
  void whatIsReadOfOnePersonReadsNoWholeTable() throws SQLException {
    execute(database.owner(), "vacuum analyze");
    readOne();
  }

  /** As planned between the vacuum and the analysis of new tables; such a plan may be kept. */
  @Test
  void norDoesItWhereTablesAreStillUnknown() throws SQLException {
    execute(database.owner(), "vacuum");
    readOne();
  }

  /** The loop keeps its plans from before the first event of a new installation. */
  @Test
  void norDoesALookupOfTheLoopWhosePlanIsFromBeforeTheFirstEvent() throws SQLException {
    execute(database.owner(), "truncate " + String.join(", ", READ));
    MessageKey message = new MessageKey(WORKSPACE, new SourceId("src_1"), "00".repeat(32));
    try (Connection worker = database.worker().getConnection();
        Statement statement = worker.createStatement()) {
      statement.execute("set plan_cache_mode = force_generic_plan");
      for (int times = 0; times < UNTIL_A_PLAN_IS_KEPT; times++) {
        lookUp(worker, message);
      }
      manyPeople();
      Map<String, Long> before = scanned();
      lookUp(worker, message);
      statement.execute("select pg_stat_force_next_flush()");
      assertReadsFew("lookups of the loop", before);
    }
  }

  private static void lookUp(Connection worker, MessageKey message) {
    new PostgresAcceptedEventStore(worker).holders(List.of(message));
    new PostgresComponentReads(worker)
        .sharingInputs(WORKSPACE, WORKSPACE.value(), List.of(new ProfileId("prf_7")));
  }

  private void readOne() throws SQLException {
    awaitQuiet();
    ProfileQueries people = new PostgresProfileQueries(requests);
    Profile person = people.find(WORKSPACE, new ProfileId("prf_7")).orElseThrow().profile();
    Set<Identifier> named = Set.of(new Identifier("user_id", "u7"));
    TimelineQueries.Filter done = new TimelineQueries.Filter("track", null, null, null, null, null);
    EventQueries.Filter theirs =
        new EventQueries.Filter(
            List.of(new ProfileId("prf_7")), null, null, null, null, null, null);
    reads("a person", () -> people.find(WORKSPACE, new ProfileId("prf_7")));
    reads("a person by an old id", () -> people.find(WORKSPACE, new ProfileId("prf_old_7")));
    reads("what did not count", () -> people.leftOut(WORKSPACE, new ProfileId("prf_7")));
    reads(
        "what did not count, of many events and rows without it",
        () -> people.leftOut(WORKSPACE, new ProfileId("prf_active")));
    reads("a person's ids", () -> people.family(WORKSPACE, new ProfileId("prf_old_7")));
    reads(
        "names of people",
        () ->
            people.traits(WORKSPACE, List.of(new ProfileId("prf_7"), new ProfileId("prf_old_8"))));
    reads(
        "consent of people",
        () ->
            people.consents(
                WORKSPACE, List.of(new ProfileId("prf_7"), new ProfileId("prf_old_8"))));
    reads(
        "a person of a list",
        () -> new PostgresPeopleQueries(requests).read(WORKSPACE, List.of(new ProfileId("prf_7"))));
    reads("by identifier", () -> people.lookup(WORKSPACE, named));
    reads("answers", () -> people.answers(WORKSPACE, List.of(new ProfileId("prf_7")), 10));
    reads(
        "timeline",
        () ->
            new PostgresTimelineQueries(requests)
                .list(WORKSPACE, List.of(new ProfileId("prf_7")), done, 20));
    reads("events", () -> new PostgresEventQueries(requests).list(WORKSPACE, theirs, null, 20));
    EventQueries.Filter all = new EventQueries.Filter(null, null, null, null, null, null, null);
    reads("an export", () -> new PostgresEventQueries(requests).inOrder(WORKSPACE, all, null, 20));
    EvidenceQueries evidence = new PostgresEvidenceQueries(requests);
    Identifier other = new Identifier("user_id", "u8");
    reads(
        "why they are one",
        () ->
            evidence.explain(
                WORKSPACE, new Identifier("user_id", "u7"), new Identifier("anonymous_id", "a7")));
    reads(
        "why they are not",
        () -> evidence.explain(WORKSPACE, new Identifier("user_id", "u7"), other));
    reads("evidence, as the loop does", () -> evidence(person));
    reads("merges", () -> evidence.merges(WORKSPACE, new ProfileId("prf_7"), 10));
    reads(
        "unmerges",
        () -> new PostgresUnmergeQueries(requests).of(WORKSPACE, new ProfileId("prf_7"), 10));
    reads(
        "what would leave",
        () -> new PostgresUnmergeQueries(requests).share(WORKSPACE, new ProfileId("prf_7"), named));
    reads("connected people", () -> new PostgresLinkQueries(requests).list(person, null, 10));
    reads(
        "what begins so",
        () ->
            new PostgresSearchQueries(requests).beginning(WORKSPACE, List.of("u77"), Set.of(), 10));
  }

  /** By a plan for whomever, which is what the loop's connection keeps. */
  private List<Edge> evidence(Profile person) {
    try (Connection worker = database.worker().getConnection();
        Statement statement = worker.createStatement()) {
      statement.execute("set plan_cache_mode = force_generic_plan");
      return new PostgresEdgeStore(worker).of(WORKSPACE, person.identifiers());
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void reads(String what, Supplier<?> read) throws SQLException {
    Map<String, Long> before = scanned();
    assertThat(read.get()).isNotNull();
    awaitQuiet();
    assertReadsFew(what, before);
  }

  private void assertReadsFew(String what, Map<String, Long> before) throws SQLException {
    Map<String, Long> after = scanned();
    after.replaceAll((table, rows) -> rows - before.getOrDefault(table, 0L));
    after.values().removeIf(rows -> rows <= FEW);
    assertThat(after).as(what).isEmpty();
  }

  /** A connection tells what it read when it ends. */
  private void awaitQuiet() {
    await().atMost(PATIENCE).until(this::alone);
  }

  private boolean alone() throws SQLException {
    String sql =
        """
        select not exists (select from pg_stat_activity
          where datname = current_database() and pid <> pg_backend_pid())\
        """;
    try (Connection worker = database.worker().getConnection();
        Statement statement = worker.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.next() && rows.getBoolean(1);
    }
  }

  /** By table, how many rows were read, through an index or one after the other. */
  private Map<String, Long> scanned() throws SQLException {
    Map<String, Long> scanned = new TreeMap<>();
    try (Connection worker = database.worker().getConnection();
        Statement statement = worker.createStatement();
        ResultSet rows = statement.executeQuery(SCANNED)) {
      while (rows.next()) {
        scanned.put(rows.getString(1), rows.getLong(2));
      }
    }
    return scanned;
  }

  private void execute(DataSource role, String sql) throws SQLException {
    try (Connection connection = role.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
