package dev.tributary.identity.replay.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.job.Job;
import dev.tributary.identity.job.JobRunner;
import dev.tributary.identity.job.JobState;
import dev.tributary.identity.job.WorkspaceJobs;
import dev.tributary.identity.kafka.Identity;
import dev.tributary.identity.kafka.Inputs;
import dev.tributary.identity.postgres.job.PostgresJobQueue;
import dev.tributary.identity.postgres.job.PostgresWorkspaceJobs;
import dev.tributary.identity.postgres.replay.PostgresReplayDatabase;
import dev.tributary.identity.replay.DryRunProgress;
import dev.tributary.identity.replay.DryRunReport;
import dev.tributary.identity.replay.DryRunReport.People;
import dev.tributary.identity.replay.DryRunSpec;
import dev.tributary.identity.replay.ReplayJobKinds;
import dev.tributary.identity.resolution.Tables;
import dev.tributary.identity.rules.IdentityRules;
import dev.tributary.identity.rules.Strategy;
import dev.tributary.runtime.loop.Input;
import io.agroal.api.AgroalDataSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A trial that has no time for all of a history in which first one of each couple comes, and then
 * one couple after the other becomes one person by an address. Under the tried table an address
 * only finds.
 */
class DryRunTimeTest {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final Duration LEASE = Duration.ofSeconds(10);
  private static final int COUPLES = 20;

  private static final IdentityRules FINDING = Tables.of(Strategy.MERGE, "user_id", "email!");
  private static Identity identity;

  private final Ids ids = new Ids(Clock.systemUTC(), new Random());
  private final WorkspaceId workspace = new WorkspaceId(ids.next(Ids.WORKSPACE));
  private final List<Input> all = new ArrayList<>();
  private WorkspaceJobs trials;

  @BeforeAll
  static void migrate() {
    identity = ReplayFixture.migrated();
  }

  @BeforeEach
  void couples() throws Exception {
    trials =
        new PostgresWorkspaceJobs(identity.requests(), ids, ReplayJobKinds.TRIAL, Ids.RULES_TRIAL);
    Inputs inputs = new Inputs(workspace);
    for (int couple = 0; couple < COUPLES; couple++) {
      all.add(event(inputs, "ann" + couple, address(couple)));
    }
    for (int couple = 0; couple < COUPLES; couple++) {
      all.add(event(inputs, "bob" + couple, "{}"));
      all.add(event(inputs, "bob" + couple, address(couple)));
    }
    identity.rules(workspace, 1, Tables.open());
    identity.apply(all.toArray(Input[]::new));
  }

  @Test
  void whatTheReportSaysHoldsForTheCouplesThatItReachedAndNobodyElseIsJudged() throws Exception {
    List<String> before = people();
    Job done = tried(Duration.ofSeconds(2 * COUPLES));
    assertThat(done.state()).isEqualTo(JobState.SUCCEEDED);
    DryRunReport report = Json.MAPPER.convertValue(done.result(), DryRunReport.class);
    assertThat(report.complete()).isFalse();
    assertThat(report.inputs()).isBetween(COUPLES + 2L, all.size() - 2L);
    assertThat(report.forgotten()).isZero();
    assertThat(report.from()).isEqualTo(minute(0));
    assertThat(report.reached()).isEqualTo(minute(report.inputs() - 1));
    assertThat(Json.MAPPER.convertValue(done.progress(), DryRunProgress.class))
        .isEqualTo(new DryRunProgress(report.inputs(), all.size(), report.reached()));

    long parted = (report.inputs() - COUPLES) / 2;
    assertThat(report.parted()).isEqualTo(parted);
    assertThat(report.joined()).isZero();
    assertThat(report.people())
        .isEqualTo(new People(COUPLES, COUPLES + parted, 0, COUPLES - parted));

    assertThat(people()).isEqualTo(before);
    assertThat(rules()).containsExactly("1");
    assertThat(identity.rows("select name from replay_copy")).isEmpty();
  }

  @Test
  void withTimeEnoughAllOfThemAreJudged() throws Exception {
    DryRunReport report =
        Json.MAPPER.convertValue(tried(Duration.ofHours(1)).result(), DryRunReport.class);
    assertThat(report.complete()).isTrue();
    assertThat(report.reached()).isEqualTo(minute(all.size() - 1L));
    assertThat(report.people()).isEqualTo(new People(COUPLES, 2 * COUPLES, 0, 0));
    assertThat(rules()).containsExactly("1");
  }

  /** A trial that has ended, by a clock that goes on by a second whenever somebody looks at it. */
  private Job tried(Duration time) throws Exception {
    try (AgroalDataSource worker = identity.pool()) {
      Replays replays =
          new Replays(
              new PostgresReplayDatabase(worker),
              _ -> new RememberedLog(all),
              identity.models(),
              _ -> "NL",
              ids,
              Clock.systemUTC());
      RulesDryRun kind = new RulesDryRun(replays, new LookedAt(), time);
      try (JobRunner runner =
          new JobRunner(new PostgresJobQueue(worker), List.of(kind), "a", LEASE)) {
        runner.start();
        String trial = trials.start(workspace, new DryRunSpec(1, FINDING), "ann").id();
        await().atMost(BOUND).until(() -> trials.require(workspace, trial).endedAt() != null);
        return trials.require(workspace, trial);
      }
    }
  }

  private static String address(int couple) {
    return "{'email':'us%d@shop.example'}".formatted(couple);
  }

  private Input event(Inputs inputs, String user, String traits) {
    String json = "{'type':'identify','messageId':'%d','userId':'%s','traits':%s}";
    return inputs.event(json.formatted(all.size(), user, traits), all.size());
  }

  private static Instant minute(long number) {
    return Inputs.START.plus(Duration.ofMinutes(number));
  }

  private List<String> people() throws Exception {
    return identity.rows(
        workspace, "select type, value, profile from identifier where MINE order by 1, 2");
  }

  /** The versions in force. */
  private List<String> rules() throws Exception {
    return identity.rows(
        workspace, "select version from definition where MINE and kind = 'identity-rules'");
  }

  private static final class LookedAt extends Clock {
    private final AtomicLong looks = new AtomicLong();

    @Override
    public Instant instant() {
      return Inputs.START.plusSeconds(looks.getAndIncrement());
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException("Nobody asks for a zone");
    }
  }
}
