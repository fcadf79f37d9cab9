package dev.tributary.runtime.http;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Who reads everyone waits for a turn, because the loop needs its share of the machine. Fair, and
 * safe for use by several threads.
 */
public final class Turn {
  private static final long PATIENCE_SECONDS = 10;

  private final Semaphore turn = new Semaphore(1, true);
  private final String busy;

  /**
   * @param busy what to say to whoever waited in vain
   */
  public Turn(String busy) {
    this.busy = busy;
  }

  /**
   * @throws Problem if the turn does not come in time
   */
  public <T> T take(Supplier<T> reading) {
    if (!acquire()) {
      throw Problems.UNAVAILABLE.problem(busy);
    }
    try {
      return reading.get();
    } finally {
      turn.release();
    }
  }

  private boolean acquire() {
    try {
      return turn.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
