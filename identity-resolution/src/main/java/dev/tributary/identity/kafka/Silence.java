package dev.tributary.identity.kafka;

import java.time.Duration;
import org.apache.kafka.common.errors.TimeoutException;

/** Lets a broker be silent for a minute, and no longer. Confined to one thread. */
final class Silence {
  static final Duration POLL = Duration.ofMillis(500);
  private static final int MOST_POLLS = 120;

  private int polls;

  /**
   * @param further whether the last poll came any further
   * @throws TimeoutException if none has for a minute
   */
  void polled(boolean further) {
    polls = further ? 0 : polls + 1;
    if (polls >= MOST_POLLS) {
      throw new TimeoutException("The log has been silent for a minute");
    }
  }
}
