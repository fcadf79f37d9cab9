package dev.tributary.identity.kafka;

import dev.tributary.contracts.Ids;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

/**
 * Makes ids of profiles that are larger than any before, as those who read of them rely on, though
 * another instance's clock may have been ahead when those were made. Confined to one thread.
 */
final class LaterIds {
  private final Ids ids;
  private String newest;

  /**
   * @param newest the largest id before
   */
  LaterIds(Ids ids, String newest) {
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
