package dev.tributary.identity.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.id.WorkspaceId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SourceHoursTest {
  private static final Instant NOON = Instant.parse("2026-04-15T12:00:00Z");

  private final OwnDatabase database = OwnDatabase.migrated();
  private int events;

  @Test
  void nothingIsCountedBeforeTheFirstTick() throws SQLException {
    accepted("src_1", NOON.minusSeconds(600), 1);
    count();
    assertThat(counted()).isEmpty();
    assertThat(rows("select since is null and until is null from source_hour_reader"))
        .containsExactly("t");
  }

  @Test
  void eachEventIsCountedOnceInItsHourHoweverOftenTheCountRuns() throws SQLException {
    accepted("src_1", NOON.minusSeconds(7_200), 2);
    accepted("src_1", NOON.minusSeconds(3_601), 1);
    accepted("src_2", NOON.minusSeconds(3_600), 3);
    accepted("src_1", NOON.minusSeconds(150), 4);
    passed(NOON);
    count();
    count();
    assertThat(counted()).containsExactly("10:00 src_1 3", "11:00 src_1 4", "11:00 src_2 3");
    accepted("src_1", NOON.minusSeconds(90), 5);
    accepted("src_2", NOON.plusSeconds(30), 1);
    passed(NOON.plusSeconds(300));
    count();
    assertThat(counted())
        .containsExactly("10:00 src_1 3", "11:00 src_1 9", "11:00 src_2 3", "12:00 src_2 1");
  }

  @Test
  void aMinuteWaitsUntilTheLoopHasPassedIt() throws SQLException {
    accepted("src_1", NOON.minusSeconds(121), 1);
    accepted("src_1", NOON.minusSeconds(119), 1);
    passed(NOON);
    count();
    assertThat(counted()).containsExactly("11:00 src_1 1");
    assertThat(rows("select until = '2026-04-15T11:58:00Z' from source_hour_reader"))
        .containsExactly("t");
  }

  @Test
  void theFirstCountGoesBackToTheFirstEventOrSevenDays() throws SQLException {
    accepted("src_1", NOON.minus(Duration.ofDays(8)), 1);
    accepted("src_1", NOON.minus(Duration.ofDays(7)), 1);
    passed(NOON);
    count();
    assertThat(counted()).containsExactly("12:00 src_1 1");
    assertThat(rows("select since = '2026-04-08T12:00:00Z' from source_hour_reader"))
        .containsExactly("t");
  }

  @Test
  void aReplayBesideTheLiveEventsIsNotCounted() throws SQLException {
    execute("insert into replay_copy (name, workspace) values ('wsp_1', 'wsp_0')");
    accepted("src_1", NOON.minusSeconds(600), 1);
    passed(NOON);
    count();
    assertThat(counted()).isEmpty();
  }

  private void count() {
    new SourceFacts(database.worker(), Clock.fixed(NOON, ZoneOffset.UTC))
        .facts(new WorkspaceId("wsp_1"));
  }

  private List<String> counted() throws SQLException {
    return rows(
        """
        select to_char(at at time zone 'UTC', 'HH24:MI') || ' ' || source || ' ' || events
        from source_hour where workspace = 'wsp_1' order by at, source\
        """);
  }

  private void passed(Instant tick) throws SQLException {
    execute("update passed_tick set at = " + tick.toEpochMilli());
  }

  private void accepted(String source, Instant at, int number) throws SQLException {
    for (int i = 0; i < number; i++) {
      execute(
          """
          insert into accepted_event (workspace, event, source, type, name, message_hash, repeat,
            content_hash, topic, part, position, outcome, profile, happened_at, received_at,
            accepted_at)
          select 'wsp_1', event, source, 'track', 'Seen', sha256(convert_to(event, 'UTF8')), '', '',
            'events', 0, 1, 'applied', 'prf_1', at, at, at
          from (values ('%s', 'evt_%d', '%s'::timestamptz)) e(source, event, at)\
          """
              .formatted(source, ++events, at));
    }
  }

  private void execute(String sql) throws SQLException {
    try (Connection worker = database.worker().getConnection();
        PreparedStatement statement = worker.prepareStatement(sql)) {
      statement.execute();
    }
  }

  private List<String> rows(String sql) throws SQLException {
    try (Connection worker = database.worker().getConnection();
        PreparedStatement statement = worker.prepareStatement(sql);
        ResultSet found = statement.executeQuery()) {
      List<String> rows = new ArrayList<>();
      while (found.next()) {
        rows.add(found.getString(1));
      }
      return rows;
    }
  }
}
