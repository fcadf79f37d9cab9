package dev.tributary.identity.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tributary.identity.postgres.AuditTable.Entry;
import dev.tributary.identity.postgres.AuditTable.Read;
import dev.tributary.identity.postgres.AuditTable.Reading;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AuditTableTest {
  private static final Instant THEN = Instant.parse("2026-03-01T10:00:00Z");

  private final OwnDatabase database = OwnDatabase.migrated();
  private final AuditTable audit = new AuditTable(database.requests());

  @Test
  void aReadIsCountedWithTheOthersOfItsMinute() {
    read("ade_1", THEN);
    read("ade_2", THEN.plusSeconds(59));
    read("ade_3", THEN.plusSeconds(60));
    assertThat(entries("wsp_1"))
        .extracting(Entry::id, Entry::reads, Entry::firstAt, Entry::lastAt)
        .containsExactly(
            tuple("ade_3", 1, THEN.plusSeconds(60), THEN.plusSeconds(60)),
            tuple("ade_1", 2, THEN, THEN.plusSeconds(59)));
    assertThat(entries("wsp_2")).isEmpty();
  }

  @Test
  void whatWasReadIsForgottenAfterAYear() throws SQLException {
    read("ade_1", THEN);
    read("ade_2", THEN.plus(Duration.ofDays(2)));
    new Retention(database.worker())
        .forget(THEN.plus(Retention.AUDIT_KEPT).plus(Duration.ofDays(1)));
    assertThat(entries("wsp_1")).extracting(Entry::id).containsExactly("ade_2");
  }

  private void read(String id, Instant at) {
    audit.add(
        "wsp_1",
        new Read("sub", "anna", "readProfile", null, at),
        List.of(new Reading(id, "prf_1")));
  }

  private List<Entry> entries(String workspace) {
    return audit.list(workspace, null, null, null, 10);
  }
}
