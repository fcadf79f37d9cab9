package dev.tributary.identity.replay.job;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Ids;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.acceptance.AcceptedEvent;
import dev.tributary.identity.acceptance.LogEntry;
import dev.tributary.identity.input.LogRecord;
import dev.tributary.identity.job.Job;
import dev.tributary.identity.job.JobRunner;
import dev.tributary.identity.job.JobState;
import dev.tributary.identity.job.WorkspaceJobs;
import dev.tributary.identity.kafka.Identity;
import dev.tributary.identity.kafka.Inputs;
import dev.tributary.identity.model.GeneratedRules;
import dev.tributary.identity.model.History;
import dev.tributary.identity.postgres.Retention;
import dev.tributary.identity.postgres.job.PostgresJobQueue;
import dev.tributary.identity.postgres.job.PostgresWorkspaceJobs;
import dev.tributary.identity.postgres.replay.PostgresReplayDatabase;
import dev.tributary.identity.postgres.replay.ReplayCopyRetention;
import dev.tributary.identity.replay.DryRunReport;
import dev.tributary.identity.replay.DryRunSpec;
import dev.tributary.identity.replay.HistoricalInput;
import dev.tributary.identity.replay.ProgressListener;
import dev.tributary.identity.replay.ReplayCopy;
import dev.tributary.identity.replay.ReplayJobKinds;
import dev.tributary.identity.rules.IdentityRules;
import dev.tributary.runtime.loop.Input;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Trials of rules as jobs: what they tell, that they leave nothing, and how they end. */
class RulesDryRunTest {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final Duration LEASE = Duration.ofSeconds(1);
  private static final Duration LONG = Duration.ofMinutes(10);
  private static Identity identity;

  private final Ids ids = new Ids(Clock.systemUTC(), new Random());
  private final WorkspaceId workspace = new WorkspaceId(ids.next(Ids.WORKSPACE));
  private final List<JobRunner> runners = new ArrayList<>();
  private final Random random = new Random(7);
  private final IdentityRules tried = GeneratedRules.of(random);
  private List<Input> all = List.of();
  private WorkspaceJobs trials;

  @BeforeAll
  static void migrate() {
    identity = ReplayFixture.migrated();
  }

  @BeforeEach
  void aWorkspaceWithAPast() throws Exception {
    trials =
        new PostgresWorkspaceJobs(identity.requests(), ids, ReplayJobKinds.TRIAL, Ids.RULES_TRIAL);
    History history = new History(7, new Inputs(workspace), 150);
    all = history.shuffled(7).stream().flatMap(List::stream).toList();
    new ReplayFixture(identity).live(workspace, IdentityRules.DEFAULT, all);
  }

  @AfterEach
  void stop() {
    runners.forEach(JobRunner::close);
  }

  @Test
  void aTrialTellsHowFarItIsAndLeavesEverythingAsItWas() throws Exception {
    List<String> before = everything();
    runner("a", _ -> new RememberedLog(all), LONG);
    Job done = ended(start());
    assertThat(done.state()).isEqualTo(JobState.SUCCEEDED);
    assertThat(done.progress().path("inputs")).isEqualTo(done.progress().path("of"));
    assertThat(done.progress().path("reached").asText()).startsWith("2026-03");
    DryRunReport report = report(done);
    assertThat(report.complete()).isTrue();
    assertThat(report.inputs()).isPositive();
    assertThat(report.forgotten()).isZero();
    assertThat(everything()).isEqualTo(before);
    nothingIsLeft();
  }

  @Test
  void whatIsNotInTheLogAnyMoreIsCountedAndNobodyIsJudgedByHalfOfTheirPast() throws Exception {
    List<Input> half = all.subList(all.size() / 2, all.size());
    runner("a", _ -> new RememberedLog(half), LONG);
    DryRunReport report = report(ended(start()));
    assertThat(report.forgotten()).isPositive();
    assertThat(report.people().partly()).isPositive();
  }

  @Test
  void whenTheTimeIsUpTheReportSaysHowFarItHolds() throws Exception {
    runner("a", _ -> new RememberedLog(all), Duration.ZERO);
    Job done = ended(start());
    assertThat(done.state()).isEqualTo(JobState.SUCCEEDED);
    assertThat(report(done).complete()).isFalse();
    assertThat(report(done).inputs()).isZero();
    nothingIsLeft();
  }

  @Test
  void aTrialThatIsCancelledLeavesNothing() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    runner("a", _ -> new SlowLog(all, begun, goOn), LONG);
    String trial = start();
    begun.await();
    assertThat(identity.rows("select workspace from replay_copy"))
        .containsExactly(workspace.value());
    trials.cancel(workspace, trial);
    leaseIsRenewed(trial);
    leaseIsRenewed(trial);
    goOn.countDown();
    assertThat(ended(trial).state()).isEqualTo(JobState.CANCELLED);
    nothingIsLeft();
  }

  @Test
  void whatACrashLeftIsForgottenAndTheNextRunnerTellsTheSame() throws Exception {
    runner("a", _ -> new RememberedLog(all), LONG);
    JsonNode undisturbed = ended(start()).result();
    runners.forEach(JobRunner::close);

    String trial = start();
    ReplayCopy left = new ReplayCopy(workspace, new WorkspaceId(ids.next(Ids.RULES_TRIAL)));
    await()
        .atMost(BOUND)
        .until(() ->
            new PostgresJobQueue(identity.pool())
                .claim(List.of(ReplayJobKinds.TRIAL), "dead", LEASE)
                .isPresent());
    new ReplayFixture(identity).replay(left, all, tried);
    runner("b", _ -> new RememberedLog(all), LONG);
    Job done = ended(trial);
    assertThat(done.attempts()).isEqualTo(2);
    assertThat(done.result()).isEqualTo(undisturbed);

    assertThat(identity.rows("select name from replay_copy")).containsExactly(left.name().value());
    identity.execute("update replay_copy set opened_at = opened_at - interval '2 days'");
    new ReplayCopyRetention(identity.pool()).forget();
    nothingIsLeft();
  }

  @Test
  void aTrialThatIsCancelledAmongRowsHasReachedNothing() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    AtomicInteger read = new AtomicInteger();
    InputHistory log =
        new RememberedLog(all) {
          @Override
          public LogRecord nextRow(ProgressListener watch) {
            if (read.incrementAndGet() == 3) {
              begun.countDown();
              await().atMost(BOUND).until(() -> goOn.getCount() == 0);
            }
            return super.nextRow(watch);
          }
        };
    runner("a", _ -> log, LONG);
    String trial = start();
    begun.await();
    trials.cancel(workspace, trial);
    leaseIsRenewed(trial);
    leaseIsRenewed(trial);
    goOn.countDown();
    Job done = ended(trial);
    assertThat(done.state()).isEqualTo(JobState.CANCELLED);
    assertThat(read.get()).isEqualTo(3);
    assertThat(done.progress().path("inputs").asInt(-1)).isZero();
    assertThat(done.progress().has("reached")).isFalse();
    nothingIsLeft();
  }

  @Test
  void aReportNamesPeopleAndIsForgottenAfterThirtyDaysTheTrialIsNot() throws Exception {
    runner("a", _ -> new RememberedLog(all), LONG);
    String trial = start();
    Instant ended = requireNonNull(ended(trial).endedAt());
    Retention retention = new Retention(identity.pool());
    retention.forget(ended.plus(AcceptedEvent.KEPT).minusSeconds(60));
    assertThat(trials.require(workspace, trial).result()).isNotNull();
    retention.forget(ended.plus(AcceptedEvent.KEPT).plusSeconds(60));
    Job forgotten = trials.require(workspace, trial);
    assertThat(forgotten.state()).isEqualTo(JobState.SUCCEEDED);
    assertThat(forgotten.result()).isNull();
  }

  @Test
  void aCopyStaysAsLongAsItsJobRuns() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    runner("a", _ -> new SlowLog(all, begun, goOn), LONG);
    String trial = start();
    begun.await();
    identity.execute("update replay_copy set opened_at = opened_at - interval '2 days'");
    new ReplayCopyRetention(identity.pool()).forget();
    assertThat(identity.rows("select closing from replay_copy")).containsExactly("f");
    goOn.countDown();
    assertThat(report(ended(trial)).people().after()).isPositive();
    nothingIsLeft();
  }

  private void runner(String holder, Function<WorkspaceId, InputHistory> logs, Duration bound)
      throws Exception {
    RulesDryRun kind =
        new RulesDryRun(
            new Replays(
                new PostgresReplayDatabase(identity.pool()),
                logs,
                identity.models(),
                _ -> "NL",
                ids,
                Clock.systemUTC()),
            Clock.systemUTC(),
            bound);
    JobRunner runner =
        new JobRunner(new PostgresJobQueue(identity.pool()), List.of(kind), holder, LEASE);
    runners.add(runner);
    runner.start();
  }

  private String start() {
    return trials.start(workspace, new DryRunSpec(0, tried), "ann").id();
  }

  private Job ended(String trial) {
    await().atMost(BOUND).until(() -> trials.require(workspace, trial).endedAt() != null);
    return trials.require(workspace, trial);
  }

  /** Which is when a runner hears that its job is cancelled. */
  private static void leaseIsRenewed(String trial) throws Exception {
    String until = "select lease_until from job where id = '" + trial + "'";
    List<String> before = identity.rows(until);
    await().atMost(BOUND).until(() -> !identity.rows(until).equals(before));
  }

  private static DryRunReport report(Job job) {
    return Json.MAPPER.convertValue(job.result(), DryRunReport.class);
  }

  private static List<String> tables() throws Exception {
    return identity.rows(
        "select table_name from information_schema.columns"
            + " join information_schema.tables using (table_schema, table_name)"
            + " where column_name = 'workspace' and table_type = 'BASE TABLE'"
            + " and table_schema = 'public' and table_name not in ('job', 'replay_copy')"
            + " and table_name not like 'definition%' order by 1");
  }

  /** Of the workspace, in full. */
  private List<String> everything() throws Exception {
    List<String> rows = new ArrayList<>();
    for (String table : tables()) {
      rows.addAll(
          identity.rows(
              "select '%1$s', t::text from %1$s t where workspace = '%2$s' order by 2"
                  .formatted(table, workspace)));
    }
    return rows;
  }

  private static void nothingIsLeft() throws Exception {
    for (String table : tables()) {
      assertThat(
              identity.rows(
                  "select workspace from %s where workspace like 'tri_%%' limit 1"
                      .formatted(table)))
          .as(table)
          .isEmpty();
    }
    for (String table : List.of("replay_copy", "replay_input", "replay_match")) {
      assertThat(identity.rows("select count(*) from " + table)).as(table).containsExactly("0");
    }
  }

  /** A log that lets itself be waited for. */
  private static final class SlowLog implements InputHistory {
    private final InputHistory log;
    private final CountDownLatch begun;
    private final CountDownLatch goOn;

    SlowLog(List<Input> all, CountDownLatch begun, CountDownLatch goOn) {
      this.log = new RememberedLog(all);
      this.begun = begun;
      this.goOn = goOn;
    }

    @Override
    public Map<LogEntry, LogRecord> at(Collection<HistoricalInput> inputs, ProgressListener watch) {
      begun.countDown();
      try {
        goOn.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return log.at(inputs, watch);
    }

    @Override
    public void readOn() {
      log.readOn();
    }

    @Override
    public LogRecord nextRow(ProgressListener watch) {
      return log.nextRow(watch);
    }

    @Override
    public void close() {
      log.close();
    }
  }
}
