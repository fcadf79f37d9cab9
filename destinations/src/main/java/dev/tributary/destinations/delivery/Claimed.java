package dev.tributary.destinations.delivery;

import dev.tributary.destinations.ledger.Content;
import dev.tributary.destinations.ledger.Lane;
import dev.tributary.destinations.ledger.RecordKey;
import dev.tributary.destinations.ledger.Wish;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row of the ledger in a worker's hands.
 *
 * @param fence what a report must name; a later claim raises it
 * @param attempt counts from 1, this one included
 * @param firstAttemptAt of the current version
 * @param batch what went out together before goes out together again
 */
public record Claimed(
    String id,
    long fence,
    RecordKey key,
    boolean event,
    String sync,
    String object,
    @Nullable String owner,
    @Nullable String parentVendorId,
    Content content,
    long version,
    String hash,
    @Nullable String deliveredAs,
    @Nullable String vendorId,
    int attempt,
    Instant firstAttemptAt,
    String batch,
    Lane lane,
    Instant desiredAt,
    Wish.Origin origin) {

  public boolean removal() {
    return !event && !content.present();
  }
}
