package dev.tributary.control.alert;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A finding that lasts. It opens when two checks in a row have found it. It is resolved when two
 * checks in a row have not found it.
 *
 * @param openedAt null while only one check has found it
 * @param missed how many checks in a row have not found it
 */
public record Alert(
    String id,
    Finding finding,
    Instant lastSeenAt,
    @Nullable Instant openedAt,
    @Nullable Instant resolvedAt,
    int missed) {
  private static final int TO_RESOLVE = 2;

  public static Alert suspected(String id, Finding finding, Instant now) {
    return new Alert(id, finding, now, null, null, 0);
  }

  /** Found again. An open alert keeps the words that it opened with. */
  public Alert seen(Finding again, Instant now) {
    return openedAt == null
        ? new Alert(id, again.foundSince(finding.since()), now, now, null, 0)
        : new Alert(id, finding, now, openedAt, null, 0);
  }

  /** Not found; empty for an alert that was never opened. */
  public Optional<Alert> missed(Instant now) {
    if (openedAt == null) {
      return Optional.empty();
    }
    int looks = missed + 1;
    return Optional.of(
        new Alert(id, finding, lastSeenAt, openedAt, looks >= TO_RESOLVE ? now : null, looks));
  }

  /** The transition that this check has made, if any. */
  public Optional<AlertTransition> news(Instant now) {
    if (now.equals(resolvedAt)) {
      return Optional.of(AlertTransition.RESOLVED);
    }
    return now.equals(openedAt) ? Optional.of(AlertTransition.OPENED) : Optional.empty();
  }
}
