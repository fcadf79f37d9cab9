package dev.tributary.identity.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.postgres.OwnDatabase;
import dev.tributary.identity.postgres.job.Jobs;
import dev.tributary.identity.postgres.job.PostgresJobQueue;
import dev.tributary.runtime.postgres.RequestDatabase;
import dev.tributary.runtime.work.Renewal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Jobs on the real database, worked on by runners of which some die. */
class JobRunnerTest {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final Duration LEASE = Duration.ofSeconds(1);
  private static final String SHOP = "wsp_shop";

  private final OwnDatabase database = OwnDatabase.migrated();
  private final RequestDatabase requests = database.requests();
  private final PostgresJobQueue queue = new PostgresJobQueue(database.worker());
  private final Jobs jobs = new Jobs();
  private final List<String> changed = new CopyOnWriteArrayList<>();
  private final Map<String, JobKind> works = new ConcurrentHashMap<>();
  private final List<JobRunner> runners = new ArrayList<>();

  @AfterEach
  void stop() {
    runners.forEach(JobRunner::close);
  }

  @Test
  void aJobIsDoneTellsHowFarItIsAndWhatItCameTo() {
    CountDownLatch seen = new CountDownLatch(1);
    kind(
        "count",
        (job, context) -> {
          context.progress(TextNode.valueOf("half"));
          seen.await();
          return IntNode.valueOf(job.spec().path("to").intValue() + 1);
        });
    create("count", "job_1", JsonNodeFactory.instance.objectNode().put("to", 41));
    runner("a");
    await().atMost(BOUND).until(() -> TextNode.valueOf("half").equals(find("job_1").progress()));
    assertThat(find("job_1").state()).isEqualTo(JobState.RUNNING);
    seen.countDown();
    Job done = ended("job_1");
    assertThat(done.state()).isEqualTo(JobState.SUCCEEDED);
    assertThat(done.result()).isEqualTo(IntNode.valueOf(42));
    assertThat(done.createdBy()).isEqualTo("anna");
    // Begun, half done, and ended.
    await()
        .atMost(BOUND)
        .untilAsserted(
            () -> assertThat(changed).hasSize(3).containsOnly("wsp_shop identity [job_1]"));
    assertThat(done.startedAt()).isNotNull();
    assertThat(done.endedAt()).isNotNull();
  }

  @Test
  void oneOfAKindIsOpenInAWorkspace() {
    kind("count", (_, _) -> IntNode.valueOf(1));
    assertThat(create("count", "job_1", IntNode.valueOf(1))).isPresent();
    assertThat(create("count", "job_2", IntNode.valueOf(1))).isEmpty();
    assertThat(create("other", "job_3", IntNode.valueOf(1))).isPresent();
    runner("a");
    ended("job_1");
    assertThat(create("count", "job_4", IntNode.valueOf(1))).isPresent();
    ended("job_4");
    assertThat(newest(SHOP)).containsExactly("job_4", "job_1");
    assertThat(newest("wsp_other")).isEmpty();
  }

  @Test
  void whatADeadInstanceLeftIsBegunAgainAfterItsLease() {
    create("count", "job_1", IntNode.valueOf(1));
    Job left = queue.claim(List.of("count"), "dead", LEASE).orElseThrow();
    kind("count", (_, _) -> IntNode.valueOf(2));
    runner("b");
    Job done = ended("job_1");
    assertThat(done.result()).isEqualTo(IntNode.valueOf(2));
    assertThat(done.attempts()).isEqualTo(2);
    queue.ended(left, "dead", JobState.FAILED, null, "late");
    assertThat(queue.extend(left, "dead", LEASE)).isEqualTo(Renewal.LOST);
    assertThat(find("job_1").state()).isEqualTo(JobState.SUCCEEDED);
  }

  @Test
  void twoRunnersNeverWorkOnOneJobEvenIfItTakesManyLeases() {
    List<String> begun = new ArrayList<>();
    CountDownLatch enough = new CountDownLatch(1);
    kind(
        "count",
        (job, _) -> {
          synchronized (begun) {
            begun.add(job.id());
          }
          enough.await();
          return IntNode.valueOf(1);
        });
    create("count", "job_1", IntNode.valueOf(1));
    runner("a");
    runner("b");
    await().during(LEASE.multipliedBy(3)).atMost(BOUND).until(() -> begun.size() <= 1);
    enough.countDown();
    assertThat(ended("job_1").attempts()).isEqualTo(1);
    assertThat(begun).containsExactly("job_1");
  }

  @Test
  void whatEndsWithItsInstanceThreeTimesFailsInPlainWords() {
    kind("count", (_, _) -> IntNode.valueOf(2));
    create("count", "job_1", IntNode.valueOf(1));
    for (int attempt = 0; attempt < JobRunner.MOST_ATTEMPTS; attempt++) {
      await()
          .atMost(BOUND)
          .until(() -> queue.claim(List.of("count"), "dead", Duration.ofMillis(50)).isPresent());
    }
    runner("b");
    Job failed = ended("job_1");
    assertThat(failed.state()).isEqualTo(JobState.FAILED);
    assertThat(failed.error()).contains("started 3 times");
  }

  @Test
  void aFailureIsToldOnlyInWordsForPeople() {
    kind(
        "count",
        (_, _) -> {
          throw new JobFailure("There is nobody to count");
        });
    kind(
        "other",
        (_, _) -> {
          throw new IllegalStateException("anna@example.com is there twice");
        });
    create("count", "job_1", IntNode.valueOf(1));
    create("other", "job_2", IntNode.valueOf(1));
    runner("a");
    assertThat(ended("job_1").error()).isEqualTo("There is nobody to count");
    assertThat(ended("job_2").error()).isNotNull().doesNotContain("anna");
  }

  @Test
  void aJobIsCancelledWhileItWaitsAndWhileItRuns() {
    CountDownLatch cancelled = new CountDownLatch(1);
    kind(
        "count",
        (_, context) -> {
          context.progress(TextNode.valueOf("on"));
          context.onCancel(cancelled::countDown);
          cancelled.await();
          context.check();
          return IntNode.valueOf(1);
        });
    create("count", "job_1", IntNode.valueOf(1));
    cancel("job_1");
    assertThat(find("job_1").state()).isEqualTo(JobState.CANCELLED);
    create("count", "job_2", IntNode.valueOf(1));
    runner("a");
    await().atMost(BOUND).until(() -> find("job_2").progress() != null);
    cancel("job_2");
    assertThat(ended("job_2").state()).isEqualTo(JobState.CANCELLED);
  }

  @Test
  void aRunnerThatStopsPutsItsJobBack() {
    CountDownLatch asked = new CountDownLatch(1);
    kind(
        "count",
        (_, context) -> {
          context.progress(TextNode.valueOf("on"));
          context.onCancel(asked::countDown);
          asked.await();
          context.check();
          return IntNode.valueOf(1);
        });
    create("count", "job_1", IntNode.valueOf(1));
    JobRunner first = runner("a");
    await().atMost(BOUND).until(() -> find("job_1").progress() != null);
    first.close();
    assertThat(find("job_1").state()).isEqualTo(JobState.QUEUED);
    assertThat(find("job_1").attempts()).isZero();
    kind("count", (_, _) -> IntNode.valueOf(7));
    runner("b");
    assertThat(ended("job_1").result()).isEqualTo(IntNode.valueOf(7));
  }

  private interface Work {
    JsonNode run(Job job, JobContext context) throws Exception;
  }

  private void kind(String name, Work work) {
    works.put(
        name,
        new JobKind() {
          @Override
          public String name() {
            return name;
          }

          @Override
          public JsonNode run(Job job, JobContext context) throws Exception {
            return work.run(job, context);
          }
        });
  }

  private JobRunner runner(String holder) {
    JobQueue reporting =
        new ChangeReportingQueue(
            queue,
            (workspace, subject, ids) ->
                changed.add("%s %s %s".formatted(workspace, subject.wireName(), ids)));
    JobRunner runner = new JobRunner(reporting, works.values(), holder, LEASE);
    runners.add(runner);
    runner.start();
    return runner;
  }

  private Optional<Job> create(String kind, String id, JsonNode spec) {
    return requests.inWorkspace(
        new WorkspaceId(SHOP),
        tx -> jobs.create(tx, new WorkspaceId(SHOP), kind, id, spec, "anna"));
  }

  /** The ids of the shop's jobs that a workspace sees. */
  private List<String> newest(String seenBy) {
    return requests.inWorkspace(
        new WorkspaceId(seenBy),
        tx ->
            jobs.list(tx, new WorkspaceId(SHOP), "count", null, 10).stream().map(Job::id).toList());
  }

  private void cancel(String id) {
    requests.inWorkspace(
        new WorkspaceId(SHOP),
        tx -> {
          jobs.askCancel(tx, new WorkspaceId(SHOP), "count", id);
          return id;
        });
  }

  private Job find(String id) {
    return requests
        .inWorkspace(
            new WorkspaceId(SHOP),
            tx ->
                jobs.find(tx, new WorkspaceId(SHOP), "count", id)
                    .or(() -> jobs.find(tx, new WorkspaceId(SHOP), "other", id)))
        .orElseThrow();
  }

  private Job ended(String id) {
    await().atMost(BOUND).until(() -> find(id).endedAt() != null);
    return find(id);
  }
}
