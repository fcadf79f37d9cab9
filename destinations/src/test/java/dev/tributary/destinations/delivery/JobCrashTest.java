package dev.tributary.destinations.delivery;

import static dev.tributary.destinations.delivery.Bench.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.Message;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.delivery.FakeJobVendor.Shape;
import dev.tributary.destinations.limit.RowLimit;
import dev.tributary.destinations.protocol.JobLog;
import dev.tributary.destinations.protocol.JobLost;
import dev.tributary.destinations.protocol.RecordedJob;
import dev.tributary.destinations.protocol.StoreFailure;
import dev.tributary.destinations.start.ForwardingDeliveryStore;
import dev.tributary.destinations.sync.Catalogue;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The worker of a job dies before or after the effect of each request, and before or after each
 * transaction. Another instance takes the job over.
 */
class JobCrashTest {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final Duration POLL_INTERVAL = Duration.ofMillis(50);
  private static final int RECORDS = 4;

  /** More than the requests and transactions of any job, before and after their effect. */
  private static final int POINTS = 45;

  private static final int LEAST_POINTS = 15;

  @Test
  void aJobThatIsClosedIsAppliedOnceWhateverTheClassIs() throws Exception {
    everyPoint(new FakeJobVendor(Shape.CLOSED, EffectClass.E, false, true), "at-most-once", 0);
    // Of class C, a worker that died before it recorded a job may have sent the records directly.
    everyPoint(new FakeJobVendor(Shape.CLOSED, EffectClass.C, false, true), "at-most-once", 1);
  }

  @Test
  void aJobThatStartsWithItsUploadIsAppliedOnce() throws Exception {
    everyPoint(new FakeJobVendor(Shape.UPLOADED, EffectClass.E, false, true), "at-most-once", 0);
  }

  @Test
  void aJobThatIsFoundByItsNameIsAppliedOnce() throws Exception {
    everyPoint(new FakeJobVendor(Shape.SUBMITTED, EffectClass.E, true, false), "at-most-once", 0);
  }

  @Test
  void aJobThatNobodyCanFindIsRepeatedOrUncertainByItsClass() throws Exception {
    everyPoint(new FakeJobVendor(Shape.SUBMITTED, EffectClass.A, false, false), "at-most-once", 0);
    // After the job is recorded, before and after the effect, and before the answer is recorded.
    // Of class C, a worker that died before all this may have sent the records directly.
    everyPoint(new FakeJobVendor(Shape.SUBMITTED, EffectClass.C, false, false), "at-most-once", 5);
  }

  /** The same steps with the other classes, and with what else a vendor can or cannot do. */
  @Test
  @Tag("soak")
  @Tag("soak-kills")
  void eachOtherVendorAppliesItsJobsOnce() throws Exception {
    everyPoint(new FakeJobVendor(Shape.CLOSED, EffectClass.A, false, true), "at-most-once", 0);
    everyPoint(new FakeJobVendor(Shape.CLOSED, EffectClass.E, true, true), "at-most-once", 0);
    everyPoint(new FakeJobVendor(Shape.CLOSED, EffectClass.E, false, false), "at-most-once", 0);
    everyPoint(new FakeJobVendor(Shape.UPLOADED, EffectClass.A, false, false), "at-least-once", 0);
    everyPoint(new FakeJobVendor(Shape.SUBMITTED, EffectClass.B, true, false), "at-most-once", 0);
    everyPoint(new FakeJobVendor(Shape.SUBMITTED, EffectClass.B, false, false), "at-most-once", 0);
    everyPoint(new FakeJobVendor(Shape.SUBMITTED, EffectClass.E, false, false), "at-least-once", 4);
  }

  /**
   * A job of one destination for each point at which its worker dies.
   *
   * @param uncertain at how many points the records are uncertain afterwards
   */
  private static void everyPoint(FakeJobVendor vendor, String delivery, int uncertain)
      throws Exception {
    try (Bench bench = Bench.ofVendor(vendor, vendor)) {
      vendor.slow = true;
      Map<DestinationId, Integer> points = new HashMap<>();
      for (int point = 0; point < POINTS; point++) {
        DestinationId destination = bench.destination("{\"delivery\": \"%s\"}".formatted(delivery));
        bench.profileSync(destination);
        points.put(destination, point);
      }
      bench.apply(people(bench));
      Killer killer = new Killer(bench, points);
      vendor.workers = batch -> killer.works(batch.target().destination());
      vendor.watch = (request, after) -> killer.point(request);
      DeliveryEngine first = bench.engine(killer);
      for (DestinationId destination : points.keySet()) {
        wait(() -> killer.hasKilled(destination) || isDone(bench, destination));
      }
      bench.stop(first);
      wait(first::idle);
      vendor.workers = batch -> {};
      vendor.watch = (request, after) -> {};
      endLeases(bench);
      bench.engine();
      int uncertainPoints = 0;
      for (DestinationId destination : points.keySet()) {
        wait(() -> isDone(bench, destination));
        String at = "%s, %s, killed at %s".formatted(vendor, delivery, killer.end(destination));
        long unknown = bench.count(destination, "uncertain");
        assertThat(unknown).as(at).isIn(0L, (long) RECORDS);
        uncertainPoints += unknown > 0 ? 1 : 0;
        for (Map.Entry<String, Integer> effect : effects(vendor, destination).entrySet()) {
          if (unknown == 0) {
            assertThat(effect.getValue()).as(at + effect.getKey()).isEqualTo(1);
          } else {
            assertThat(effect.getValue()).as(at + effect.getKey()).isLessThan(2);
          }
        }
      }
      assertThat(bench.number("select count(*) from job")).isZero();
      assertThat(uncertainPoints).as("%s", vendor).isEqualTo(uncertain);
      assertThat(killer.ends()).as("%s", vendor).hasSizeBetween(LEAST_POINTS, POINTS - 1);
    }
  }

  /** How often each record was applied. */
  private static Map<String, Integer> effects(FakeJobVendor vendor, DestinationId destination) {
    Map<String, Integer> effects = new TreeMap<>();
    for (int i = 0; i < RECORDS; i++) {
      effects.put(
          " p" + i, vendor.effects.getOrDefault(destination + " p%d@example.org".formatted(i), 0));
    }
    return effects;
  }

  /**
   * Looks at once, because most conditions of one destination are met when those before it are. The
   * end of a worker is an error in a thread of its own.
   */
  private static void wait(Callable<Boolean> condition) {
    await()
        .dontCatchUncaughtExceptions()
        .pollDelay(Duration.ZERO)
        .pollInterval(POLL_INTERVAL)
        .atMost(BOUND)
        .until(condition);
  }

  /** As when a quarter of an hour has passed since the last worker was killed. */
  private static void endLeases(Bench bench) throws SQLException {
    bench.change(
        "update job set lease_until = statement_timestamp() - interval '1 second'"
            + " where lease_until is not null");
    bench.change(
        "update delivery set lease_until = statement_timestamp() - interval '1 second'"
            + " where state = 'in-flight'");
  }

  private static boolean isDone(Bench bench, DestinationId destination) throws SQLException {
    return bench.count(destination, "delivered") + bench.count(destination, "uncertain") == RECORDS;
  }

  private static Message[] people(Bench bench) {
    return IntStream.range(0, RECORDS)
        .mapToObj(i ->
            bench.updated(
                person(new ProfileId("prf_" + i), 1, "p%d@example.org".formatted(i), "Name")))
        .toArray(Message[]::new);
  }

  /** The end of a process without a word. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;

    Killed() {
      super("killed", null, false, false);
    }
  }

  /**
   * Ends the worker of each destination at one point: before or after a request or a transaction.
   * After that, the process does nothing for the destination.
   */
  private static final class Killer extends ForwardingDeliveryStore {
    private final Map<DestinationId, Integer> points;
    private final Map<DestinationId, AtomicInteger> seen = new ConcurrentHashMap<>();
    private final Map<DestinationId, String> ends = new ConcurrentHashMap<>();

    /** The destination of the worker that has this thread. */
    private final ThreadLocal<@Nullable DestinationId> working = new ThreadLocal<>();

    Killer(Bench bench, Map<DestinationId, Integer> points) {
      super(bench.deliveries);
      this.points = points;
    }

    void works(DestinationId destination) {
      working.set(destination);
    }

    boolean hasKilled(DestinationId destination) {
      return ends.containsKey(destination);
    }

    String end(DestinationId destination) {
      return ends.getOrDefault(destination, "no point");
    }

    Map<DestinationId, String> ends() {
      return ends;
    }

    void point(String what) {
      DestinationId destination = Objects.requireNonNull(working.get());
      int now = seen.computeIfAbsent(destination, each -> new AtomicInteger()).getAndIncrement();
      if (now >= points.getOrDefault(destination, 0)) {
        ends.putIfAbsent(destination, now + ": " + what);
        throw new Killed();
      }
    }

    @Override
    public WorkSearchResult claim(
        Catalogue.Destination destination, int turn, boolean retries, RowLimit limit)
        throws StoreFailure {
      return hasKilled(destination.id())
          ? new WorkSearchResult.Nothing()
          : super.claim(destination, turn, retries, limit);
    }

    @Override
    public LeasedBatch begin(LeasedBatch batch, Duration deadline, JobLog.Account account)
        throws JobLost {
      point("before the begin");
      LeasedBatch begun = super.begin(batch, deadline, account);
      point("after the begin");
      return begun;
    }

    @Override
    public void record(RecordedJob job) throws JobLost {
      point("before the record of " + job.step());
      super.record(job);
      point("after the record of " + job.step());
    }

    @Override
    public boolean report(List<Reported> batches) throws StoreFailure {
      point("before the report");
      boolean due = super.report(batches);
      point("after the report");
      return due;
    }
  }
}
