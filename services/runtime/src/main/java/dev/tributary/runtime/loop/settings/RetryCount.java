package dev.tributary.runtime.loop.settings;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Counts the failures of a search that may be temporary, within {@link RetryLimits}. Confined to
 * one thread at a time.
 */
public final class RetryCount {
  private final RetryLimits limits;
  private final InstantSource clock;

  private @Nullable Object first;
  private int tries;
  private int triesAlone;
  private Instant since = Instant.MAX;
  private boolean exceeded;

  public RetryCount(RetryLimits limits, InstantSource clock) {
    this.limits = limits;
    this.clock = clock;
  }

  /** Another search begins. */
  public void restart() {
    exceeded = false;
  }

  /**
   * Counts a failure. An input that is alone is tried a few times before it counts as the cause.
   *
   * @param begin identifies the first of the inputs; another one begins another count
   * @param alone whether it is the only one
   * @return whether the failure now counts as caused by the inputs
   */
  public boolean isExceeded(Object begin, boolean alone) {
    if (!Objects.equals(begin, first)) {
      first = begin;
      tries = 0;
      triesAlone = 0;
      since = clock.instant();
    }
    tries++;
    if (tries >= limits.tries()
        && Duration.between(since, clock.instant()).compareTo(limits.time()) >= 0) {
      exceeded = true;
    }
    if (!alone) {
      return exceeded;
    }
    triesAlone++;
    return exceeded && triesAlone >= limits.tries();
  }
}
