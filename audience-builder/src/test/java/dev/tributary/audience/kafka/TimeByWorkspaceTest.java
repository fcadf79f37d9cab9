package dev.tributary.audience.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.audience.StoredAudiences;
import dev.tributary.audience.TestDatabase;
import dev.tributary.audience.catalogue.Settings;
import dev.tributary.audience.rule.DeclaredTypes;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.membership.MembershipChange;
import dev.tributary.contracts.membership.MembershipChange.Change;
import dev.tributary.runtime.kafka.Fetch;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.runtime.loop.Effects;
import dev.tributary.runtime.loop.ExactlyOnceLoop;
import dev.tributary.runtime.loop.Input;
import dev.tributary.runtime.loop.LoopMetrics;
import dev.tributary.runtime.loop.Output;
import dev.tributary.runtime.loop.Poll;
import dev.tributary.runtime.loop.settings.BatchSettings;
import dev.tributary.runtime.loop.settings.LoopSettings;
import dev.tributary.runtime.loop.settings.RetryLimits;
import dev.tributary.runtime.loop.settings.Ticks;
import dev.tributary.testkit.infra.SeparateBroker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Two workspaces with a person each in one partition, and a backlog of one of them. The log is this
 * test's own: a tick is for all who read it.
 */
@Tag("soak")
@Tag("soak-stalls")
class TimeByWorkspaceTest {
  private static final Duration BOUND = Duration.ofSeconds(90);
  private static final Instant BEGIN = Instant.parse("2026-11-20T12:00:00Z");
  private static final int BACKLOG = 1_500;
  private static final String BUSY = "wsp_busy";
  private static final String OTHER = "wsp_other";
  private static final ProfileId BUSY_PERSON = new ProfileId("prf_busy");
  private static final ProfileId OTHER_PERSON = neighbour(BUSY_PERSON);
  private static final String RULE =
      """
      {"all": [{"event": "Bought", "count": {"atLeast": 1},
                "window": {"last": {"amount": 1, "unit": "hours"}}}]}
      """;

  /** One for each poll that has something of the backlog. */
  private final Semaphore polls = new Semaphore(0);

  private final AtomicInteger handled = new AtomicInteger();
  private SeparateBroker broker;
  private ProfilesLog log;
  private TestDatabase database;
  private Instant now = BEGIN;

  @BeforeEach
  void prepare() throws SQLException {
    broker = SeparateBroker.start();
    KafkaClients kafka = new KafkaClients(broker.bootstrapServers());
    await()
        .atMost(BOUND)
        .ignoreExceptions()
        .until(() -> {
          try (Admin admin = kafka.admin("test-ready")) {
            return !admin.describeCluster().nodes().get().isEmpty();
          }
        });
    log = new ProfilesLog(broker.bootstrapServers());
    database = TestDatabase.migrated();
    for (String workspace : List.of(BUSY, OTHER)) {
      StoredAudiences.define(
          database.request(), new WorkspaceId(workspace), new AudienceId("aud_" + workspace), RULE);
    }
  }

  @AfterEach
  void close() {
    polls.release(Integer.MAX_VALUE / 2);
    log.close();
    database.close();
    broker.close();
  }

  @Test
  void aBacklogOfOneWorkspaceDoesNotKeepThePeopleOfAnotherInTheirAudiences() {
    long version = 1;
    try (ExactlyOnceLoop first = loop("one")) {
      first.start();
      buys(new WorkspaceId(BUSY), BUSY_PERSON, version++);
      buys(new WorkspaceId(OTHER), OTHER_PERSON, 1);
      await()
          .atMost(BOUND)
          .until(() ->
              changes(new WorkspaceId(BUSY)).equals(List.of(Change.ENTER))
                  && changes(new WorkspaceId(OTHER)).equals(List.of(Change.ENTER)));

      now = now.plus(Duration.ofMinutes(30));
      for (int i = 0; i < BACKLOG; i++) {
        does(new WorkspaceId(BUSY), BUSY_PERSON, version++, "Viewed");
      }
      // Renews the membership: it would end in between if time ran ahead of this.
      buys(new WorkspaceId(BUSY), BUSY_PERSON, version++);
      now = now.plus(Duration.ofMinutes(45));
      await()
          .atMost(BOUND)
          .until(() -> {
            polls.release();
            return changes(new WorkspaceId(OTHER)).equals(List.of(Change.ENTER, Change.EXIT));
          });
      assertThat(handled).as("of the backlog").hasValueLessThan(BACKLOG);
      assertThat(clock(new WorkspaceId(OTHER))).isAfter(BEGIN.plus(Duration.ofHours(1)));
      assertThat(clock(new WorkspaceId(BUSY))).isBefore(BEGIN.plus(Duration.ofMinutes(30)));
      polls.release();
    }
    Instant before = clock(new WorkspaceId(OTHER));
    try (ExactlyOnceLoop second = loop("two")) {
      second.start();
      await()
          .atMost(BOUND)
          .until(() -> {
            polls.release();
            tick();
            assertThat(clock(new WorkspaceId(OTHER))).isAfterOrEqualTo(before);
            return clock(new WorkspaceId(OTHER)).isAfter(before);
          });
      assertThat(handled).as("of the backlog").hasValueLessThan(BACKLOG);
      polls.release(BACKLOG);
      await()
          .atMost(BOUND)
          .until(() -> {
            tick();
            return clock(new WorkspaceId(BUSY)).isAfter(BEGIN.plus(Duration.ofHours(1)));
          });
      assertThat(handled).hasValueGreaterThanOrEqualTo(BACKLOG);
      assertThat(changes(new WorkspaceId(BUSY))).containsExactly(Change.ENTER);
      assertThat(changes(new WorkspaceId(OTHER))).containsExactly(Change.ENTER, Change.EXIT);
    }
  }

  /** Another profile of the same partition. */
  private static ProfileId neighbour(ProfileId profile) {
    return Stream.iterate(0, i -> i + 1)
        .map(i -> new ProfileId("prf_other" + i))
        .filter(each -> ProfilePartitions.of(each) == ProfilePartitions.of(profile))
        .findFirst()
        .orElseThrow();
  }

  private void buys(WorkspaceId workspace, ProfileId profile, long version) {
    does(workspace, profile, version, "Bought");
  }

  private void does(WorkspaceId workspace, ProfileId profile, long version, String name) {
    log.person(workspace, profile, version, Map.of(), ProfilesLog.track(name, now, Map.of()));
  }

  /** What a reader of the log was told; time goes on with each look. */
  private List<Change> changes(WorkspaceId workspace) {
    tick();
    return log.changes(workspace).stream().map(MembershipChange::change).toList();
  }

  private void tick() {
    now = now.plusMillis(250);
    log.tick(now, Map.of());
  }

  private Instant clock(WorkspaceId workspace) {
    String query =
        "select business_time(c, '%s') from partition_clock c where part = %d"
            .formatted(workspace, ProfilePartitions.of(BUSY_PERSON));
    try (Connection connection = database.worker().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return Instant.ofEpochMilli(rows.getLong(1));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private ExactlyOnceLoop loop(String instance) {
    return new ExactlyOnceLoop(
        new LoopSettings(
            "audiences",
            instance,
            List.of(Topic.PROFILES),
            new Ticks(Topic.PROFILES, true),
            new BatchSettings(20, Fetch.gathering(Duration.ofMillis(50)), Duration.ZERO),
            Duration.ofSeconds(6),
            Duration.ofMillis(100),
            RetryLimits.USUAL),
        log.kafka(),
        database.worker(),
        new Gate(
            new AudienceEffects(
                _ -> Optional.of(new Settings(ZoneId.of("UTC"), DeclaredTypes.NONE)))),
        new LoopMetrics(new SimpleMeterRegistry(), "audiences"));
  }

  /** Lets a poll of the backlog through now and then. */
  private final class Gate implements Effects {
    private final Effects effects;

    Gate(Effects effects) {
      this.effects = effects;
    }

    @Override
    public List<Output> apply(Connection tx, Poll poll) throws Exception {
      long waiting = poll.inputs().stream().filter(Gate::isOfTheBacklog).count();
      if (waiting > 0) {
        assertThat(polls.tryAcquire(BOUND.toSeconds(), TimeUnit.SECONDS)).isTrue();
      }
      List<Output> outputs = effects.apply(tx, poll);
      handled.addAndGet((int) waiting);
      return outputs;
    }

    private static boolean isOfTheBacklog(Input input) {
      byte[] value = input.value();
      return BUSY.equals(MessageHeaders.text(input.headers(), MessageHeaders.WORKSPACE))
          && value != null
          && new String(value, StandardCharsets.UTF_8).contains("Viewed");
    }

    @Override
    public List<Output> quarantine(Connection tx, Input input, Exception failure) throws Exception {
      return effects.quarantine(tx, input, failure);
    }
  }
}
