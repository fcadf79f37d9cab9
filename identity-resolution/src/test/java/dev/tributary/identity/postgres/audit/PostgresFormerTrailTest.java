package dev.tributary.identity.postgres.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.audit.AdministrationEntry;
import dev.tributary.contracts.audit.AdministrationEntry.Act;
import dev.tributary.contracts.audit.AdministrationEntry.Actor;
import dev.tributary.contracts.audit.AdministrationEntry.Origin;
import dev.tributary.contracts.audit.AdministrationEntry.Outcome;
import dev.tributary.contracts.audit.AdministrationEntry.Result;
import dev.tributary.contracts.audit.ReadEntry;
import dev.tributary.contracts.audit.ReadEntryBuilder;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.audit.FormerTrail;
import dev.tributary.identity.audit.TrailHandover;
import dev.tributary.identity.postgres.OwnDatabase;
import dev.tributary.runtime.quarantine.StoredHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The handover out of the tables of an earlier version. */
class PostgresFormerTrailTest {
  private static final Instant AT = Instant.parse("2026-03-01T10:00:00.123456Z");
  private static final WorkspaceId WORKSPACE = new WorkspaceId("wsp_1");

  private final OwnDatabase database = OwnDatabase.migrated();
  private final Handle worker = Jdbi.open(database.worker());
  private final PostgresFormerTrail trail = new PostgresFormerTrail(database.worker());
  private final List<FormerTrail.Batch> published = new ArrayList<>();

  @AfterEach
  void close() {
    worker.close();
  }

  @Test
  void entriesKeepTheirIdsAndTimesAndTheTablesAreEmptyAfterwards() {
    AdministrationEntry action = action("ade_2");
    read("ade_1", "", "plan", 3);
    store(action);
    quarantine("{");
    new TrailHandover(trail, published::add).run();
    FormerTrail.Batch batch = published.getFirst();
    assertThat(batch.reads())
        .containsExactly(
            ReadEntryBuilder.builder()
                .id("ade_1")
                .workspace(WORKSPACE)
                .actor("sub")
                .actorName("anna")
                .operation("readProfile")
                .profile(null)
                .part("plan")
                .reads(3)
                .firstAt(AT)
                .lastAt(AT.plusSeconds(7))
                .build());
    assertThat(batch.actions()).containsExactly(action);
    Message message = batch.quarantined().getFirst();
    assertThat(message.topic().topicName()).isEqualTo("reads");
    assertThat(new String(message.value(), StandardCharsets.UTF_8)).isEqualTo("{");
    assertThat(message.headers()).containsKey("ce_id");
    assertThat(left()).isZero();
  }

  @Test
  void aProcessThatEndsBetweenTwoBatchesLosesNothing() {
    for (int i = 0; i < 1_200; i++) {
      read("ade_%04d".formatted(i), "prf_" + i, "", 1);
    }
    assertThatThrownBy(() ->
            new TrailHandover(
                    trail,
                    batch -> {
                      if (published.size() == 1) {
                        throw new IllegalStateException("killed");
                      }
                      published.add(batch);
                    })
                .run())
        .hasMessage("killed");
    assertThat(left()).isEqualTo(700);
    new TrailHandover(trail, published::add).run();
    assertThat(published.stream().flatMap(batch -> batch.reads().stream()).map(ReadEntry::id))
        .hasSize(1_200)
        .doesNotHaveDuplicates();
    assertThat(left()).isZero();
  }

  /** What another instance hands over at the same time stays to it. */
  @Test
  void twoInstancesNeverHandOverTheSameEntry() {
    read("ade_1", "prf_1", "", 1);
    trail.take(
        10,
        _ -> {
          assertThat(new PostgresFormerTrail(database.worker()).take(10, published::add)).isZero();
        });
    assertThat(published).isEmpty();
    assertThat(left()).isZero();
  }

  private void read(String id, String profile, String part, int reads) {
    worker.execute(
        """
        insert into audit_entry (workspace, id, actor, actor_name, operation, profile, part,
          minute, reads, first_at, last_at)
        values ('wsp_1', ?, 'sub', 'anna', 'readProfile', ?, ?, date_trunc('minute', cast(? as timestamptz)), ?, ?, ?)\
        """,
        id,
        profile,
        part,
        AT,
        reads,
        AT,
        AT.plusSeconds(7));
  }

  private void store(AdministrationEntry entry) {
    worker.execute(
        """
        insert into administration_entry (workspace, id, at, actor, actor_name, operation,
          outcome, entry)
        values ('wsp_1', ?, ?, 'sub-anna', 'anna', 'createSync', 'done', cast(? as jsonb))\
        """,
        entry.id(),
        entry.at(),
        new String(Json.write(entry), StandardCharsets.UTF_8));
  }

  private void quarantine(String value) {
    worker.execute(
        """
        insert into quarantined_message (topic, part, position, workspace, type, reason, detail,
          state, tried_by, message_value, message_headers)
        values ('reads', 0, 1, 'wsp_1', 't', 'failed', 'd', 'waiting', '', ?, ?)\
        """,
        value.getBytes(StandardCharsets.UTF_8),
        StoredHeaders.write(Map.of("ce_id", "m".getBytes(StandardCharsets.UTF_8))));
  }

  private static AdministrationEntry action(String id) {
    return new AdministrationEntry(
        id,
        WORKSPACE,
        AT,
        new Actor("sub-anna", "anna", Actor.Kind.PERSON),
        new Act("createSync", null, null, null),
        new Result(Outcome.DONE, null, 1),
        new Origin("destinations", "request", null),
        List.of());
  }

  private long left() {
    return worker
        .createQuery(
            "select (select count(*) from audit_entry)"
                + " + (select count(*) from administration_entry)"
                + " + (select count(*) from quarantined_message)")
        .mapTo(Long.class)
        .one();
  }
}
