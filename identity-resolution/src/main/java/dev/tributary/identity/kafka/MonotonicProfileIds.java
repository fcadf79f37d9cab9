package dev.tributary.identity.kafka;

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
final class MonotonicProfileIds {
  private final Ids ids;
  private String newest;

  /**
   * @param newest the largest id before
   */
  MonotonicProfileIds(Ids ids, String newest) {
    this.ids = ids;
    this.newest = newest;
  }

  String next() {
    String next = ids.next(Ids.PROFILE);
    if (next.compareTo(newest) <= 0) {
      Instant after = Ids.time(newest).plusMillis(1);
      next = new Ids(Clock.fixed(after, ZoneOffset.UTC), new SecureRandom()).next(Ids.PROFILE);
    }
    newest = next;
    return next;
  }
}
