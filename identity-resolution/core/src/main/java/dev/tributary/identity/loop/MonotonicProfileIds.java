package dev.tributary.identity.loop;

import dev.tributary.contracts.Ids;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

/**
 * Makes profile ids that are larger than all ids before, because consumers rely on this order.
 * Another instance may have made the earlier ids with a clock that was ahead. Confined to one
 * thread.
 */
public final class MonotonicProfileIds {
  private final Ids ids;

  private String newest;

  /**
   * @param newest the largest id before
   */
  public MonotonicProfileIds(Ids ids, String newest) {
    this.ids = ids;
    this.newest = newest;
  }

  public String next() {
    String next = ids.next(Ids.PROFILE);
    if (next.compareTo(newest) <= 0) {
      Instant after = Ids.time(newest).plusMillis(1);
      next = new Ids(Clock.fixed(after, ZoneOffset.UTC), new SecureRandom()).next(Ids.PROFILE);
    }
    newest = next;
    return next;
  }
}
