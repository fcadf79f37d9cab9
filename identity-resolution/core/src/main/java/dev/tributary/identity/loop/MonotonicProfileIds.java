package dev.tributary.identity.loop;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.id.ProfileId;
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

  private ProfileId newest;

  /**
   * @param newest the largest id before
   */
  public MonotonicProfileIds(Ids ids, ProfileId newest) {
    this.ids = ids;
    this.newest = newest;
  }

  public ProfileId next() {
    ProfileId next = new ProfileId(ids.next(Ids.PROFILE));
    if (next.compareTo(newest) <= 0) {
      Instant after = Ids.time(newest.value()).plusMillis(1);
      next =
          new ProfileId(
              new Ids(Clock.fixed(after, ZoneOffset.UTC), new SecureRandom()).next(Ids.PROFILE));
    }
    newest = next;
    return next;
  }
}
