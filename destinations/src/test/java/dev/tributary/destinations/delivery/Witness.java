package dev.tributary.destinations.delivery;

import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.ledger.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Makes the destination unreliable, and watches what no destination should see. */
final class Witness implements FakeDestination.Watch {
  private static final int LINGERS_ONE_IN = 3;
  private static final Duration LONGEST_STAY = Duration.ofMillis(50);

  final AtomicBoolean faults = new AtomicBoolean(true);
  final ConcurrentLinkedQueue<String> faultsSeen = new ConcurrentLinkedQueue<>();
  private final Map<String, Long> newest = new ConcurrentHashMap<>();
  private final Set<String> onTheWay = ConcurrentHashMap.newKeySet();
  private final Set<String> inJobs = ConcurrentHashMap.newKeySet();
  final AtomicInteger jobs = new AtomicInteger();
  final AtomicInteger several = new AtomicInteger();
  private @Nullable Batch lastBatch;
  final AtomicInteger overlaps = new AtomicInteger();
  private final Semaphore othersLooked = new Semaphore(0);
  private final Random random;

  Witness(Random random) {
    this.random = random;
  }

  void watch(FakeDestination.Store store) {
    store.behaviour = this::answer;
    store.watch = this;
  }

  /** Of a third of all records, a destination never confirms more than that it received them. */
  void watchReceipts(FakeDestination.Store store) {
    store.receives = item -> onlyReceived(item.matchValue());
    store.refusesOne = true;
    store.jobAnswer = this::aboutJob;
  }

  static boolean onlyReceived(String matchValue) {
    return Math.floorMod(matchValue.hashCode(), 3) == 0;
  }

  /** Of one job, some items can have a result before the others. */
  private synchronized @Nullable Outcome aboutJob(String job, Item item) {
    return switch (faults.get() ? random.nextInt(8) : 7) {
      case 0, 1 -> new Outcome.Submitted(job, Instant.now(), "working");
      case 2 -> new Outcome.Transient("The job was cancelled", null);
      case 3 -> new Outcome.Ambiguous("The answer is incomplete");
      case 4 -> new Outcome.RateLimited(Instant.now().plusMillis(10), "slowly");
      default -> null;
    };
  }

  /** The items of one attempt are in one job. */
  private int jobOf(Batch batch) {
    if (batch != lastBatch) {
      lastBatch = batch;
      jobs.incrementAndGet();
    }
    return jobs.get();
  }

  /** Before a report is stored: nobody sends or asks about the row until then. */
  void reported(List<AttemptReport> reports) {
    for (AttemptReport report : reports) {
      if (report.state() == State.SUBMITTED) {
        inJobs.add(report.row().id());
      } else {
        inJobs.remove(report.row().id());
      }
    }
  }

  /** Stays until another worker has looked for work, and so could have taken the same. */
  @Override
  public void entered(Batch batch) {
    for (Item item : batch.items()) {
      if (!onTheWay.add(item.delivery())) {
        faultsSeen.add("twice on its way: " + item.delivery());
      }
      if (inJobs.contains(item.delivery())) {
        faultsSeen.add("sent although a job has it: " + item.delivery());
      }
    }
    othersLooked.release();
    if (lingers()) {
      othersLooked.drainPermits();
      try {
        if (othersLooked.tryAcquire(LONGEST_STAY.toMillis(), TimeUnit.MILLISECONDS)) {
          overlaps.incrementAndGet();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private synchronized boolean lingers() {
    return faults.get() && random.nextInt(LINGERS_ONE_IN) == 0;
  }

  @Override
  public void left(Batch batch) {
    batch.items().forEach(item -> onTheWay.remove(item.delivery()));
  }

  /** A worker that found something is counted when it comes in with it. */
  void looked(WorkSearchResult look) {
    if (look instanceof WorkSearchResult.Taken taken && !taken.next().isEmpty()) {
      several.incrementAndGet();
    }
    if (!(look instanceof WorkSearchResult.Taken)) {
      othersLooked.release();
    }
  }

  private synchronized @Nullable Outcome answer(Batch batch, Item item) {
    long before = newest.getOrDefault(item.delivery(), 0L);
    if (item.version() < before) {
      faultsSeen.add("version %d after %d".formatted(item.version(), before));
    }
    if (faults.get()) {
      switch (random.nextInt(16)) {
        case 0 -> {
          return new Outcome.Transient("HTTP 500", null);
        }
        case 1 -> {
          return new Outcome.Ambiguous("cut");
        }
        case 2 -> {
          // Alone it would be rejected, and rightly stay so.
          if (batch.items().size() > 1) {
            return new Outcome.RefusedTogether(null, "one is wrong");
          }
        }
        case 3 -> {
          // Then nothing is sent until the engine looks again, so this is rare.
          if (random.nextInt(4) == 0) {
            return new Outcome.QuotaSpent(Instant.now().plusMillis(20), "tomorrow");
          }
        }
        case 4 -> {
          return new Outcome.WaitsForRecord("its company");
        }
        case 5, 6 -> {
          newest.put(item.delivery(), item.version());
          return new Outcome.Submitted("job-" + jobOf(batch), Instant.now(), "");
        }
        default -> {}
      }
    }
    newest.put(item.delivery(), item.version());
    return null;
  }
}
