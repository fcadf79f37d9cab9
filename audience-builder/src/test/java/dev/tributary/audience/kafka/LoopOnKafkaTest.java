package dev.tributary.audience.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.audience.StoredAudiences;
import dev.tributary.audience.TestDatabase;
import dev.tributary.audience.catalogue.Settings;
import dev.tributary.audience.rule.DeclaredTypes;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.membership.MembershipChange;
import dev.tributary.contracts.membership.MembershipChange.Change;
import dev.tributary.contracts.profile.AppliedEvent;
import dev.tributary.runtime.loop.ExactlyOnceLoop;
import dev.tributary.runtime.loop.LoopMetrics;
import dev.tributary.runtime.loop.LoopSettings;
import dev.tributary.runtime.quarantine.Quarantine;
import dev.tributary.runtime.quarantine.QuarantiningEffects;
import dev.tributary.testkit.infra.TestInfrastructure;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The loop itself, two instances that come and go, between real topics. */
class LoopOnKafkaTest {
  private static final Duration BOUND = Duration.ofSeconds(90);
  private static final int PEOPLE = 40;
  private static final int EVENTS = 1_500;
  private static final AtomicInteger TESTS = new AtomicInteger();

  private final String workspace = "wsp_" + UUID.randomUUID().toString().substring(0, 8);

  /** The tests share the log and so its time, which never goes back. */
  private final Instant begin =
      Instant.parse("2026-11-20T12:00:00Z").plus(Duration.ofDays(TESTS.getAndIncrement()));

  private final ProfilesLog log = new ProfilesLog(TestInfrastructure.kafka().bootstrapServers());
  private TestDatabase database;
  private Instant now = begin;

  @BeforeEach
  void prepare() throws SQLException {
    database = TestDatabase.migrated();
    StoredAudiences.define(
        database.request(),
        workspace,
        "aud_buyers_" + workspace,
        """
        {"all": [{"trait": "plan", "operator": "equals", "value": "pro"},
                 {"event": "Bought", "count": {"atLeast": 2},
                  "window": {"last": {"amount": 1, "unit": "hours"}}}]}
        """);
  }

  @AfterEach
  void close() {
    log.close();
    database.close();
  }

  @Test
  void everyChangeLeavesOnceWhileInstancesComeAndGo() {
    SplittableRandom random = new SplittableRandom(11);
    Map<String, Long> versions = new HashMap<>();
    Map<String, String> plans = new HashMap<>();
    Map<String, Integer> bought = new HashMap<>();
    ExactlyOnceLoop first = loop("one");
    ExactlyOnceLoop second = loop("two");
    first.start();
    try {
      for (int i = 0; i < EVENTS; i++) {
        String profile = "prf_%s_%d".formatted(workspace, random.nextInt(PEOPLE));
        long version = versions.merge(profile, 1L, Long::sum);
        String plan = plans.merge(profile, random.nextInt(4) == 0 ? "pro" : "free", (a, b) -> b);
        boolean buys = random.nextInt(3) == 0;
        bought.merge(profile, buys ? 1 : 0, Integer::sum);
        Map<String, JsonNode> traits = Map.of("plan", new TextNode(plan));
        log.person(
            workspace,
            profile,
            version,
            traits,
            ProfilesLog.track(buys ? "Bought" : "Viewed", now, Map.of()));
        if (i % 50 == 0) {
          now = now.plusMillis(250);
          log.tick(now, Map.of());
        }
        if (i == EVENTS / 4) {
          second.start();
        }
        if (i == EVENTS / 2) {
          first.close();
        }
        if (i == EVENTS * 3 / 4) {
          first = loop("one");
          first.start();
        }
      }
      Set<String> expected = new HashSet<>();
      bought.forEach((profile, times) -> {
        if (times >= 2 && "pro".equals(plans.get(profile))) {
          expected.add(profile);
        }
      });
      await().atMost(BOUND).untilAsserted(() -> assertThat(members()).isEqualTo(expected));

      now = now.plus(Duration.ofHours(2));
      await()
          .atMost(BOUND)
          .untilAsserted(() -> {
            log.tick(now, Map.of());
            assertThat(members()).isEmpty();
          });
    } finally {
      first.close();
      second.close();
    }
  }

  @Test
  void aPersonForWhomTimeCannotPassIsQuarantinedAndTimePassesForTheOthers() throws SQLException {
    // Both are of one partition, so they share each tick.
    String healthy = "prf_%s_healthy".formatted(workspace);
    String broken = neighbour(healthy);
    try (ExactlyOnceLoop loop = loop("one")) {
      loop.start();
      for (String profile : List.of(healthy, broken)) {
        for (long version = 1; version <= 2; version++) {
          Map<String, JsonNode> traits = Map.of("plan", new TextNode("pro"));
          AppliedEvent bought = ProfilesLog.track("Bought", now, Map.of());
          log.person(workspace, profile, version, traits, bought);
        }
      }
      await()
          .atMost(BOUND)
          .untilAsserted(() -> assertThat(members()).containsExactlyInAnyOrder(healthy, broken));

      execute("update person set traits = '{ broken' where profile = '%s'".formatted(broken));
      now = now.plus(Duration.ofHours(2));
      await().atMost(BOUND).untilAsserted(() -> assertThat(members()).containsExactly(broken));
      await()
          .atMost(BOUND)
          .untilAsserted(() ->
              assertThat(
                      text(
                          "select string_agg(state || ' ' || reason, ',') from quarantined_message"))
                  .isEqualTo("waiting failed"));

      execute(
          "update person set traits = '{\"plan\": \"pro\"}' where profile = '%s'"
              .formatted(broken));
      execute("update quarantined_message set state = 'requested'");
      await().atMost(BOUND).untilAsserted(() -> assertThat(members()).isEmpty());
      assertThat(text("select string_agg(state, ',') from quarantined_message"))
          .isEqualTo("redriven");
    }
  }

  @Test
  void aPersonWhoCannotBeReadIsQuarantinedAndAnAudienceIsBuiltOfTheOthers() throws SQLException {
    String healthy = "prf_%s_healthy".formatted(workspace);
    String broken = neighbour(healthy);
    try (ExactlyOnceLoop loop = loop("one")) {
      loop.start();
      for (String profile : List.of(healthy, broken)) {
        log.person(workspace, profile, 1, Map.of("plan", new TextNode("pro")), null);
      }
      String people = "select count(*) from person where workspace = '%s'".formatted(workspace);
      await().atMost(BOUND).untilAsserted(() -> assertThat(text(people)).isEqualTo("2"));
      execute("update person set traits = '{ broken' where profile = '%s'".formatted(broken));

      StoredAudiences.define(
          database.request(),
          workspace,
          "aud_buyers_" + workspace,
          "{\"trait\": \"plan\", \"operator\": \"equals\", \"value\": \"pro\"}");
      await().atMost(BOUND).untilAsserted(() -> assertThat(members()).containsExactly(healthy));
      assertThat(text("select string_agg(state || ' ' || reason, ',') from quarantined_message"))
          .isEqualTo("waiting failed");

      execute(
          "update person set traits = '{\"plan\": \"pro\"}' where profile = '%s'"
              .formatted(broken));
      execute("update quarantined_message set state = 'requested'");
      await()
          .atMost(BOUND)
          .untilAsserted(() -> assertThat(members()).containsExactlyInAnyOrder(healthy, broken));
    }
  }

  /** Another profile of the same partition. */
  private static String neighbour(String profile) {
    return Stream.iterate(0, i -> i + 1)
        .map(i -> profile + i)
        .filter(each -> ProfilePartitions.of(each) == ProfilePartitions.of(profile))
        .findFirst()
        .orElseThrow();
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = database.worker().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private String text(String query) throws SQLException {
    try (Connection connection = database.worker().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return String.valueOf(rows.getString(1));
    }
  }

  /** Who is in it for a reader; fails if one change came twice, or one is missing. */
  private Set<String> members() {
    now = now.plusMillis(250);
    log.tick(now, Map.of());
    Map<String, Map<Long, MembershipChange>> changes = new HashMap<>();
    for (MembershipChange change : log.changes(workspace)) {
      MembershipChange twice =
          changes
              .computeIfAbsent(change.profile(), _ -> new HashMap<>())
              .put(change.sequence(), change);
      assertThat(twice).as("published twice").isNull();
    }
    Set<String> members = new HashSet<>();
    changes.forEach((profile, its) -> {
      for (long sequence = 1; sequence <= its.size(); sequence++) {
        assertThat(its).as("of %s", profile).containsKey(sequence);
        assertThat(its.get(sequence).change())
            .isEqualTo(sequence % 2 == 1 ? Change.ENTER : Change.EXIT);
      }
      if (its.size() % 2 == 1) {
        members.add(profile);
      }
    });
    return members;
  }

  private ExactlyOnceLoop loop(String instance) {
    return new ExactlyOnceLoop(
        LoopSettings.of("audiences-" + workspace, instance, List.of(Topic.PROFILES), Topic.PROFILES)
            .lookingAhead(),
        log.kafka(),
        database.worker(),
        new QuarantiningEffects(
            new AudienceEffects(
                _ -> Optional.of(new Settings(ZoneId.of("Europe/Amsterdam"), DeclaredTypes.NONE))),
            new Quarantine(),
            List.of(Topic.PROFILES),
            Topic.PROFILES,
            AudienceEffects.TYPES),
        new LoopMetrics(new SimpleMeterRegistry(), "audiences"));
  }
}
