package dev.tributary.warehouse.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.id.ModelId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.local.infra.ServiceDatabase;
import dev.tributary.runtime.postgres.RequestDatabase;
import dev.tributary.runtime.threads.Wakeup;
import dev.tributary.testkit.infra.TestPool;
import dev.tributary.warehouse.TestDatabase;
import dev.tributary.warehouse.run.Run;
import io.agroal.api.AgroalDataSource;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The workers sleep for a second, so a run begins at once only after a signal. */
class QueuedRunTest {
  private static final WorkspaceId SHOP = new WorkspaceId("wsp_1");

  private final Wakeup queued = new Wakeup(2);
  private AgroalDataSource worker;
  private AgroalDataSource request;
  private PostgresRuns runs;
  private RunQueries queries;

  @BeforeEach
  void open() throws Exception {
    ServiceDatabase database = TestDatabase.migrated("queued");
    worker = TestPool.of(database.address(), database.worker());
    request = TestPool.of(database.address(), database.request());
    Ids ids = new Ids(Clock.systemUTC(), new SecureRandom());
    runs = new PostgresRuns(Jdbi.create(worker), ids, Clock.systemUTC(), List::of, queued);
    queries = new RunQueries(new RequestDatabase(request), ids, Clock.systemUTC(), queued);
  }

  @AfterEach
  void close() {
    request.close();
    worker.close();
  }

  @Test
  void aScheduledRunWakesAWorker() throws Exception {
    assertThat(runs.enqueue(SHOP, new ModelId("mdl_1"), "schedule", null)).isPresent();

    assertThat(woken()).isTrue();
  }

  @Test
  void aRequestedRunWakesAWorkerAndARefusedOneDoesNot() throws Exception {
    assertThat(queries.enqueue(SHOP, new ModelId("mdl_1"), "anna")).isPresent();

    assertThat(woken()).isTrue();
    assertThat(queries.enqueue(SHOP, new ModelId("mdl_1"), "anna")).isEmpty();
    assertThat(woken()).isFalse();
  }

  @Test
  void aReleasedRunWakesAWorker() throws Exception {
    Run run = queries.enqueue(SHOP, new ModelId("mdl_1"), "anna").orElseThrow();
    assertThat(woken()).isTrue();
    runs.held(runs.claim("process", 1).orElseThrow(), "Too many rows would be removed");

    assertThat(queries.release(SHOP, run.id(), "anna")).isPresent();

    assertThat(woken()).isTrue();
  }

  private boolean woken() throws InterruptedException {
    return queued.await(Duration.ZERO);
  }
}
