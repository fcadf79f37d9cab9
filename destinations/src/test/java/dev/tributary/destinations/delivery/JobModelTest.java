package dev.tributary.destinations.delivery;

import static dev.tributary.destinations.delivery.Bench.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.connector.EgressFailure;
import dev.tributary.destinations.connector.EgressFailure.Reach;
import dev.tributary.destinations.delivery.FakeJobVendor.Shape;
import dev.tributary.destinations.protocol.JobLog;
import dev.tributary.destinations.protocol.JobLost;
import dev.tributary.destinations.protocol.RecordedJob;
import dev.tributary.destinations.protocol.StoreFailure;
import dev.tributary.destinations.start.ForwardingDeliveryStore;
import dev.tributary.testkit.lane.Lane;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Random changes of records that go in jobs, with lost requests and lost answers, cut files, and
 * workers of two instances that die anywhere. Each version is applied once at most, the newest one
 * is applied, and every record has its result. Repeat a run with {@code -Dtributary.seed}.
 */
@Tag("soak-models")
class JobModelTest {
  private static final long SEED = Lane.seed();
  private static final int PEOPLE = 12;
  private static final int ROUNDS = Lane.size("tributary.changes", 12, 120);
  private static final int CHANGES_OF_A_ROUND = 6;
  private static final Duration BOUND = Duration.ofSeconds(120);

  @Test
  void aVersionIsAppliedOnceAndTheNewestOneIsApplied() throws Exception {
    System.out.println("JobModelTest with -Dtributary.seed=" + SEED);
    runs(new FakeJobVendor(Shape.CLOSED, EffectClass.E, false, true));
    runs(new FakeJobVendor(Shape.UPLOADED, EffectClass.E, false, true));
    runs(new FakeJobVendor(Shape.SUBMITTED, EffectClass.E, true, false));
    runs(new FakeJobVendor(Shape.SUBMITTED, EffectClass.A, false, false));
  }

  private static void runs(FakeJobVendor vendor) throws Exception {
    Random random = new Random(SEED);
    try (Bench bench = Bench.ofVendor(vendor, vendor)) {
      DestinationId destination = bench.destination();
      bench.profileSync(destination);
      Faults faults = new Faults(new Random(random.nextLong()));
      vendor.watch = faults::request;
      vendor.files = faults::file;
      Map<String, String> desired = new TreeMap<>();
      Map<Integer, Long> versions = new TreeMap<>();
      for (int round = 0; round < ROUNDS; round++) {
        int killed = faults.killed.get();
        List<DeliveryEngine> instances =
            List.of(bench.engine(new Dying(bench, faults)), bench.engine(new Dying(bench, faults)));
        for (int i = 0; i < CHANGES_OF_A_ROUND; i++) {
          int who = random.nextInt(PEOPLE);
          long version = versions.merge(who, 1L, Long::sum);
          String email = "p%d@example.org".formatted(who);
          String name = "Name " + version;
          desired.put(email, name);
          bench.apply(bench.updated(person(new ProfileId("prf_" + who), version, email, name)));
        }
        wait(() -> faults.killed.get() > killed || bench.busy() == 0);
        stop(bench, instances);
      }
      faults.over = true;
      bench.engine();
      wait(() -> bench.busy() == 0);
      String about = "%s, seed %d".formatted(vendor, SEED);
      assertThat(faults.killed).as(about).hasPositiveValue();
      assertThat(bench.count(destination, "delivered")).as(about).isEqualTo(desired.size());
      assertThat(bench.number("select count(*) from job")).as(about).isZero();
      assertThat(vendor.newest).as(about).isEqualTo(desired);
      assertThat(
              vendor.versions.entrySet().stream()
                  .filter(applied -> applied.getValue() > 1)
                  .map(Map.Entry::getKey)
                  .collect(Collectors.toList()))
          .as(about)
          .isEmpty();
    }
  }

  /** After both instances have ended, the leases of their workers end in time. */
  private static void stop(Bench bench, List<DeliveryEngine> instances) throws SQLException {
    instances.forEach(bench::stop);
    wait(() -> instances.stream().allMatch(DeliveryEngine::idle));
    bench.change(
        "update job set lease_until = statement_timestamp() - interval '1 second'"
            + " where lease_until is not null");
    bench.change(
        "update delivery set lease_until = statement_timestamp() - interval '1 second'"
            + " where state = 'in-flight'");
  }

  /** The end of a worker is an error in a thread of its own. */
  private static void wait(Callable<Boolean> condition) {
    await().dontCatchUncaughtExceptions().atMost(BOUND).until(condition);
  }

  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;

    Killed() {
      super("killed", null, false, false);
    }
  }

  /** What goes wrong between the service and the vendor. */
  private static final class Faults {
    private static final int DEATHS_ONE_IN = 40;
    private static final int FAILURES_ONE_IN = 12;

    private final Random random;
    private volatile boolean over;
    private final AtomicInteger killed = new AtomicInteger();

    Faults(Random random) {
      this.random = random;
    }

    synchronized void mayKill() {
      if (!over && random.nextInt(DEATHS_ONE_IN) == 0) {
        killed.incrementAndGet();
        throw new Killed();
      }
    }

    synchronized void request(String request, boolean after) throws EgressFailure {
      mayKill();
      if (!over && random.nextInt(FAILURES_ONE_IN) == 0) {
        throw new EgressFailure(
            after || random.nextBoolean() ? Reach.MAYBE_ARRIVED : Reach.NOT_SENT, "cut");
      }
    }

    /** Five cut files of one job would make it uncertain: that is for other tests. */
    synchronized String file(String file) {
      return !over && random.nextInt(DEATHS_ONE_IN) == 0
          ? file.substring(0, random.nextInt(file.length()))
          : file;
    }
  }

  /** Workers that die before or after a transaction. */
  private static final class Dying extends ForwardingDeliveryStore {
    private final Faults faults;

    Dying(Bench bench, Faults faults) {
      super(bench.deliveries);
      this.faults = faults;
    }

    @Override
    public LeasedBatch begin(LeasedBatch batch, Duration deadline, JobLog.Account account)
        throws JobLost {
      faults.mayKill();
      LeasedBatch begun = super.begin(batch, deadline, account);
      faults.mayKill();
      return begun;
    }

    @Override
    public void record(RecordedJob job) throws JobLost {
      faults.mayKill();
      super.record(job);
      faults.mayKill();
    }

    @Override
    public boolean report(List<Reported> batches) throws StoreFailure {
      faults.mayKill();
      boolean due = super.report(batches);
      faults.mayKill();
      return due;
    }
  }
}
