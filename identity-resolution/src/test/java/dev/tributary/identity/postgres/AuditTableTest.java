package dev.tributary.identity.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tributary.identity.postgres.AuditTable.Entry;
import dev.tributary.identity.postgres.AuditTable.Read;
import dev.tributary.identity.postgres.AuditTable.Reading;
import dev.tributary.local.infra.Credentials;
import dev.tributary.local.infra.ServiceDatabase;
import dev.tributary.runtime.postgres.Migrations;
import dev.tributary.runtime.postgres.RequestDatabase;
import dev.tributary.testkit.infra.TestInfrastructure;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class AuditTableTest {
  private static final Instant THEN = Instant.parse("2026-03-01T10:00:00Z");

  private final ServiceDatabase database = TestInfrastructure.postgres("identity");
  private final AuditTable audit = new AuditTable(new RequestDatabase(as(database.request())));

  @BeforeEach
  void migrate() {
    Migrations.of(AuditTableTest.class.getClassLoader())
        .migrate(
            database.address(),
            new Migrations.Credentials(database.owner().user(), database.owner().password()),
            database.worker().user(),
            database.request().user());
  }

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
    new Retention(as(database.worker()))
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

  private DataSource as(Credentials role) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(database.address());
    source.setUser(role.user());
    source.setPassword(role.password());
    return source;
  }
}
