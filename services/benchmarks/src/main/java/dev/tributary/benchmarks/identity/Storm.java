package dev.tributary.benchmarks.identity;

import dev.tributary.benchmarks.measure.Effort;
import dev.tributary.benchmarks.measure.Memory;
import dev.tributary.benchmarks.measure.Meter;
import dev.tributary.benchmarks.measure.Report;
import dev.tributary.benchmarks.measure.Row;
import dev.tributary.benchmarks.measure.Usage;
import dev.tributary.contracts.Topic;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Storms: many events name the same identifier, while other people send ordinary events. The
 * identifiers are an id that means no person, a device that many people share, and a device that is
 * named with one known person after another, all at once.
 */
final class Storm {
  private static final double ORDINARY_PER_SECOND = 200;
  private static final double STREAM_PER_SECOND = 1_000;
  private static final double AT_ONCE = Double.POSITIVE_INFINITY;
  private static final int DEFAULT_ID = 50_000;
  private static final int TABLET = 10_000;
  private static final int SMALLER = 10;
  private static final int MERGES = 1_000_000;
  private static final int FEWER_MERGES = 20_000;
  private static final int CALM_TIMES = 3;
  private static final long SEED = 77;
  private static final int EVERYWHERE = -1;

  private final Subject subject;
  private final Effort effort;
  private final Report report;
  private final int people;
  private final EventMix mix;
  private final List<Stage> stages = new ArrayList<>();

  /**
   * @param beside the figures of the partitions that the storm did not fill
   * @param within of the one that it filled; of none, if the storm was spread over all partitions
   */
  record Stage(boolean calm, LatencyProbe.Seen beside, LatencyProbe.Seen within) {}

  Storm(Subject subject, Effort effort, Report report, int people) {
    this.subject = subject;
    this.effort = effort;
    this.report = report;
    this.people = people;
    this.mix = new EventMix(SEED, people);
  }

  void run() throws SQLException {
    try (Positions positions = new Positions(subject.installed());
        Feed feed = subject.feed().withSameEnds()) {
      var probe = new LatencyProbe(feed, positions);
      var ordinary = new ConstantRateSender(feed, ORDINARY_PER_SECOND);
      var people = new EventMix(SEED + 1, this.people);
      Thread watching = Thread.ofPlatform().start(probe);
      Thread sending =
          Thread.ofPlatform()
              .start(() -> ordinary.send(people::next, Long.MAX_VALUE, probe::accepted));
      try {
        run(probe);
      } finally {
        ordinary.end();
        join(sending);
        probe.end();
        join(watching);
      }
      feed.flush();
    }
    StormFindings.addTo(report, subject, stages);
  }

  private void run(LatencyProbe probe) throws SQLException {
    int share = effort.small() ? SMALLER : 1;
    calm(probe);
    Memory.forgetHighWater(subject.installed().pid(Subject.IDENTITY));
    storm(
        probe,
        "default id",
        DEFAULT_ID / share,
        STREAM_PER_SECOND,
        i -> mix.track("unassigned", "lost-%08d".formatted(i)));
    storm(
        probe,
        "tablet",
        TABLET / share,
        STREAM_PER_SECOND,
        i -> mix.track("borrower-%08d".formatted(i), "tablet"));
    storm(
        probe,
        "merges",
        effort.small() ? FEWER_MERGES : MERGES,
        AT_ONCE,
        i -> mix.track(EventMix.user(i % people), "kiosk"));
    calm(probe);
  }

  private void calm(LatencyProbe probe) throws SQLException {
    Duration length = effort.measurement().multipliedBy(effort.small() ? 1 : CALM_TIMES);
    stage(
        probe,
        "calm",
        0,
        () -> {
          pause(length);
          return EVERYWHERE;
        });
  }

  private void storm(
      LatencyProbe probe, String shape, int count, double perSecond, IntFunction<Event> events)
      throws SQLException {
    stage(probe, shape, count, () -> storm(count, perSecond, events));
  }

  /** The partition of the storm, or {@link #EVERYWHERE}. */
  private int storm(int count, double perSecond, IntFunction<Event> events) {
    var next = new AtomicInteger();
    var touched = new boolean[Topic.EVENTS.partitions()];
    new ConstantRateSender(subject.feed(), perSecond)
        .send(
            () -> events.apply(next.getAndIncrement()),
            count,
            (partition, _, _) -> touched[partition] = true);
    subject.feed().flush();
    int[] where = IntStream.range(0, touched.length).filter(i -> touched[i]).toArray();
    return where.length == 1 ? where[0] : EVERYWHERE;
  }

  private void stage(LatencyProbe probe, String shape, int count, Supplier<Integer> storm)
      throws SQLException {
    long refused = subject.notApplied();
    probe.forget();
    Meter.Start start = subject.meter().start();
    int own = storm.get();
    subject.awaitApplied();
    Usage usage = start.end();
    List<Integer> all = IntStream.range(0, Topic.EVENTS.partitions()).boxed().toList();
    LatencyProbe.Seen beside = probe.seen(all.stream().filter(i -> i != own).toList());
    LatencyProbe.Seen within = probe.seen(all.stream().filter(i -> i == own).toList());
    stages.add(new Stage(count == 0, beside, within));
    long events = count + beside.micros().getTotalCount() + within.micros().getTotalCount();
    add(shape, events, beside, subject.notApplied() - refused, usage);
    if (own != EVERYWHERE) {
      add(shape + " own", events, within, 0, usage);
    }
  }

  private void add(String shape, long events, LatencyProbe.Seen seen, long failures, Usage usage) {
    Row.Latency latency = Row.Latency.of(seen.micros());
    report.add(Subject.row("ours", shape, events, Subject.cost(usage), latency, failures, usage));
  }

  private static void pause(Duration length) {
    try {
      Thread.sleep(length);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
