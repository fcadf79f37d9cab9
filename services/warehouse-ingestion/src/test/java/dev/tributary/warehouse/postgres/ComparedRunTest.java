package dev.tributary.warehouse.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.IntNode;
import dev.tributary.contracts.Ids;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.ModelId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.local.infra.ServiceDatabase;
import dev.tributary.runtime.threads.Wakeup;
import dev.tributary.testkit.infra.TestPool;
import dev.tributary.warehouse.TestDatabase;
import dev.tributary.warehouse.run.ClaimedRun;
import dev.tributary.warehouse.snapshot.Counts;
import dev.tributary.warehouse.snapshot.SampleRow;
import io.agroal.api.AgroalDataSource;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

class ComparedRunTest {
  /** Says of each change of a run whether it has counts, and whether it has rows. */
  private static final String WATCH =
      """
      create table seen (counted boolean, shown boolean);
      grant insert, select on seen to public;
      create function watch() returns trigger language plpgsql as $$
      begin
        insert into seen values ((new.counts ->> 'added')::int > 0, new.samples is not null);
        return new;
      end $$;
      create trigger watch before update on run for each row execute function watch()\
      """;

  @Test
  void whoeverSeesTheCountsOfARunSeesItsRows() throws Exception {
    ServiceDatabase database = TestDatabase.migrated("compared");
    try (AgroalDataSource owner = TestPool.of(database.address(), database.owner());
        AgroalDataSource worker = TestPool.of(database.address(), database.worker())) {
      Jdbi.create(owner)
          .useHandle(handle -> handle.createScript(WATCH).executeAsSeparateStatements());
      PostgresRuns runs =
          new PostgresRuns(
              Jdbi.create(worker),
              new Ids(Clock.systemUTC(), new SecureRandom()),
              Clock.systemUTC(),
              List::of,
              new Wakeup(1));
      runs.enqueue(new WorkspaceId("wsp_1"), new ModelId("mdl_1"), "manual", null);
      ClaimedRun run = runs.claim("process", 1).orElseThrow();

      SampleRow row =
          new SampleRow(
              "added",
              Json.MAPPER.createObjectNode().set("id", IntNode.valueOf(1)),
              null,
              List.of());
      runs.compared(run, new Counts(1, 0, 1, 0, 0, 0, 0), List.of(), List.of(row));

      List<Boolean> shown =
          Jdbi.create(worker)
              .withHandle(handle ->
                  handle
                      .createQuery("select shown from seen where counted")
                      .mapTo(Boolean.class)
                      .list());
      assertThat(shown).containsExactly(true);
    }
  }
}
