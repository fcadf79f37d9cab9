package dev.tributary.identity.postgres.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.health.HealthQueries;
import dev.tributary.identity.health.HealthQueries.Large;
import dev.tributary.identity.health.HealthQueries.MergesOfDay;
import dev.tributary.identity.postgres.OwnDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HealthQueriesTest {
  /** Noon of the day on which summer time begins. */
  private static final ZonedDateTime NOON =
      ZonedDateTime.of(2026, 3, 29, 12, 0, 0, 0, ZoneId.of("Europe/Amsterdam"));

  private final OwnDatabase database = OwnDatabase.migrated();
  private HealthQueries reads;

  @BeforeEach
  void read() {
    reads = new PostgresHealthQueries(database.requests());
  }

  @Test
  void aDayIsAsLongAsItIsInItsZoneAndTheWeekEndsNow() throws SQLException {
    merged(new WorkspaceId("wsp_1"), "2026-03-22T22:59:59.999999Z"); // the day before the week
    merged(new WorkspaceId("wsp_1"), "2026-03-22T23:00:00Z");
    merged(new WorkspaceId("wsp_1"), "2026-03-23T22:59:59.999999Z");
    merged(new WorkspaceId("wsp_1"), "2026-03-28T22:59:59.999999Z");
    merged(new WorkspaceId("wsp_1"), "2026-03-28T23:00:00Z");
    merged(new WorkspaceId("wsp_1"), "2026-03-29T09:59:59Z");
    merged(new WorkspaceId("wsp_1"), "2026-03-29T10:00:00Z");
    merged(new WorkspaceId("wsp_1"), "2026-03-29T10:00:00.000001Z"); // not yet
    merged(new WorkspaceId("wsp_2"), "2026-03-27T12:00:00Z");
    assertThat(reads.of(new WorkspaceId("wsp_1"), NOON, _ -> false).merges())
        .containsExactly(
            new MergesOfDay(LocalDate.of(2026, 3, 29), 3),
            new MergesOfDay(LocalDate.of(2026, 3, 28), 1),
            new MergesOfDay(LocalDate.of(2026, 3, 23), 2));
  }

  @Test
  void aZoneWhoseNameIsAnAbbreviationTooHasItsSummerTime() throws SQLException {
    merged(new WorkspaceId("wsp_1"), "2026-07-13T21:59:59Z");
    merged(new WorkspaceId("wsp_1"), "2026-07-13T22:00:00Z");
    assertThat(
            reads
                .of(
                    new WorkspaceId("wsp_1"),
                    ZonedDateTime.of(2026, 7, 15, 12, 0, 0, 0, ZoneId.of("CET")),
                    _ -> false)
                .merges())
        .containsExactly(
            new MergesOfDay(LocalDate.of(2026, 7, 14), 1),
            new MergesOfDay(LocalDate.of(2026, 7, 13), 1));
  }

  @Test
  void fiveAreTheLargest() throws SQLException {
    has(new WorkspaceId("wsp_1"), "prf_a", 12);
    has(new WorkspaceId("wsp_1"), "prf_b", 9);
    has(new WorkspaceId("wsp_1"), "prf_c", 14);
    has(new WorkspaceId("wsp_1"), "prf_d", 10);
    has(new WorkspaceId("wsp_1"), "prf_e", 100);
    has(new WorkspaceId("wsp_1"), "prf_g", 12);
    has(new WorkspaceId("wsp_1"), "prf_f", 12);
    has(new WorkspaceId("wsp_2"), "prf_h", 1_000);
    assertThat(reads.of(new WorkspaceId("wsp_1"), NOON, _ -> false).largest())
        .containsExactly(
            new Large(new ProfileId("prf_e"), 100),
            new Large(new ProfileId("prf_c"), 14),
            new Large(new ProfileId("prf_a"), 12),
            new Large(new ProfileId("prf_f"), 12),
            new Large(new ProfileId("prf_g"), 12));
  }

  @Test
  void aSharedValueThatIsBlockedAsksNothingOfAnybody() throws SQLException {
    for (String value : List.of("office", "till", "kiosk")) {
      shared(new WorkspaceId("wsp_1"), value, true);
    }
    shared(new WorkspaceId("wsp_1"), "ann", false);
    shared(new WorkspaceId("wsp_2"), "desk", true);
    Identifier till = new Identifier("email", "till");
    assertThat(reads.of(new WorkspaceId("wsp_1"), NOON, _ -> false).suspected()).isEqualTo(3);
    assertThat(reads.of(new WorkspaceId("wsp_1"), NOON, till::equals).suspected()).isEqualTo(2);
    assertThat(reads.of(new WorkspaceId("wsp_1"), NOON, _ -> true).suspected()).isZero();
  }

  @Test
  void oneHundredSharedValuesAreAsManyAsMore() throws SQLException {
    for (int i = 0; i < 103; i++) {
      shared(new WorkspaceId("wsp_1"), "kiosk" + i, true);
    }
    Identifier one = new Identifier("email", "kiosk102");
    assertThat(reads.of(new WorkspaceId("wsp_1"), NOON, one::equals).suspected()).isEqualTo(100);
  }

  private void shared(WorkspaceId workspace, String value, boolean suspected) throws SQLException {
    insert(
        "shared_identifier (workspace, type, value, beside, suspected, first_at, last_at)"
            + " values (?, 'email', ?, '{}', ?, now(), now())",
        workspace.value(),
        value,
        suspected);
  }

  private void merged(WorkspaceId workspace, String at) throws SQLException {
    insert(
        "merged_profile (workspace, profile, survivor, version, merged_at, cause)"
            + " values (?, 'prf_' || ?, 'prf_1', 1, ?::timestamptz, 'evt_1')",
        workspace.value(),
        at,
        at);
  }

  private void has(WorkspaceId workspace, String profile, int identifiers) throws SQLException {
    insert(
        "profile (workspace, profile, version, document, identifiers)"
            + " values (?, ?, 1, ''::bytea, ?)",
        workspace.value(),
        profile,
        identifiers);
  }

  private void insert(String row, Object... values) throws SQLException {
    try (Connection worker = database.worker().getConnection();
        PreparedStatement statement = worker.prepareStatement("insert into " + row)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.executeUpdate();
    }
  }
}
