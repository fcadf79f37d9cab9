package dev.tributary.warehouse.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.id.ModelId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.local.infra.ServiceDatabase;
import dev.tributary.runtime.postgres.RequestDatabase;
import dev.tributary.runtime.threads.Wakeup;
import dev.tributary.runtime.work.LeaseLost;
import dev.tributary.runtime.work.Renewal;
import dev.tributary.testkit.infra.TestPool;
import dev.tributary.warehouse.TestDatabase;
import dev.tributary.warehouse.run.ClaimedRun;
import dev.tributary.warehouse.run.Phase;
import dev.tributary.warehouse.run.Run;
import dev.tributary.warehouse.run.RunQueue;
import dev.tributary.warehouse.run.RunState;
import dev.tributary.warehouse.snapshot.Counts;
import io.agroal.api.AgroalDataSource;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A worker was paused for longer than its lease. */
class RunFenceTest {
  private static final WorkspaceId SHOP = new WorkspaceId("wsp_1");
  private static final Instant AT = Instant.parse("2026-01-15T12:00:00Z");
  private static final Run.Failure FAILURE =
      new Run.Failure("engine-failed", "The query was ended");

  private AgroalDataSource worker;
  private AgroalDataSource request;
  private PostgresRuns runs;
  private RunQueries queries;

  @BeforeEach
  void open() throws Exception {
    ServiceDatabase database = TestDatabase.migrated("fence");
    worker = TestPool.of(database.address(), database.worker());
    request = TestPool.of(database.address(), database.request());
    Ids ids = new Ids(Clock.systemUTC(), new SecureRandom());
    Wakeup queued = new Wakeup(1);
    runs = new PostgresRuns(Jdbi.create(worker), ids, Clock.systemUTC(), List::of, queued);
    queries = new RunQueries(new RequestDatabase(request), ids, Clock.systemUTC(), queued);
    runs.enqueue(SHOP, new ModelId("mdl_1"), "manual", null);
  }

  @AfterEach
  void close() {
    request.close();
    worker.close();
  }

  @Test
  void aPausedWorkerChangesNothingOfARunThatAnotherWorkerHasTakenOver() {
    ClaimedRun paused = claim("first");
    leaseEnds();
    ClaimedRun taken = claim("second");
    runs.started(taken, AT);
    runs.phase(taken, Phase.PUBLISHING);
    runs.published(taken, 7);
    String before = row();

    assertNothingChanges(paused, before);

    assertThat(runs.renew(paused)).isEqualTo(Renewal.LOST);
    assertThat(row()).isEqualTo(before);
    runs.ended(taken, RunState.SUCCEEDED, null);
    assertThat(queries.find(SHOP, taken.run().id()).orElseThrow().state())
        .isEqualTo(RunState.SUCCEEDED);
  }

  @Test
  void aPausedWorkerLosesItsRunToAnotherWorkerOfTheSameProcessToo() {
    RunQueue queue = new RunQueue(runs, "process", 2);
    ClaimedRun paused = queue.claim().orElseThrow();
    leaseEnds();
    ClaimedRun taken = queue.claim().orElseThrow();

    assertNothingChanges(paused, row());

    assertThat(queue.renew(paused)).isEqualTo(Renewal.LOST);
    assertThat(queue.renew(taken)).isEqualTo(Renewal.GO_ON);
  }

  @Test
  void aShutdownLeavesARunToItsLease() {
    RunQueue queue = new RunQueue(runs, "process", 2);
    ClaimedRun claimed = queue.claim().orElseThrow();
    String before = row();

    queue.giveBack(claimed);

    assertThat(row()).isEqualTo(before);
  }

  @Test
  void aPausedWorkerChangesNothingOfARunThatAnotherWorkerHasEnded() {
    ClaimedRun paused = claim("first");
    leaseEnds();
    runs.ended(claim("second"), RunState.SUCCEEDED, null);

    assertNothingChanges(paused, row());

    assertThat(runs.renew(paused)).isEqualTo(Renewal.LOST);
  }

  @Test
  void aWorkerChangesNothingAfterItHasHeldTheRunAndAfterTheUserHasCancelledTheHeldRun() {
    ClaimedRun claimed = claim("first");
    runs.held(claimed, "Too many rows would be removed");

    assertNothingChanges(claimed, row());

    assertThat(queries.cancel(SHOP, claimed.run().id(), "anna").orElseThrow().state())
        .isEqualTo(RunState.CANCELLED);
    assertNothingChanges(claimed, row());
  }

  @Test
  void aWorkerWhoseLeaseEndedGoesOnIfNoOtherWorkerHasTakenOver() {
    ClaimedRun paused = claim("first");
    leaseEnds();

    runs.phase(paused, Phase.READING);

    assertThat(runs.renew(paused)).isEqualTo(Renewal.GO_ON);
    assertThat(runs.claim("second", 2)).isEmpty();
  }

  @Test
  void theOwnerSeesThatAUserHasCancelledTheRunAndStoresTheEnd() {
    ClaimedRun claimed = claim("first");
    queries.cancel(SHOP, claimed.run().id(), "anna");

    assertThat(runs.renew(claimed)).isEqualTo(Renewal.CANCEL);

    runs.ended(claimed, RunState.CANCELLED, null);
    assertThat(queries.find(SHOP, claimed.run().id()).orElseThrow().state())
        .isEqualTo(RunState.CANCELLED);
  }

  private void assertNothingChanges(ClaimedRun lost, String before) {
    Stream.<Runnable>of(
            () -> runs.started(lost, AT.plusSeconds(1)),
            () -> runs.phase(lost, Phase.READING),
            () -> runs.compared(lost, new Counts(1, 0, 1, 0, 0, 0, 0), List.of(), List.of()),
            () -> runs.published(lost, 1),
            () -> runs.held(lost, "Too many rows would be removed"),
            () -> runs.ended(lost, RunState.FAILED, FAILURE))
        .forEach(late -> {
          assertThatExceptionOfType(LeaseLost.class).isThrownBy(late::run);
          assertThat(row()).isEqualTo(before);
        });
  }

  private ClaimedRun claim(String owner) {
    return runs.claim(owner, 2).orElseThrow();
  }

  private void leaseEnds() {
    Jdbi.create(worker)
        .useHandle(handle ->
            handle.execute("update run set lease_until = clock_timestamp() - interval '1 second'"));
  }

  private String row() {
    return Jdbi.create(worker)
        .withHandle(handle ->
            handle
                .createQuery("select cast(to_jsonb(run) as text) from run")
                .mapTo(String.class)
                .one());
  }
}
