package dev.tributary.runtime.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.audit.AdministrationEntry.Act;
import dev.tributary.contracts.audit.AdministrationEntry.Actor;
import dev.tributary.contracts.audit.AdministrationEntry.Origin;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.TestDatabase;
import dev.tributary.runtime.postgres.RequestDatabase;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TrailWriterTest {
  private final Clock clock = Clock.systemUTC();
  private final RefusalCounts refusals = new RefusalCounts(new Ids(clock, new Random(7)), clock);
  private TestDatabase database;

  @BeforeEach
  void aDatabase() throws SQLException {
    database = TestDatabase.migrated("trail");
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void refusalsAfterTheFirstEntryAreWrittenBeforeTheProcessEnds() throws SQLException {
    try (TrailWriter writer = new TrailWriter(refusals, new RequestDatabase(database.request()))) {
      refuse();
      writer.start();
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(written("count(*)")).isEqualTo(1));
      refuse();
      refuse();
    }
    assertThat(written("count(*)")).isEqualTo(2);
    assertThat(written("count(distinct id)")).isEqualTo(1);
    assertThat(
            written("max((convert_from(payload, 'UTF8')::json -> 'result' ->> 'times')::bigint)"))
        .isEqualTo(3);
  }

  private long written(String what) throws SQLException {
    return database.number("select " + what + " from definition_outbox");
  }

  private void refuse() {
    refusals.add(
        new WorkspaceId("wsp_1"),
        new Actor("sub-anna", "anna", Actor.Kind.PERSON),
        new Act("deleteSource", "source", "src_1", null),
        403,
        new Origin("test", "request", "192.0.2.7"));
  }
}
