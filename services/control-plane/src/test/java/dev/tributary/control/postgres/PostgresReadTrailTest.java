package dev.tributary.identity.postgres.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.audit.PersonalDataRead;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.audit.ReadQueries.Entry;
import dev.tributary.identity.postgres.OwnDatabase;
import dev.tributary.identity.postgres.Retention;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PostgresReadTrailTest {
  private static final Instant THEN = Instant.parse("2026-03-01T10:00:00Z");

  private final OwnDatabase database = OwnDatabase.migrated();
  private final PostgresReadTrail audit =
      new PostgresReadTrail(
          database.requests(), new AuditEntries(new Ids(Clock.systemUTC(), new Random())));

  @Test
  void aReadIsCountedWithTheOthersOfItsMinute() {
    read(THEN);
    read(THEN.plusSeconds(59));
    read(THEN.plusSeconds(60));
    assertThat(entries(new WorkspaceId("wsp_1")))
        .extracting(Entry::reads, Entry::firstAt, Entry::lastAt)
        .containsExactly(
            tuple(1, THEN.plusSeconds(60), THEN.plusSeconds(60)),
            tuple(2, THEN, THEN.plusSeconds(59)));
    assertThat(entries(new WorkspaceId("wsp_2"))).isEmpty();
  }

  @Test
  void aReadThatComesLateStandsWhereItBelongs() {
    read(THEN.plusSeconds(120));
    read(THEN.plusSeconds(30));
    read(THEN);
    assertThat(entries(new WorkspaceId("wsp_1")))
        .extracting(Entry::reads, Entry::firstAt, Entry::lastAt)
        .containsExactly(
            tuple(1, THEN.plusSeconds(120), THEN.plusSeconds(120)),
            tuple(2, THEN, THEN.plusSeconds(30)));
  }

  @Test
  void whatWasReadIsForgottenAfterAYear() throws SQLException {
    Instant later = THEN.plus(Duration.ofDays(2));
    read(THEN);
    read(later);
    new Retention(database.worker())
        .forget(THEN.plus(Retention.AUDIT_KEPT).plus(Duration.ofDays(1)));
    assertThat(entries(new WorkspaceId("wsp_1"))).extracting(Entry::firstAt).containsExactly(later);
  }

  private void read(Instant at) {
    audit.add(
        new PersonalDataRead(
            new WorkspaceId("wsp_1"), "sub", "anna", "readProfile", List.of("prf_1"), null, at));
  }

  private List<Entry> entries(WorkspaceId workspace) {
    return audit.list(workspace, null, null, null, 10);
  }
}
