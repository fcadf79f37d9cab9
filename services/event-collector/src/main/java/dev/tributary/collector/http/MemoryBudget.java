package dev.tributary.collector.http;

import java.util.concurrent.atomic.AtomicLong;

/** Bounds the bytes of all requests that are under way. Thread-safe. */
public final class MemoryBudget {
  private final AtomicLong free;

  public MemoryBudget(long bytes) {
    this.free = new AtomicLong(bytes);
  }

  Share share() {
    return new Share();
  }

  /** What one request holds. For one request's event loop only. */
  final class Share {
    private long held;

    /** False if there is no room; then nothing more is held. */
    boolean take(long bytes) {
      if (free.addAndGet(-bytes) < 0) {
        free.addAndGet(bytes);
        return false;
      }
      held += bytes;
      return true;
    }

    /** Gives everything back; repeating it changes nothing. */
    void release() {
      free.addAndGet(held);
      held = 0;
    }
  }
}
