package dev.tributary.destinations.delivery;

import dev.tributary.destinations.ledger.State;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a claimed row goes on.
 *
 * @param reason a stable code: {@code rejected}, {@code rate-limited}, …
 * @param notBefore when it may be claimed again, where it may
 * @param vendorId as the destination told
 * @param counted whether it cost an attempt
 * @param batch what it goes out with next time
 */
public record Report(
    Claimed row,
    State state,
    @Nullable String reason,
    @Nullable String field,
    @Nullable String words,
    @Nullable Instant notBefore,
    @Nullable String vendorId,
    boolean counted,
    String batch) {
  /** The reason of whoever may have arrived. */
  public static final String NO_ANSWER = "no-answer";
}
