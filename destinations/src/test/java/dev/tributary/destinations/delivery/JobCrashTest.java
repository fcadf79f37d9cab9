package dev.tributary.destinations.delivery;

import static dev.tributary.destinations.delivery.Bench.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.Message;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.delivery.FakeJobVendor.Shape;
import dev.tributary.destinations.protocol.RecordedJob;
import dev.tributary.destinations.start.ForwardingDeliveryStore;
import dev.tributary.destinations.sync.Catalogue;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The worker of a job dies before or after the effect of each request, and before or after each
 * transaction. Another instance takes the job over.
 */
class JobCrashTest {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final int RECORDS = 4;

  /** More than the requests and transactions of any job. */
  private static final int MOST_POINTS = 60;

  @Test
  void aJobThatIsClosedIsAppliedOnceWhateverTheClassIs() throws Exception {
    for (EffectClass effectClass : List.of(EffectClass.A, EffectClass.B, EffectClass.E)) {
      everyPoint(new FakeJobVendor(Shape.CLOSED, effectClass, false, true), "at-most-once", 0);
    }
    // Of class C, a worker that died before it recorded a job may have sent the records directly.
    everyPoint(new FakeJobVendor(Shape.CLOSED, EffectClass.C, false, true), "at-most-once", 1);
    everyPoint(new FakeJobVendor(Shape.CLOSED, EffectClass.E, true, true), "at-most-once", 0);
    everyPoint(new FakeJobVendor(Shape.CLOSED, EffectClass.E, false, false), "at-most-once", 0);
  }

  @Test
  void aJobThatStartsWithItsUploadIsAppliedOnce() throws Exception {
    everyPoint(new FakeJobVendor(Shape.UPLOADED, EffectClass.E, false, true), "at-most-once", 0);
    everyPoint(new FakeJobVendor(Shape.UPLOADED, EffectClass.A, false, false), "at-least-once", 0);
  }

  @Test
  void aJobThatIsFoundByItsNameIsAppliedOnce() throws Exception {
    everyPoint(new FakeJobVendor(Shape.SUBMITTED, EffectClass.E, true, false), "at-most-once", 0);
    everyPoint(new FakeJobVendor(Shape.SUBMITTED, EffectClass.B, true, false), "at-most-once", 0);
  }

  @Test
  void aJobThatNobodyCanFindIsRepeatedOrUncertainByItsClass() throws Exception {
    everyPoint(new FakeJobVendor(Shape.SUBMITTED, EffectClass.A, false, false), "at-most-once", 0);
    everyPoint(new FakeJobVendor(Shape.SUBMITTED, EffectClass.B, false, false), "at-most-once", 0);
    // Before the request, after it, after its effect, and before the answer is recorded.
    everyPoint(new FakeJobVendor(Shape.SUBMITTED, EffectClass.C, false, false), "at-most-once", 4);
    everyPoint(new FakeJobVendor(Shape.SUBMITTED, EffectClass.E, false, false), "at-least-once", 4);
  }

  /**
   * @param uncertain at how many points the records are uncertain afterwards
   */
  private static void everyPoint(FakeJobVendor vendor, String delivery, int uncertain)
      throws Exception {
    try (Bench bench = Bench.ofVendor(vendor, vendor)) {
      int uncertainPoints = 0;
      for (int point = 0; ; point++) {
        assertThat(point).isLessThan(MOST_POINTS);
        DestinationId destination =
            bench.destination("{\"delivery\": \"%s\"}".formatted(delivery));
        bench.profileSync(destination);
        Killer killer = new Killer(bench, point);
        vendor.effects.clear();
        vendor.states.add("working");
        vendor.watch = (request, after) -> killer.point();
        bench.apply(people(bench, destination));
        DeliveryEngine first = bench.engine(killer);
        wait(() -> killer.killed() || isDone(bench, destination));
        first.close();
        wait(first::idle);
        vendor.watch = (request, after) -> {};
        if (killer.killed()) {
          endLeases(bench);
          DeliveryEngine second = bench.engine();
          wait(() -> isDone(bench, destination));
          second.close();
          wait(second::idle);
        }
        String at = "%s %s killed at %s".formatted(vendor.steps, delivery, killer.at());
        if (bench.count(destination, "uncertain") > 0) {
          uncertainPoints++;
          assertThat(bench.count(destination, "uncertain")).as(at).isEqualTo(RECORDS);
          assertThat(vendor.effects.values()).as(at).allMatch(times -> times == 1);
        } else {
          assertThat(bench.count(destination, "delivered")).as(at).isEqualTo(RECORDS);
          assertThat(vendor.effects).as(at).hasSize(RECORDS);
          assertThat(vendor.effects.values()).as(at).allMatch(times -> times == 1);
        }
        assertThat(bench.number("select count(*) from job")).as(at).isZero();
        if (!killer.killed()) {
          break;
        }
        bench.pause(destination);
        vendor.steps.clear();
        vendor.states.clear();
      }
      assertThat(uncertainPoints).isEqualTo(uncertain);
    }
  }

  /** The end of a worker is an error in a thread of its own. */
  private static void wait(Callable<Boolean> condition) {
    await().dontCatchUncaughtExceptions().atMost(BOUND).until(condition);
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

  private static Message[] people(Bench bench, DestinationId destination) {
    return IntStream.range(0, RECORDS)
        .mapToObj(i ->
            bench.updated(
                person(
                    new ProfileId("prf_" + destination + i),
                    1,
                    "p%d-%s@example.org".formatted(i, destination.value().toLowerCase()),
                    "Name")))
        .toArray(Message[]::new);
  }

  /** The end of a process without a word. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;

    Killed() {
      super("killed", null, false, false);
    }
  }

  /** Ends the worker at one point; nothing of it is done after that. */
  private static final class Killer extends ForwardingDeliveryStore {
    private final int point;
    private final AtomicInteger seen = new AtomicInteger();
    private volatile String at = "no point";

    Killer(Bench bench, int point) {
      super(bench.deliveries);
      this.point = point;
    }

    boolean killed() {
      return seen.get() > point;
    }

    String at() {
      return at;
    }

    void point() {
      int now = seen.getAndIncrement();
      if (now >= point) {
        if (now == point) {
          at =
              point
                  + Stream.of(new Throwable().getStackTrace())
                      .skip(1)
                      .limit(8)
                      .map(frame -> " " + frame.getMethodName() + ":" + frame.getLineNumber())
                      .reduce("", String::concat);
        }
        throw new Killed();
      }
    }

    @Override
    public WorkSearchResult claim(Catalogue.Destination destination, int turn, boolean retries)
        throws SQLException {
      return killed() ? new WorkSearchResult.Nothing() : super.claim(destination, turn, retries);
    }

    @Override
    public Optional<LeasedBatch> begin(LeasedBatch batch, Duration deadline) throws SQLException {
      point();
      Optional<LeasedBatch> begun = super.begin(batch, deadline);
      point();
      return begun;
    }

    @Override
    public boolean record(RecordedJob job) throws SQLException {
      point();
      boolean recorded = super.record(job);
      point();
      return recorded;
    }

    @Override
    public boolean report(LeasedBatch batch, List<AttemptReport> reports, AttemptResult result)
        throws SQLException {
      point();
      boolean due = super.report(batch, reports, result);
      point();
      return due;
    }
  }
}
