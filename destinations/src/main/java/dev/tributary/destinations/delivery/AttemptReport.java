package dev.tributary.destinations.delivery;

import dev.tributary.destinations.ledger.State;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The next state of a claimed row.
 *
 * @param reason a stable code: {@code rejected}, {@code rate-limited}, …
 * @param notBefore the earliest next claim, if the row may be claimed again
 * @param vendorId as the destination returned it
 * @param counted whether the attempt counts
 * @param batch the batch of the next attempt
 */
@RecordBuilder
public record AttemptReport(
    ClaimedDelivery row,
    State state,
    @Nullable String reason,
    @Nullable String field,
    @Nullable String words,
    @Nullable Instant notBefore,
    @Nullable String vendorId,
    boolean counted,
    String batch) {
  /** The reason of a row whose request had no answer and may have arrived. */
  public static final String NO_ANSWER = "no-answer";
}
