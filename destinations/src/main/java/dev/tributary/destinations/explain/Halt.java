package dev.tributary.destinations.explain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A destination or a sync to which nothing is sent at the moment.
 *
 * @param reason why: {@code paused} by a user, {@code unauthorised}, {@code gone}, {@code
 *     grant-revoked}, {@code not-connected}, {@code another-account}, {@code account-unknown},
 *     {@code misconfigured}, or {@code failing} for a destination that does not answer
 * @param words the destination's own text; null if there is none
 */
public record Halt(Of of, String reason, @Nullable String words, Instant since) {
  public enum Of {
    DESTINATION("destination"),
    SYNC("sync");

    private final String wireName;

    Of(String wireName) {
      this.wireName = wireName;
    }
  }

  /** For programs. */
  public String code() {
    return of.wireName + "-" + reason;
  }

  /** Whether the destination only does not answer, so that it is tried again automatically. */
  boolean endsByItself() {
    return reason.equals("failing");
  }

  public @Nullable VendorText text() {
    return words == null ? null : new VendorText(words, since);
  }
}
