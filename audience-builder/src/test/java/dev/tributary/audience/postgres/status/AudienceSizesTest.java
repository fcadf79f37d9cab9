package dev.tributary.audience.postgres.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.tributary.audience.TestDatabase;
import dev.tributary.audience.membership.SizePoint;
import dev.tributary.audience.membership.SizeTrends;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.postgres.RequestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AudienceSizesTest {
  private static final AudienceId AUDIENCE = new AudienceId("aud_1");
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration AHEAD = Duration.ofHours(1);
  private static TestDatabase database;
  private static SizeHistory history;
  private static SizeTrends trends;

  @BeforeAll
  static void start() throws SQLException {
    database = TestDatabase.migrated();
    RequestDatabase requests = new RequestDatabase(database.request());
    history = new SizeHistory(requests);
    trends = new PostgresSizeTrends(requests);
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  @BeforeEach
  void anAudience() throws SQLException {
    database.clear();
    execute(
        "insert into audience_state (audience, workspace, definition_version, stage, active)"
            + " values ('aud_1', 'shop', 1, 'settled', 7)",
        "insert into generation (id, workspace, audience, definition_version, rule, zone)"
            + " overriding system value values (7, 'shop', 'aud_1', 1, '{}', 'UTC')");
  }

  @Test
  void whatChangedIsKeptInBusinessTime() throws SQLException {
    record(START, 3);
    record(START.plusSeconds(60), 3);
    record(START.plusSeconds(120), 5);

    assertThat(between(START, START.plus(Duration.ofDays(1))))
        .containsExactly(
            new SizePoint(START.plus(AHEAD), 3),
            new SizePoint(START.plus(AHEAD).plusSeconds(120), 5));
    Instant later = START.plus(AHEAD).plusSeconds(60);
    assertThat(between(later, later.plusSeconds(1))).containsExactly(new SizePoint(later, 3));
    assertThat(
            history.between(
                new WorkspaceId("other"), AUDIENCE, START, START.plus(Duration.ofDays(1))))
        .isEmpty();
  }

  @Test
  void aTrendBeginsWithWhatHeldThenOrFirstOfAll() throws SQLException {
    record(START, 3);
    record(START.plusSeconds(120), 5);
    Instant first = START.plus(AHEAD);

    assertThat(at(first.minusSeconds(1))).containsExactly(entry(AUDIENCE, new SizePoint(first, 3)));
    assertThat(at(first.plusSeconds(60)))
        .containsExactly(entry(AUDIENCE, new SizePoint(first.plusSeconds(60), 3)));
    assertThat(at(first.plusSeconds(500)))
        .containsExactly(entry(AUDIENCE, new SizePoint(first.plusSeconds(500), 5)));
    assertThat(history.at(new WorkspaceId("other"), Map.of(AUDIENCE, first))).isEmpty();
  }

  private static Map<AudienceId, SizePoint> at(Instant from) {
    return history.at(
        new WorkspaceId("shop"), Map.of(AUDIENCE, from, new AudienceId("aud_none"), from));
  }

  @Test
  void aTrendHasTheSizeAtTheEndOfEachStep() throws SQLException {
    record(START, 3);
    record(START.plusSeconds(60), 4);
    record(START.plusSeconds(240), 5);
    Instant first = START.plus(AHEAD);
    Instant end = first.plusSeconds(300);

    assertThat(trends("shop", Instant.EPOCH, end))
        .containsExactly(
            entry(
                AUDIENCE,
                List.of(
                    new SizePoint(first, 3),
                    new SizePoint(first.plusSeconds(100), 4),
                    new SizePoint(first.plusSeconds(200), 4),
                    new SizePoint(end, 5))));
    assertThat(trends("shop", first.plusSeconds(150), end).get(AUDIENCE))
        .containsExactly(new SizePoint(first.plusSeconds(200), 4), new SizePoint(end, 5));
    assertThat(trends("other", Instant.EPOCH, end)).isEmpty();
  }

  /** In steps of 100 seconds, of which more are asked for than there are. */
  private static Map<AudienceId, List<SizePoint>> trends(
      String workspace, Instant from, Instant to) {
    return trends.of(
        new WorkspaceId(workspace),
        Map.of(AUDIENCE, from, new AudienceId("aud_none"), from),
        to,
        Duration.ofSeconds(100),
        28);
  }

  @Test
  void aLongHistoryIsThinnedToItsNewestOfEachSlice() throws SQLException {
    execute(
        "insert into audience_size (audience, workspace, at, size)"
            + " select 'aud_1', 'shop', %d + n * 60000, n from generate_series(0, 5000) n"
                .formatted(START.toEpochMilli()));
    Instant end = START.plus(Duration.ofMinutes(5_000));

    List<SizePoint> points = between(START, end);

    assertThat(points).hasSizeBetween(400, SizeHistory.POINTS);
    assertThat(points.getFirst()).isEqualTo(new SizePoint(START, 0));
    assertThat(points.getLast()).isEqualTo(new SizePoint(end, 5_000));
    assertThat(points).isSortedAccordingTo(java.util.Comparator.comparing(SizePoint::at));
  }

  @Test
  void afterItsTimeOnlyTheNewestStays() throws SQLException {
    record(START, 1);
    record(START.plusSeconds(60), 2);
    Instant now = START.plus(AudienceSizes.KEPT).plus(Duration.ofDays(1));
    record(now, 3);

    try (Connection tx = database.worker().getConnection()) {
      new AudienceSizes().forget(tx, 0);
    }

    assertThat(between(Instant.EPOCH, now.plus(Duration.ofDays(1))))
        .extracting(SizePoint::size)
        .containsExactly(2L, 3L);
    execute("delete from audience_state");
    assertThat(between(Instant.EPOCH, now.plus(Duration.ofDays(1)))).isEmpty();
  }

  private static List<SizePoint> between(Instant from, Instant to) {
    return history.between(new WorkspaceId("shop"), AUDIENCE, from, to);
  }

  private static void record(Instant at, long members) throws SQLException {
    execute(
        "insert into partition_clock values (0, %d, '{\"shop\": %d}')"
                .formatted(at.toEpochMilli(), AHEAD.toMillis())
            + " on conflict (part) do update set at = excluded.at",
        "insert into generation_size (generation, part, workspace, members)"
            + " values (7, 0, 'shop', 1), (7, 1, 'shop', %d)".formatted(members - 1)
            + " on conflict (generation, part) do update set members = excluded.members");
    try (Connection tx = database.worker().getConnection()) {
      new AudienceSizes().record(tx, 0);
    }
  }

  private static void execute(String... statements) throws SQLException {
    try (Connection tx = database.worker().getConnection();
        Statement statement = tx.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    }
  }
}
