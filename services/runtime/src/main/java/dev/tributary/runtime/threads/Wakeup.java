package dev.tributary.runtime.threads;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Lets the workers of a queue sleep until this process adds work. Work that another process adds
 * gives no signal here, so a worker also looks at the queue after a fixed time. Thread-safe.
 */
public final class Wakeup {
  private final int workers;
  private final Semaphore signals = new Semaphore(0);

  /**
   * @param workers the number of threads that wait here, at least 1
   */
  public Wakeup(int workers) {
    this.workers = workers;
  }

  /**
   * Wakes one worker. If all are busy, the next call of {@link #await} returns at once. Call this
   * method after the commit: earlier, a worker would find nothing.
   */
  public void signal() {
    // Two threads at once can store one signal too many. It costs one look at the queue.
    if (signals.availablePermits() < workers) {
      signals.release();
    }
  }

  /** Waits for a signal, without a limit. */
  public void await() throws InterruptedException {
    signals.acquire();
  }

  /**
   * Waits for a signal.
   *
   * @return false if there was none within {@code most}
   */
  public boolean await(Duration most) throws InterruptedException {
    return signals.tryAcquire(most.toNanos(), TimeUnit.NANOSECONDS);
  }
}
