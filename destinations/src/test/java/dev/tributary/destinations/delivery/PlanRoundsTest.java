package dev.tributary.destinations.delivery;

import static dev.tributary.destinations.delivery.Bench.WORKSPACE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.connector.Mode;
import dev.tributary.destinations.plan.Effects;
import dev.tributary.destinations.plan.LeftOut;
import dev.tributary.destinations.plan.PlanBasis;
import dev.tributary.destinations.plan.PlanResult;
import dev.tributary.destinations.plan.PlanRounds;
import dev.tributary.destinations.plan.PlanRun;
import dev.tributary.destinations.plan.PlanRun.State;
import dev.tributary.destinations.plan.PlanTicket.Action;
import dev.tributary.destinations.plan.SyncPlan;
import dev.tributary.destinations.plan.SyncPlanBuilder;
import dev.tributary.destinations.postgres.plan.PostgresPlanRunStore;
import dev.tributary.destinations.postgres.plan.PostgresPlanRuns;
import dev.tributary.destinations.sync.Catalogue.Sync;
import dev.tributary.runtime.problem.Problems;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Plans that are computed in the background, step by step. */
class PlanRoundsTest {
  private static final PlanBasis FACTS = PlanBasis.facts(3, 2, "account", "limits", 1);
  private static final SyncPlan PLAN =
      SyncPlanBuilder.builder()
          .complete(true)
          .people(4)
          .records(new Effects(1, 0, 0, 1, 0))
          .memberships(null)
          .leftOut(
              new TreeMap<>(
                  Map.of(
                      new LeftOut("consent", "marketing", null), 1L,
                      new LeftOut("required", null, "name"), 1L)))
          .items(1)
          .requests(1)
          .fields(2)
          .digest(-7)
          .build();

  private final Ids ids = new Ids(Clock.systemUTC(), new SecureRandom());
  private final Bench bench = Bench.allowing(EffectClass.A);
  private final PostgresPlanRuns runs =
      new PostgresPlanRuns(bench.requests, () -> ids.next(Ids.RUN));
  private final PostgresPlanRunStore store = new PostgresPlanRunStore(bench.worker);
  private Sync sync;

  @BeforeEach
  void aSync() throws Exception {
    SyncId id = bench.profileSync(bench.destination(), Mode.UPSERT);
    sync = bench.catalogue().sync(id).orElseThrow();
  }

  @AfterEach
  void close() throws Exception {
    bench.close();
  }

  private PlanRun start() {
    return runs.start(Action.CHANGE, sync, 5_000).orElseThrow();
  }

  private PlanRun find(PlanRun run) {
    return runs.find(WORKSPACE, run.id()).orElseThrow();
  }

  private static PlanResult result() {
    return PlanResult.of(FACTS, PLAN, Instant.EPOCH, Instant.EPOCH.plusSeconds(60));
  }

  @Test
  void aPlanIsStoredAsItWasComputed() {
    PlanRun run = start();
    assertThat(run.state()).isEqualTo(State.RUNNING);
    assertThat(run.about()).isEqualTo(5_000);
    assertThat(runs.start(Action.RERUN, sync, 1)).as("one at a time").isEmpty();
    PlanRounds rounds =
        new PlanRounds(
            store,
            (leased, progress) -> {
              assertThat(leased.action()).isEqualTo(Action.CHANGE);
              assertThat(leased.spec()).isEqualTo(sync.spec());
              assertThat(leased.sync()).isEqualTo(sync.id());
              assertThat(leased.syncVersion()).isEqualTo(sync.version());
              progress.at(2, 3_000);
              assertThat(find(run).pass()).isEqualTo(2);
              assertThat(find(run).counted()).isEqualTo(3_000);
              return result();
            });
    assertThat(rounds.step()).isTrue();
    PlanRun done = find(run);
    assertThat(done.state()).isEqualTo(State.DONE);
    assertThat(done.result()).isEqualTo(result());
    assertThat(Objects.requireNonNull(done.result()).plan()).isEqualTo(PLAN);
    assertThat(rounds.step()).isFalse();
    assertThat(runs.start(Action.RERUN, sync, 1)).isPresent();
  }

  @Test
  void aCancelledPlanHasNoResult() {
    PlanRun run = start();
    PlanRounds rounds =
        new PlanRounds(
            store,
            (leased, progress) -> {
              assertThat(runs.cancel(WORKSPACE, run.id())).isTrue();
              progress.at(1, 1_000);
              throw new AssertionError("A cancelled plan goes on");
            });
    assertThat(rounds.step()).isTrue();
    assertThat(find(run).state()).isEqualTo(State.CANCELLED);
    assertThat(runs.cancel(WORKSPACE, run.id())).isFalse();
  }

  @Test
  void aPlanThatCannotBeMadeSaysWhy() {
    PlanRun run = start();
    new PlanRounds(
            store,
            (leased, progress) -> {
              throw Problems.CONFLICT.problem("The people change");
            })
        .step();
    assertThat(find(run).state()).isEqualTo(State.FAILED);
    assertThat(find(run).words()).isEqualTo("The people change");
  }

  /** The lease of an instance that has ended passes to another one, and it begins again. */
  @Test
  void anotherInstanceBeginsAgainAndTheFormerOneStoresNothing() throws Exception {
    PlanRun run = start();
    PlanRun former = store.lease().orElseThrow();
    assertThat(store.advance(former, 1, 2_000)).isTrue();
    assertThat(store.lease()).as("it is leased").isEmpty();
    bench.execute("update sync_plan set lease_until = clock_timestamp() - interval '1 second'");
    PlanRun next = store.lease().orElseThrow();
    assertThat(next.id()).isEqualTo(run.id());
    assertThat(next.counted()).isZero();
    assertThat(store.advance(former, 1, 3_000)).isFalse();
    store.done(former, result());
    assertThat(find(run).state()).isEqualTo(State.RUNNING);
    store.done(next, result());
    assertThat(find(run).state()).isEqualTo(State.DONE);
  }

  @Test
  void aPlanThatFailsAgainAndAgainEnds() throws Exception {
    PlanRun run = start();
    PlanRounds rounds =
        new PlanRounds(
            store,
            (leased, progress) -> {
              throw new IllegalStateException("No");
            });
    for (int attempt = 1; attempt <= 5; attempt++) {
      assertThat(rounds.step()).isTrue();
      bench.execute("update sync_plan set lease_until = clock_timestamp() - interval '1 second'");
    }
    assertThat(rounds.step()).isFalse();
    assertThat(find(run).state()).isEqualTo(State.FAILED);
  }

  @Test
  void aPlanThatNobodyAsksForEndsAndAnOldOneIsDeleted() throws Exception {
    PlanRun run = start();
    bench.execute("update sync_plan set asked_at = clock_timestamp() - interval '3 minutes'");
    assertThat(store.lease()).isEmpty();
    assertThat(find(run).state()).isEqualTo(State.CANCELLED);
    bench.execute("update sync_plan set ended_at = clock_timestamp() - interval '16 minutes'");
    assertThat(runs.find(WORKSPACE, run.id())).isEmpty();
    assertThat(store.lease()).isEmpty();
    assertThat(bench.number("select count(*) from sync_plan")).isZero();
  }
}
