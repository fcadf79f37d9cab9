package dev.tributary.runtime.threads;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Periodic works of which one round runs at a time. So several works that are not urgent need no
 * more connections than one. A round that is due waits for the round in progress, and then the one
 * that has waited longest begins. Otherwise each work is a {@link PeriodicWork} of its own.
 *
 * <p>All works are added before {@link #start}. {@link #start} and {@link #close} are thread-safe.
 */
public final class WorksInTurn implements AutoCloseable {
  private final ReentrantLock turn = new ReentrantLock(true);
  private final List<PeriodicWork> works = new ArrayList<>();
  private volatile boolean closed;

  /** The parameters are those of {@link PeriodicWork}. */
  public WorksInTurn add(String name, Duration first, Duration every, PeriodicWork.Round round) {
    works.add(new PeriodicWork(name, first, every, () -> inTurn(round)));
    return this;
  }

  /** Starts the threads. A second call has no effect. */
  public void start() {
    works.forEach(PeriodicWork::start);
  }

  /** Begins no further round. Does not wait for the end of a round in progress. */
  @Override
  public void close() {
    closed = true;
    works.forEach(PeriodicWork::close);
  }

  private void inTurn(PeriodicWork.Round round) throws Exception {
    turn.lockInterruptibly();
    try {
      if (!closed) {
        round.run();
      }
    } finally {
      turn.unlock();
    }
  }

  /** Whether a round waits for the one in progress. */
  boolean hasWaiting() {
    return turn.hasQueuedThreads();
  }
}
