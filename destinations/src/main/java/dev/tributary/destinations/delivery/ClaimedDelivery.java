package dev.tributary.destinations.delivery;

import dev.tributary.contracts.id.SyncId;
import dev.tributary.destinations.ledger.Content;
import dev.tributary.destinations.ledger.DeliveredFields;
import dev.tributary.destinations.ledger.DesiredRecord;
import dev.tributary.destinations.ledger.FieldHashes;
import dev.tributary.destinations.ledger.InvalidField;
import dev.tributary.destinations.ledger.Priority;
import dev.tributary.destinations.ledger.RecordKey;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A row of the ledger that a worker has claimed.
 *
 * <p>A row of a question about a job has the sync, the match value, the version and the hash that
 * were sent. Its content may be newer.
 *
 * @param fence a report must name it; a later claim raises it
 * @param deliveredHash of the content at the destination, as in {@code Delivery}
 * @param confirmed false if the destination has only received that content
 * @param deliveredFields the stored hashes of the fields at the destination, likewise
 * @param setOnce the fields that are not sent any more once the destination has accepted a value
 * @param formerKeys further match values under which the destination may have got the record,
 *     oldest first
 * @param attempt counts from 1, this one included
 * @param firstAttemptAt of the current version
 * @param batch rows that were sent together are sent together again
 * @param repeated whether {@code batch} is the one of an earlier attempt
 * @param job the vendor's job that has the row; null unless the vendor is asked for its result
 * @param jobItem the index of the row in the call that made the job; null without a job
 * @param submittedAt since when the job has the row; null without a job
 */
@RecordBuilder
public record ClaimedDelivery(
    String id,
    long fence,
    RecordKey key,
    boolean event,
    SyncId sync,
    String object,
    @Nullable String owner,
    @Nullable String parentVendorId,
    Content content,
    long version,
    String hash,
    @Nullable String deliveredHash,
    boolean confirmed,
    @Nullable FieldHashes deliveredFields,
    Set<String> setOnce,
    @Nullable String deliveredAs,
    List<String> formerKeys,
    @Nullable String vendorId,
    int attempt,
    Instant firstAttemptAt,
    String batch,
    boolean repeated,
    @Nullable String job,
    @Nullable Integer jobItem,
    @Nullable Instant submittedAt,
    Priority lane,
    Instant desiredAt,
    DesiredRecord.Origin origin) {

  /** The other match values by which the destination knows the record, or may know it. */
  public List<String> formerMatchValues() {
    return key.others(deliveredAs, formerKeys);
  }

  /** The fields of the record at the destination. */
  DeliveredFields delivered() {
    return DeliveredFields.of(deliveredHash, confirmed, deliveredFields, hash, content);
  }

  /**
   * The first field whose value cannot be made, so that the row is not sent; null for none. A row
   * of a job was sent with content that was valid.
   */
  @Nullable InvalidField invalid() {
    List<InvalidField> invalid = job == null ? content.invalid() : List.of();
    return invalid.isEmpty() ? null : invalid.getFirst();
  }

  /** Whether the content at the destination is not known. */
  boolean uncertain() {
    return deliveredHash != null && (!confirmed || deliveredHash.equals(Content.UNKNOWN));
  }

  /**
   * Whether an earlier attempt may have arrived, and a repetition that is sent until this time
   * would come after the window in which the vendor recognises it. The first attempt of the version
   * counts, also if another one had no answer.
   */
  boolean repeatsAfter(Duration window, Instant until) {
    return Content.UNKNOWN.equals(deliveredHash) && until.isAfter(firstAttemptAt.plus(window));
  }

  public boolean removal() {
    return !event && hash.equals(Content.ABSENT);
  }
}
