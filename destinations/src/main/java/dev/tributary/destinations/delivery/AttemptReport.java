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
 * @param batch the batch of the next attempt; null if the row may go with any others
 * @param gone whether the vendor no longer has the record, so that all of its fields are missing
 * @param job the vendor's job that has the row; null if none has it
 * @param jobItem the index of the row in the call that made the job; null without a job
 * @param settlesAt before this, the record is not written again; null if the attempt certainly
 *     wrote nothing, or if the object needs no time
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
    @Nullable String batch,
    boolean gone,
    @Nullable String job,
    @Nullable Integer jobItem,
    @Nullable Instant settlesAt) {
  /** The reason of a row whose request had no answer and may have arrived. */
  public static final String NO_ANSWER = "no-answer";

  /** The reason of a row that the vendor may have refused: it reports only a number. */
  public static final String PARTLY_REFUSED = "partly-refused";

  /** The reason of a row that a job of the vendor has. */
  public static final String SUBMITTED = "submitted";

  /** The reason of a row that a job has processed, with a result that cannot be read. */
  public static final String RESULT_UNKNOWN = "result-unknown";

  /** The reason of a row that may only be created, and exists. */
  public static final String EXISTS = "exists";

  /** The reason of a row that may only be updated, and does not exist. */
  public static final String MISSING = "missing";

  /** The reason of a row that refers to a record that the vendor does not have yet. */
  public static final String WAITS_FOR_RECORD = "waits-for-another-record";

  /** The reason of a row that waits for a budget of its account, by us or by the vendor. */
  public static final String RATE_LIMITED = "rate-limited";

  /** The reason of a row of which it is not known now to which account it would be sent. */
  public static final String WAITS_FOR_ACCOUNT = "waits-for-account";

  /** The reason of a row whose list, segment or other place is being created. */
  public static final String WAITS_FOR_PLACE = "waits-for-place";

  /** The reason of a row whose account has spent its quota. */
  public static final String QUOTA_SPENT = "quota-spent";

  /** The reasons of rows that wait for their destination, as the content of an SQL list. */
  public static final String HOLDS =
      String.join("', '", QUOTA_SPENT, RATE_LIMITED, WAITS_FOR_ACCOUNT);

  /**
   * The same, of a row that is not done, and whose delivered content the attempt has removed, or
   * may have.
   *
   * @param newVendorId null if the vendor id stays
   */
  AttemptReport ofRemoved(@Nullable String newVendorId) {
    return state.isDone()
        ? this
        : AttemptReportBuilder.builder(this).gone(true).vendorId(newVendorId).build();
  }

  /** The same, of a row whose record the vendor no longer has. */
  AttemptReport ofGone() {
    return AttemptReportBuilder.builder(this).gone(true).build();
  }
}
