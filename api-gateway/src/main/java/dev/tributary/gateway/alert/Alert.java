package dev.tributary.gateway.alert;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A finding that lasts. It opens when two looks in a row have found it, and is resolved when two in
 * a row have not.
 *
 * @param openedAt null while only one look has found it
 * @param missed how many looks in a row have not found it
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
        ? new Alert(id, again, now, now, null, 0)
        : new Alert(id, finding, now, openedAt, null, 0);
  }

  /** Not found; empty for what nobody was told of. */
  public Optional<Alert> missed(Instant now) {
    if (openedAt == null) {
      return Optional.empty();
    }
    int looks = missed + 1;
    return Optional.of(
        new Alert(id, finding, lastSeenAt, openedAt, looks >= TO_RESOLVE ? now : null, looks));
  }

  /** Whether this look opened or resolved it. */
  public Optional<Moment> news(Instant now) {
    if (now.equals(resolvedAt)) {
      return Optional.of(Moment.RESOLVED);
    }
    return now.equals(openedAt) ? Optional.of(Moment.OPENED) : Optional.empty();
  }
}
