package dev.tributary.collector.limit;

import dev.tributary.collector.source.ActiveSource;
import java.util.function.LongConsumer;

/** How many events a source may send. Thread-safe. */
public interface RateLimit {
  /** What is told of a request that may go on. */
  long GRANTED = 0;

  /**
   * Takes events out of the source's allowance, all or none.
   *
   * @param verdict told once, on any thread: {@link #GRANTED}, or the milliseconds to wait
   */
  void take(ActiveSource source, int events, LongConsumer verdict);
}
