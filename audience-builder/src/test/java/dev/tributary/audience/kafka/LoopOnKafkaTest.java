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
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.membership.MembershipChange;
import dev.tributary.contracts.membership.MembershipChange.Change;
import dev.tributary.contracts.profile.AppliedEvent;
import dev.tributary.contracts.profile.ProfileMessage;
import dev.tributary.runtime.loop.ExactlyOnceLoop;
import dev.tributary.runtime.loop.LoopMetrics;
import dev.tributary.runtime.loop.settings.LoopSettings;
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
  private static final String IS_PRO =
      "{\"trait\": \"plan\", \"operator\": \"equals\", \"value\": \"pro\"}";
  private static final AtomicInteger TESTS = new AtomicInteger();

  private final WorkspaceId workspace =
      new WorkspaceId("wsp_" + UUID.randomUUID().toString().substring(0, 8));

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
        new AudienceId("aud_buyers_" + workspace),
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
    Map<ProfileId, Long> versions = new HashMap<>();
    Map<ProfileId, String> plans = new HashMap<>();
    Map<ProfileId, Integer> bought = new HashMap<>();
    ExactlyOnceLoop first = loop("one");
    ExactlyOnceLoop second = loop("two");
    first.start();
    try {
      for (int i = 0; i < EVENTS; i++) {
        ProfileId profile = new ProfileId("prf_%s_%d".formatted(workspace, random.nextInt(PEOPLE)));
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
      Set<ProfileId> expected = new HashSet<>();
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
    ProfileId healthy = new ProfileId("prf_%s_healthy".formatted(workspace));
    ProfileId broken = neighbour(healthy);
    try (ExactlyOnceLoop loop = loop("one")) {
      loop.start();
      for (ProfileId profile : List.of(healthy, broken)) {
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
                          "select string_agg(state || ' ' || reason, ',') from"
                              + " quarantined_message"))
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
    ProfileId healthy = new ProfileId("prf_%s_healthy".formatted(workspace));
    ProfileId broken = neighbour(healthy);
    try (ExactlyOnceLoop loop = loop("one")) {
      loop.start();
      for (ProfileId profile : List.of(healthy, broken)) {
        log.person(workspace, profile, 1, Map.of("plan", new TextNode("pro")), null);
      }
      String people = "select count(*) from person where workspace = '%s'".formatted(workspace);
      await().atMost(BOUND).untilAsserted(() -> assertThat(text(people)).isEqualTo("2"));
      execute("update person set traits = '{ broken' where profile = '%s'".formatted(broken));

      StoredAudiences.define(
          database.request(), workspace, new AudienceId("aud_buyers_" + workspace), IS_PRO);
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

  @Test
  void aRuleOfALaterVersionLeavesItsMembersAsTheyAreUntilAnInstanceReadsIt() throws SQLException {
    String other = workspace + "_other";
    AudienceId later = new AudienceId("aud_later_" + workspace);
    StoredAudiences.define(
        database.request(), new WorkspaceId(other), new AudienceId("aud_buyers_" + other), IS_PRO);
    StoredAudiences.define(database.request(), workspace, later, IS_PRO);
    ProfileId stays = new ProfileId("prf_%s_stays".formatted(workspace));
    ProfileId cancels = new ProfileId("prf_%s_cancels".formatted(workspace));
    ProfileId upgrades = new ProfileId("prf_%s_upgrades".formatted(workspace));
    ProfileId erased = new ProfileId("prf_%s_erased".formatted(workspace));
    ProfileId stranger = new ProfileId("prf_%s".formatted(other));
    try (ExactlyOnceLoop loop = loop("one")) {
      loop.start();
      for (ProfileId profile : List.of(stays, cancels, erased)) {
        person(profile, 1, "pro");
      }
      await()
          .atMost(BOUND)
          .untilAsserted(
              () -> assertThat(membersOf(later)).containsExactlyInAnyOrder(stays, cancels, erased));
      await().atMost(BOUND).untilAsserted(() -> assertThat(settled()).isEqualTo("3"));
    }

    // As a later version leaves it, which an instance of this version takes over from.
    rewrite(later, "{\"lookalike\": {\"of\": \"%s\"}}".formatted(later));
    try (ExactlyOnceLoop loop = loop("two")) {
      loop.start();
      person(cancels, 2, "free");
      person(upgrades, 1, "pro");
      log.send(new ProfileMessage.Merged(workspace, erased, 2, stays));
      for (long version = 2; version <= 3; version++) {
        AppliedEvent bought = ProfilesLog.track("Bought", now, Map.of());
        log.person(workspace, stays, version + 1, Map.of("plan", new TextNode("pro")), bought);
      }
      log.person(new WorkspaceId(other), stranger, 1, Map.of("plan", new TextNode("pro")), null);
      await()
          .atMost(BOUND)
          .untilAsserted(() -> {
            assertThat(membersOf(new AudienceId("aud_buyers_" + other))).containsExactly(stranger);
            assertThat(members()).containsExactly(stays);
            assertThat(membersOf(later)).containsExactlyInAnyOrder(stays, cancels);
          });
      // Time passes for the audiences that can be read.
      now = now.plus(Duration.ofHours(2));
      await().atMost(BOUND).untilAsserted(() -> assertThat(members()).isEmpty());
      assertThat(membersOf(later)).containsExactlyInAnyOrder(stays, cancels);
      assertThat(
              text(
                  "select count(*) from quarantined_message where workspace = '%s'"
                      .formatted(workspace)))
          .isEqualTo("0");
      assertThat(text("select count(*) from missed_decision")).isEqualTo("3");
    }

    rewrite(later, IS_PRO);
    try (ExactlyOnceLoop loop = loop("three")) {
      loop.start();
      await()
          .atMost(BOUND)
          .untilAsserted(
              () -> assertThat(membersOf(later)).containsExactlyInAnyOrder(stays, upgrades));
      // The decisions of another partition can come in another transaction.
      await()
          .atMost(BOUND)
          .untilAsserted(
              () -> assertThat(text("select count(*) from missed_decision")).isEqualTo("0"));
    }
  }

  /** The sizes of audiences are recorded with the ticks of the first partition. */
  @Test
  void aPartOfATickThatFailsIsSkippedAndTimePasses() throws SQLException {
    ProfileId profile =
        Stream.iterate(0, i -> i + 1)
            .map(i -> new ProfileId("prf_%s_%d".formatted(workspace, i)))
            .filter(each -> ProfilePartitions.of(each) == 0)
            .findFirst()
            .orElseThrow();
    String waiting =
        "select string_agg(workspace || type || ' ' || state, ',') from quarantined_message";
    try (ExactlyOnceLoop loop = loop("one")) {
      loop.start();
      for (long version = 1; version <= 2; version++) {
        Map<String, JsonNode> traits = Map.of("plan", new TextNode("pro"));
        log.person(workspace, profile, version, traits, ProfilesLog.track("Bought", now, Map.of()));
      }
      await().atMost(BOUND).untilAsserted(() -> assertThat(members()).containsExactly(profile));

      // The sum is larger than the column of the size.
      execute(
          "insert into generation_size (generation, part, workspace, members)"
              + " select generation, 1000 + i, workspace, 9223372036854775807"
              + " from generation_size, generate_series(1, 2) i");
      now = now.plus(Duration.ofHours(2));
      await().atMost(BOUND).untilAsserted(() -> assertThat(members()).isEmpty());
      await()
          .atMost(BOUND)
          .untilAsserted(() ->
              assertThat(text(waiting)).isEqualTo("dev.tributary.audience.skipped.v1 waiting"));
      for (int minute = 0; minute < 3; minute++) {
        now = now.plus(Duration.ofMinutes(1));
        String passed =
            "select newest >= %d from partition_clock where part = 0".formatted(now.toEpochMilli());
        await()
            .atMost(BOUND)
            .untilAsserted(() -> {
              members();
              assertThat(text(passed)).isEqualTo("t");
            });
      }
      assertThat(text(waiting)).as("once").isEqualTo("dev.tributary.audience.skipped.v1 waiting");

      execute("delete from generation_size where part > 1000");
      execute("update quarantined_message set state = 'requested'");
      now = now.plus(Duration.ofMinutes(1));
      await()
          .atMost(BOUND)
          .untilAsserted(() -> {
            members();
            assertThat(text(waiting)).isEqualTo("dev.tributary.audience.skipped.v1 redriven");
            assertThat(text("select size from audience_size order by at desc limit 1"))
                .isEqualTo("0");
          });
    }
  }

  private void person(ProfileId profile, long version, String plan) {
    log.person(workspace, profile, version, Map.of("plan", new TextNode(plan)), null);
  }

  /** Audiences settle as time passes. */
  private String settled() throws SQLException {
    letTimePass();
    return text("select count(*) from audience_state where stage = 'settled'");
  }

  private void letTimePass() {
    now = now.plusMillis(250);
    log.tick(now, Map.of());
  }

  /** As if another version had written the rule in force. */
  private void rewrite(AudienceId audience, String rule) throws SQLException {
    execute("update generation set rule = '%s' where audience = '%s'".formatted(rule, audience));
    StoredAudiences.define(database.request(), workspace, audience, rule);
    execute("update catalogue_revision set revision = revision + 1");
  }

  /** Another profile of the same partition. */
  private static ProfileId neighbour(ProfileId profile) {
    return Stream.iterate(0, i -> i + 1)
        .map(i -> new ProfileId(profile.value() + i))
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
  private Set<ProfileId> members() {
    return membersOf(new AudienceId("aud_buyers_" + workspace));
  }

  private Set<ProfileId> membersOf(AudienceId audience) {
    letTimePass();
    Map<ProfileId, Map<Long, MembershipChange>> changes = new HashMap<>();
    String its = audience.value().endsWith("_other") ? workspace + "_other" : workspace.value();
    for (MembershipChange change : log.changes(new WorkspaceId(its))) {
      if (!change.audience().equals(audience)) {
        continue;
      }
      MembershipChange twice =
          changes
              .computeIfAbsent(change.profile(), _ -> new HashMap<>())
              .put(change.sequence(), change);
      assertThat(twice).as("published twice").isNull();
    }
    Set<ProfileId> members = new HashSet<>();
    changes.forEach((profile, told) -> {
      for (long sequence = 1; sequence <= told.size(); sequence++) {
        assertThat(told).as("of %s", profile.value()).containsKey(sequence);
        assertThat(told.get(sequence).change())
            .isEqualTo(sequence % 2 == 1 ? Change.ENTER : Change.EXIT);
      }
      if (told.size() % 2 == 1) {
        members.add(profile);
      }
    });
    return members;
  }

  private ExactlyOnceLoop loop(String instance) {
    return new ExactlyOnceLoop(
        LoopSettings.of(
                "audiences-" + workspace,
                instance,
                List.of(Topic.PROFILES),
                Topic.PROFILES,
                Duration.ofMillis(20))
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
