package dev.tributary.sandbox.kit.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.sandbox.TestClock;
import dev.tributary.sandbox.kit.job.JobFaults.Damage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class JobsTest {
  private static final JobPace PACE =
      new JobPace(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofHours(1), 2);

  private final TestClock clock = new TestClock("2026-11-01T12:00:00Z");
  private final AtomicInteger ids = new AtomicInteger();
  private final List<String> effects = new ArrayList<>();
  private final Jobs<String> jobs =
      new Jobs<>(clock, PACE, () -> "job" + ids.incrementAndGet(), this::work);

  private ItemResult work(String subject, String item) {
    effects.add(subject + item);
    return item.equals("bad")
        ? new ItemResult.Refused("invalid", "The item is bad", "/item")
        : new ItemResult.Done(item, true);
  }

  @Test
  void aJobHasItsEffectWhenItsTimeIsOver() {
    var id = jobs.submit("list ", List.of("a", "bad", "c")).orElseThrow().id();

    assertThat(phaseAfter(id, Duration.ZERO)).isEqualTo(JobPhase.QUEUED);
    assertThat(phaseAfter(id, Duration.ofSeconds(1))).isEqualTo(JobPhase.WORKING);
    assertThat(effects).isEmpty();
    assertThat(phaseAfter(id, Duration.ofSeconds(2))).isEqualTo(JobPhase.COMPLETE);
    assertThat(effects).containsExactly("list a", "list bad", "list c");
    var job = jobs.find(id).orElseThrow();
    assertThat(job.done()).isEqualTo(2);
    assertThat(job.refused()).isEqualTo(1);
    assertThat(job.times().endedAt()).isEqualTo("2026-11-01T12:00:03Z");
    clock.pass(Duration.ofHours(1).plusSeconds(1));
    assertThat(jobs.find(id)).isEmpty();
  }

  @Test
  void anOpenJobHasNoEffectAndIsClosedOnce() {
    var id = jobs.open("").id();
    jobs.upload(id, List.of("a"));
    clock.pass(Duration.ofHours(5));
    assertThat(jobs.find(id).orElseThrow().phase()).isEqualTo(JobPhase.OPEN);

    assertThat(jobs.close(id)).isPresent();
    assertThat(jobs.close(id)).isEmpty();
    assertThat(jobs.upload(id, List.of("b"))).isEmpty();
    assertThat(phaseAfter(id, Duration.ofSeconds(3))).isEqualTo(JobPhase.COMPLETE);
    assertThat(effects).containsExactly("a");
  }

  @Test
  void anAbortedJobHasNoEffect() {
    var id = jobs.submit("", List.of("a")).orElseThrow().id();

    assertThat(jobs.abort(id)).isPresent();

    assertThat(phaseAfter(id, Duration.ofMinutes(1))).isEqualTo(JobPhase.ABORTED);
    assertThat(effects).isEmpty();
  }

  @Test
  void onlySomeJobsAreUnfinishedAtOnce() {
    jobs.submit("", List.of("a"));
    jobs.submit("", List.of("b"));

    assertThat(jobs.submit("", List.of("c"))).isEmpty();
    clock.pass(Duration.ofSeconds(3));
    assertThat(jobs.submit("", List.of("c"))).isPresent();
  }

  @Test
  void aJobCanHangAndFailHalfway() {
    jobs.faults(new JobFaults(true, null, null, null));
    var id = jobs.submit("", List.of("a", "b", "c")).orElseThrow().id();
    assertThat(phaseAfter(id, Duration.ofHours(1))).isEqualTo(JobPhase.WORKING);

    jobs.faults(new JobFaults(false, 1, null, null));

    assertThat(phaseAfter(id, Duration.ZERO)).isEqualTo(JobPhase.FAILED);
    assertThat(effects).containsExactly("a");
    assertThat(jobs.find(id).orElseThrow().results())
        .containsExactly(
            new ItemResult.Done("a", true),
            new ItemResult.Unprocessed(),
            new ItemResult.Unprocessed());
  }

  @Test
  void jobsCanHaveTheirEffectsInAnotherOrder() {
    jobs.faults(new JobFaults(false, null, null, 5_000L));
    jobs.pace(new JobPace(Duration.ZERO, Duration.ofSeconds(1), Duration.ofHours(1), 9));
    for (var item : List.of("a", "b", "c")) {
      jobs.submit("", List.of(item));
      clock.pass(Duration.ofMillis(100));
    }
    clock.pass(Duration.ofSeconds(10));

    jobs.advance();

    assertThat(effects).containsExactly("a", "c", "b");
  }

  @Test
  void resultsCanBeTruncatedReorderedAndHaveAnUnknownHeader() {
    var id = jobs.submit("", List.of("a", "b", "c", "d")).orElseThrow().id();
    clock.pass(Duration.ofSeconds(3));
    var rows = List.of(Map.of("id", "1", "error", ""), Map.of("id", "2", "error", "x, \"y\""));

    assertThat(jobs.file(rows).csv(List.of("id", "error")))
        .isEqualTo("id,error\n1,\n2,\"x, \"\"y\"\"\"\n");
    jobs.faults(
        new JobFaults(
            false, null, List.of(Damage.TRUNCATED, Damage.REORDERED, Damage.UNKNOWN_HEADER), null));

    assertThat(jobs.results(jobs.find(id).orElseThrow()))
        .extracting(Job.Numbered::index)
        .containsExactly(3, 2);
    assertThat(jobs.file(rows).csv(List.of("id", "error")))
        .isEqualTo("x_internal_row,id,error\n1,2,\"x, \"\"y\"\"\"\n");
  }

  private JobPhase phaseAfter(String id, Duration duration) {
    clock.pass(duration);
    return jobs.find(id).orElseThrow().phase();
  }
}
