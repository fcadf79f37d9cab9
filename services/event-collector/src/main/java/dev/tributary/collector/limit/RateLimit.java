package dev.tributary.collector.limit;

import dev.tributary.collector.source.ActiveSource;
import java.util.function.LongConsumer;

/** How many events a source may send. Thread-safe. */
public interface RateLimit {
  /** The result for a request that may continue. */
  long GRANTED = 0;

  /**
   * Takes events from the source's allowance, all or none.
   *
   * @param verdict called once, on any thread, with {@link #GRANTED} or the milliseconds to wait
   */
  void take(ActiveSource source, int events, LongConsumer verdict);
}
