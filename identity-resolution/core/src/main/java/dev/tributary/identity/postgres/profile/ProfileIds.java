package dev.tributary.identity.postgres.profile;

import dev.tributary.contracts.Ids;
import java.time.Instant;

/** Ids of profiles begin with the time at which they were made. */
public final class ProfileIds {
  private ProfileIds() {}

  /** Ids of profiles that were made before this time are smaller, compared by bytes. */
  public static String earliestAt(Instant time) {
    long millis = time.toEpochMilli();
    return Ids.PROFILE + "%08x-%04x".formatted(millis >>> 16, millis & 0xFFFF);
  }
}
