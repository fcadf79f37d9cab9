package dev.tributary.identity.kafka;

import java.time.Duration;
import org.apache.kafka.common.errors.TimeoutException;

/** Waits one minute at most for a broker that does not answer. Confined to one thread. */
public final class BrokerTimeout {
  /** The longest duration of one poll. */
  public static final Duration POLL = Duration.ofMillis(500);

  private static final int MOST_POLLS = 120;

  private int polls;

  /**
   * @param further whether the last poll made progress
   * @throws TimeoutException if no poll has made progress for a minute
   */
  public void polled(boolean further) {
    polls = further ? 0 : polls + 1;
    if (polls >= MOST_POLLS) {
      throw new TimeoutException("The log has been silent for a minute");
    }
  }
}
