package dev.tributary.destinations.delivery;

import static dev.tributary.destinations.delivery.Bench.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.Message;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.delivery.FakeJobVendor.Shape;
import dev.tributary.destinations.ledger.Priority;
import dev.tributary.destinations.limit.RowLimit;
import dev.tributary.destinations.pacing.Budget;
import dev.tributary.destinations.pacing.BudgetBuilder;
import dev.tributary.destinations.pacing.ReportedUse;
import dev.tributary.destinations.protocol.JobHeldBack;
import dev.tributary.destinations.protocol.JobLog;
import dev.tributary.destinations.protocol.JobLost;
import dev.tributary.destinations.protocol.StoreFailure;
import dev.tributary.destinations.sync.Catalogue;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The limits of jobs of an account: how many begin, and how many are open. */
class JobLimitsTest {
  private static final Duration DEADLINE = Duration.ofHours(1);
  private static final JobLog.Account ONE_JOB = new JobLog.Account("account", 1);
  private static final Set<String> ROWS = Set.of("rows");
  private static final Budget JOBS =
      BudgetBuilder.builder(Budget.requests(1, 86_400)).unit(Budget.Unit.JOBS).build();

  private final FakeJobVendor vendor =
      new FakeJobVendor(Shape.SUBMITTED, EffectClass.A, false, false);
  private Bench bench;
  private DestinationId id;
  private int people;

  @BeforeEach
  void open() throws Exception {
    bench = Bench.ofVendor(vendor, vendor);
    id = bench.destination();
    bench.profileSync(id);
  }

  @AfterEach
  void close() throws Exception {
    bench.close();
  }

  private void apply(int number) throws Exception {
    int first = people;
    people += number;
    bench.apply(
        IntStream.range(first, people)
            .mapToObj(n ->
                bench.updated(person(new ProfileId("prf_" + n), 1, n + "@example.org", "Name")))
            .toArray(Message[]::new));
  }

  private Catalogue.Destination destination() throws SQLException {
    return bench.catalogue().destination(id).orElseThrow();
  }

  private Optional<LeasedBatch> claimed(RowLimit limit) throws StoreFailure, SQLException {
    return bench.deliveries.claim(destination(), 1, true, limit)
            instanceof WorkSearchResult.Taken(LeasedBatch batch, _, _)
        ? Optional.of(batch)
        : Optional.empty();
  }

  private void deliver(LeasedBatch batch) throws StoreFailure, SQLException {
    List<Outcome> outcomes = Collections.nCopies(batch.rows().size(), new Outcome.Delivered(null));
    OutcomeDecision decision =
        new OutcomeDecision(
            EffectClass.A, false, Instant.now(), Duration.ofSeconds(1), Duration.ofSeconds(1));
    List<AttemptReport> reports = decision.of(batch.rows(), outcomes);
    bench.deliveries.report(batch, reports, AttemptResult.of(reports, outcomes, List.of()));
  }

  private static void wait(Callable<Boolean> condition) {
    await().atMost(Duration.ofSeconds(30)).until(condition);
  }

  /** After the death of its worker, a job goes on at the vendor. */
  @Test
  void aJobHasItsSlotUntilItsRowsHaveLeftIt() throws Exception {
    apply(2);
    LeasedBatch first = claimed(RowLimit.NONE).orElseThrow();
    LeasedBatch job = bench.deliveries.begin(first, DEADLINE, ONE_JOB);
    apply(2);
    LeasedBatch second = claimed(RowLimit.NONE).orElseThrow();
    assertThatThrownBy(() -> bench.deliveries.begin(second, DEADLINE, ONE_JOB))
        .isInstanceOf(JobHeldBack.class)
        .hasMessage("The account has 1 open jobs, which is its limit");
    assertThat(bench.number("select count(*) from job")).isEqualTo(1);
    assertThat(bench.count(id, "in-flight")).as("nothing is recorded").isEqualTo(2);

    bench.change("update job set lease_until = begun_at");
    assertThat(bench.deliveries.openJobs(destination(), "account")).isEqualTo(1);
    assertThat(bench.deliveries.openJobs(destination(), "another name of it")).isEqualTo(1);
    bench.change("update job set workspace = 'wsp_another', destination = 'dst_another'");
    assertThat(bench.deliveries.openJobs(destination(), "account"))
        .as("a job of another workspace in the same account")
        .isEqualTo(1);
    assertThat(bench.deliveries.openJobs(destination(), "another name of it")).isZero();
    bench.change(
        "update job set workspace = '%s', destination = '%s'".formatted(Bench.WORKSPACE, id));

    LeasedBatch taken = claimed(RowLimit.NONE).orElseThrow();
    assertThat(taken.recorded()).isNotNull();
    deliver(taken);
    assertThat(bench.deliveries.openJobs(destination(), "account")).isZero();
    assertThat(bench.deliveries.begin(second, DEADLINE, ONE_JOB).recorded()).isNotNull();
    assertThat(job.rows()).hasSize(2);
  }

  @Test
  void aJobThatNobodyAsksAboutLosesItsSlotAndAQuestionKeepsIt() throws Exception {
    apply(1);
    LeasedBatch job =
        bench.deliveries.begin(claimed(RowLimit.NONE).orElseThrow(), DEADLINE, ONE_JOB);
    bench.change("update job set slot_until = slot_until - interval '61 minutes'");
    assertThat(bench.deliveries.openJobs(destination(), "account")).isZero();
    bench.deliveries.record(Objects.requireNonNull(job.recorded()));
    assertThat(bench.deliveries.openJobs(destination(), "account")).isEqualTo(1);
  }

  @Test
  void instancesBeginTogetherNoMoreJobsThanTheAccountMayHave() throws Exception {
    JobLog.Account account = new JobLog.Account("account", 2);
    List<LeasedBatch> batches = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      apply(1);
      batches.add(claimed(RowLimit.NONE).orElseThrow());
    }
    AtomicInteger held = new AtomicInteger();
    List<Thread> workers =
        batches.stream()
            .map(batch ->
                Thread.ofVirtual()
                    .start(() -> {
                      try {
                        bench.deliveries.begin(batch, DEADLINE, account);
                      } catch (JobHeldBack e) {
                        held.incrementAndGet();
                      } catch (JobLost e) {
                        throw new IllegalStateException(e);
                      }
                    }))
            .toList();
    for (Thread worker : workers) {
      worker.join();
    }
    assertThat(held).hasValue(4);
    assertThat(bench.number("select count(*) from job")).isEqualTo(2);
  }

  @Test
  void backfilledRowsWaitForAJobAndFewOnesDoNot() throws Exception {
    vendor.from = 3;
    apply(3);
    bench.change("update delivery set lane = " + Priority.BACKFILL.number());
    RowLimit waiting = RowLimit.NONE.withoutJobs(ROWS);
    assertThat(bench.deliveries.mostUrgent(destination(), 1, true, waiting)).isEmpty();
    assertThat(claimed(waiting)).isEmpty();
    assertThat(claimed(RowLimit.NONE.withoutJobs(Set.of("other")))).isPresent();

    bench.change("update delivery set state = 'delivered'");
    apply(2);
    bench.change(
        "update delivery set lane = %d where state = 'pending'"
            .formatted(Priority.BACKFILL.number()));
    assertThat(claimed(waiting).orElseThrow().rows()).hasSize(2);
  }

  /** A look at a backlog of hours must not read it. */
  @Test
  void rowsThatWaitForAJobAreNotRead() throws Exception {
    vendor.from = 3;
    apply(120);
    bench.change("update delivery set lane = " + Priority.BACKFILL.number());
    bench.change(
        "update delivery set hash = 'absent' where id = (select id"
            + " from delivery order by not_before desc, id desc limit 1)");
    RowLimit waiting = RowLimit.NONE.withoutJobs(ROWS);
    LeasedBatch removal = claimed(waiting).orElseThrow();
    assertThat(removal.rows()).as("a removal goes in no job").hasSize(1);
    assertThat(claimed(waiting)).isEmpty();
    String locked = "select count(*) from delivery where state = 'pending' and xmax::text <> '0'";
    assertThat(bench.number(locked)).as("locked rows").isZero();
    apply(5);
    assertThat(claimed(waiting).orElseThrow().rows()).as("live rows").hasSize(2);
  }

  @Test
  void liveRowsGoInSmallBatchesWhileJobsWait() throws Exception {
    vendor.from = 3;
    apply(5);
    RowLimit waiting = RowLimit.NONE.withoutJobs(ROWS);
    assertThat(claimed(waiting).orElseThrow().rows()).hasSize(2);
    assertThat(claimed(waiting).orElseThrow().rows()).hasSize(2);
    assertThat(claimed(waiting).orElseThrow().rows()).hasSize(1);
  }

  @Test
  void anObjectWithoutSmallBatchesWaits() throws Exception {
    apply(1);
    assertThat(claimed(RowLimit.NONE.withoutJobs(ROWS))).isEmpty();
    assertThat(claimed(RowLimit.NONE)).isPresent();
  }

  @Test
  void noRowIsClaimedWhileNoJobMayBegin() throws Exception {
    vendor.budgets = List.of(JOBS);
    AtomicBoolean spent = new AtomicBoolean(true);
    bench.limits.later =
        question ->
            spent.get()
                    && question.needs().stream()
                        .anyMatch(need -> need.budget().counts() == Budget.Unit.JOBS)
                ? Optional.of(Instant.now().plusMillis(20))
                : Optional.empty();
    apply(4);
    bench.engine();
    wait(() -> bench.limits.refused.get() >= 3);
    assertThat(bench.count(id, "pending")).isEqualTo(4);
    assertThat(bench.number("select count(*) from delivery where attempt > 0")).isZero();
    assertThat(vendor.jobs).isEmpty();

    spent.set(false);
    wait(() -> bench.count(id, "delivered") == 4);
    assertThat(vendor.jobs).hasSize(1);
    assertThat(bench.limits.used)
        .containsEntry("jobs " + bench.text("select sync from delivery limit 1"), 1L);
  }

  @Test
  void aFullAccountClaimsNoRowsForJobs() throws Exception {
    vendor.openJobs = 1;
    vendor.always = "working";
    apply(2);
    bench.engine();
    wait(() -> bench.number("select count(*) from job where lease_until is null") == 1);
    apply(2);
    assertThat(bench.count(id, "pending")).isEqualTo(2);
    vendor.always = null;
    wait(() -> bench.count(id, "delivered") == 4);
    assertThat(vendor.jobs).hasSize(2);
  }

  @Test
  void theVendorIsAskedHowMuchIsUsedBeforeABatch() throws Exception {
    Budget daily = Budget.requests(10_000, 86_400);
    vendor.budgets = List.of(Budget.requests(10, 1), daily);
    vendor.used = new ReportedUse(9_000, 10_000L);
    bench.limits.asks.set(1);
    apply(1);
    bench.engine();
    wait(() -> bench.count(id, "delivered") == 1);
    assertThat(bench.limits.reported)
        .containsExactly(Map.entry(daily.key(), new ReportedUse(9_000, 10_000L)));
    assertThat(bench.limits.used).as("the question counts").containsEntry("requests null", 2L);
  }
}
