package dev.tributary.destinations.plan;

import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.runtime.threads.PeriodicWork;
import java.lang.System.Logger.Level;
import java.time.Duration;

/**
 * Computes plans in the background. Each instance has a worker, which keeps the lease of its plan
 * while people are read. If the instance ends, another one begins the plan again.
 */
public final class PlanRounds implements AutoCloseable {
  /** The time for planning people once. */
  public static final Duration TIME = Duration.ofMinutes(30);

  private static final System.Logger LOG = System.getLogger(PlanRounds.class.getName());
  private static final Duration IDLE = Duration.ofSeconds(1);

  /** How often the progress is stored. A lease is longer. */
  private static final Duration STORED = Duration.ofSeconds(1);

  private final PlanRunStore store;
  private final Counting counting;
  private final PeriodicWork work = PeriodicWork.ofSteps("plan", IDLE, this::step);

  /** Computes a plan. */
  @FunctionalInterface
  public interface Counting {
    /**
     * @throws Problem if there can be no plan
     */
    PlanResult count(PlanRun run, PlanStore.Progress progress);
  }

  public PlanRounds(PlanRunStore store, Counting counting) {
    this.store = store;
    this.counting = counting;
  }

  /** The plan was cancelled, or another worker has its lease. */
  private static final class Ended extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  public void start() {
    work.start();
  }

  @Override
  public void close() {
    work.close();
  }

  /** Computes the next plan. Returns false if there is none. */
  public boolean step() {
    PlanRun run = store.lease().orElse(null);
    if (run == null) {
      return false;
    }
    try {
      store.done(run, counting.count(run, progress(run)));
    } catch (Ended e) {
      LOG.log(Level.DEBUG, "The plan {0} has ended before its result", run.id());
    } catch (Problem e) {
      if (e.code().equals(Problems.UNAVAILABLE)) {
        LOG.log(Level.WARNING, "The plan {0} begins again later: {1}", run.id(), e.getMessage());
      } else {
        store.fail(run, String.valueOf(e.getMessage()));
      }
    } catch (RuntimeException e) {
      // It begins again when the lease ends.
      LOG.log(Level.WARNING, "The plan %s of %s failed".formatted(run.id(), run.sync()), e);
    }
    return true;
  }

  private PlanStore.Progress progress(PlanRun run) {
    long[] stored = {System.nanoTime() - STORED.toNanos()};
    return (pass, counted) -> {
      if (System.nanoTime() - stored[0] >= STORED.toNanos()) {
        if (work.isClosed() || !store.advance(run, pass, counted)) {
          throw new Ended();
        }
        stored[0] = System.nanoTime();
      }
    };
  }
}
