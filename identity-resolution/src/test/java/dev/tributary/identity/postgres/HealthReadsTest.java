package dev.tributary.identity.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.identity.postgres.HealthReads.Large;
import dev.tributary.identity.postgres.HealthReads.MergesOfDay;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HealthReadsTest {
  /** Noon of the day on which summer time begins. */
  private static final ZonedDateTime NOON =
      ZonedDateTime.of(2026, 3, 29, 12, 0, 0, 0, ZoneId.of("Europe/Amsterdam"));

  private final OwnDatabase database = OwnDatabase.migrated();
  private HealthReads reads;

  @BeforeEach
  void read() {
    reads = new HealthReads(database.requests());
  }

  @Test
  void aDayIsAsLongAsItIsInItsZoneAndTheWeekEndsNow() throws SQLException {
    merged("wsp_1", "2026-03-22T22:59:59.999999Z"); // the day before the week
    merged("wsp_1", "2026-03-22T23:00:00Z");
    merged("wsp_1", "2026-03-23T22:59:59.999999Z");
    merged("wsp_1", "2026-03-28T22:59:59.999999Z");
    merged("wsp_1", "2026-03-28T23:00:00Z");
    merged("wsp_1", "2026-03-29T09:59:59Z");
    merged("wsp_1", "2026-03-29T10:00:00Z");
    merged("wsp_1", "2026-03-29T10:00:00.000001Z"); // not yet
    merged("wsp_2", "2026-03-27T12:00:00Z");
    assertThat(reads.of("wsp_1", NOON).merges())
        .containsExactly(
            new MergesOfDay(LocalDate.of(2026, 3, 29), 3),
            new MergesOfDay(LocalDate.of(2026, 3, 28), 1),
            new MergesOfDay(LocalDate.of(2026, 3, 23), 2));
  }

  @Test
  void aZoneWhoseNameIsAnAbbreviationTooHasItsSummerTime() throws SQLException {
    merged("wsp_1", "2026-07-13T21:59:59Z");
    merged("wsp_1", "2026-07-13T22:00:00Z");
    assertThat(
            reads
                .of("wsp_1", ZonedDateTime.of(2026, 7, 15, 12, 0, 0, 0, ZoneId.of("CET")))
                .merges())
        .containsExactly(
            new MergesOfDay(LocalDate.of(2026, 7, 14), 1),
            new MergesOfDay(LocalDate.of(2026, 7, 13), 1));
  }

  @Test
  void fiveAreTheLargest() throws SQLException {
    has("wsp_1", "prf_a", 12);
    has("wsp_1", "prf_b", 9);
    has("wsp_1", "prf_c", 14);
    has("wsp_1", "prf_d", 10);
    has("wsp_1", "prf_e", 100);
    has("wsp_1", "prf_g", 12);
    has("wsp_1", "prf_f", 12);
    has("wsp_2", "prf_h", 1_000);
    assertThat(reads.of("wsp_1", NOON).largest())
        .containsExactly(
            new Large("prf_e", 100),
            new Large("prf_c", 14),
            new Large("prf_a", 12),
            new Large("prf_f", 12),
            new Large("prf_g", 12));
  }

  private void merged(String workspace, String at) throws SQLException {
    try (Connection worker = database.worker().getConnection();
        PreparedStatement insert =
            worker.prepareStatement(
                "insert into profile_alias (workspace, profile, survivor, version, merged_at, cause)"
                    + " values (?, 'prf_' || ?, 'prf_1', 1, ?::timestamptz, 'evt_1')")) {
      insert.setString(1, workspace);
      insert.setString(2, at);
      insert.setString(3, at);
      insert.executeUpdate();
    }
  }

  private void has(String workspace, String profile, int identifiers) throws SQLException {
    try (Connection worker = database.worker().getConnection();
        PreparedStatement insert =
            worker.prepareStatement(
                "insert into profile (workspace, profile, version, document, identifiers)"
                    + " values (?, ?, 1, ''::bytea, ?)")) {
      insert.setString(1, workspace);
      insert.setString(2, profile);
      insert.setInt(3, identifiers);
      insert.executeUpdate();
    }
  }
}
