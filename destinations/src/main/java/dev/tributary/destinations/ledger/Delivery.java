package dev.tributary.destinations.ledger;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A row of the ledger: a record's desired content against what was delivered.
 *
 * @param sync the one that changed it last
 * @param owner whose record it is: a profile, or a sync and the key of a row
 * @param version grows with each change of the desired content
 * @param hash of the desired content
 * @param deliveredHash of what the destination has, or null if it has nothing of ours; {@link
 *     Content#UNKNOWN} while it may have either
 * @param deliveredAs the match value it is known by there
 * @param attempt attempts at the current version
 */
public record Delivery(
    String id,
    RecordKey key,
    String sync,
    String object,
    @Nullable String owner,
    @Nullable String personRef,
    @Nullable String parent,
    Content content,
    long version,
    String hash,
    @Nullable String deliveredHash,
    @Nullable String deliveredAs,
    @Nullable String vendorId,
    State state,
    int attempt,
    Lane lane,
    long position,
    Wish.Origin origin) {

  /** The match value that the destination knows it by, or will. */
  String knownAs() {
    return deliveredAs == null ? key.value() : deliveredAs;
  }

  /** The same record, of somebody else. */
  Delivery of(String newOwner, RecordKey newKey) {
    return new Delivery(
        id,
        newKey,
        sync,
        object,
        newOwner,
        personRef,
        parent,
        content,
        version,
        hash,
        deliveredHash,
        deliveredAs,
        vendorId,
        state,
        attempt,
        lane,
        position,
        origin);
  }

  /** Whether the destination may have something of it. */
  boolean sent() {
    return isThere()
        || switch (state) {
          case IN_FLIGHT, UNCERTAIN, RETRYING, DEAD -> true;
          case PENDING, DELIVERED, WITHHELD, REJECTED -> false;
        };
  }

  /** Whether the destination has it, or may have it, as far as we know. */
  boolean isThere() {
    return deliveredHash != null && !deliveredHash.equals(Content.ABSENT);
  }

  /** What a destination is told of a record. */
  public enum Change {
    CREATE,
    UPDATE,
    REMOVE;

    @JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Empty where the destination has what it should, or has not what it should not. */
  public Optional<Change> change() {
    if (hash.equals(deliveredHash)) {
      return Optional.empty();
    }
    if (content.present()) {
      return Optional.of(isThere() ? Change.UPDATE : Change.CREATE);
    }
    return sent() ? Optional.of(Change.REMOVE) : Optional.empty();
  }
}
