package dev.tributary.warehouse.run;

import dev.tributary.runtime.work.LeasedQueue;
import dev.tributary.runtime.work.Renewal;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The stored runs, as the workers of one process claim them. Each claim has an owner of its own: a
 * worker of this process may take over the run of another worker of this process, whose lease could
 * not be renewed. Thread-safe.
 */
public final class RunQueue implements LeasedQueue<ClaimedRun> {
  private final Runs runs;
  private final String process;
  private final int ofOneWorkspace;
  private final AtomicLong claims = new AtomicLong();

  /**
   * @param process the name of this process, different at each start
   * @param ofOneWorkspace runs of one workspace at the same time, in all processes
   */
  public RunQueue(Runs runs, String process, int ofOneWorkspace) {
    this.runs = runs;
    this.process = process;
    this.ofOneWorkspace = ofOneWorkspace;
  }

  @Override
  public Optional<ClaimedRun> claim() {
    return runs.claim(process + "-" + claims.incrementAndGet(), ofOneWorkspace);
  }

  @Override
  public Renewal renew(ClaimedRun claimed) {
    return runs.renew(claimed);
  }

  /**
   * Changes nothing, so the run is left to its lease. The next worker continues it from its phase.
   */
  @Override
  public void giveBack(ClaimedRun claimed) {}

  @Override
  public String id(ClaimedRun claimed) {
    return claimed.run().id().value();
  }
}
