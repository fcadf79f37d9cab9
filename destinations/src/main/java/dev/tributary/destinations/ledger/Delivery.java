package dev.tributary.destinations.ledger;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.tributary.contracts.id.SyncId;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A row of the ledger: a record's desired content and its delivered content.
 *
 * @param sync the sync that changed it last
 * @param owner the owner of the record: a profile, or a sync and the key of a row
 * @param version grows with each change of the desired content
 * @param hash of the desired content
 * @param deliveredHash of the content at the destination, or null if the destination has nothing
 *     from this installation; {@link Content#UNKNOWN} while it may have either content
 * @param confirmed false if the destination has received the content of {@code deliveredHash}, and
 *     does not confirm more
 * @param deliveredFields hashes of the fields at the destination, if the desired content is another
 *     one; null if the row does not know them
 * @param sentFields hashes of the fields that are underway, if the desired content is another one;
 *     else null
 * @param deliveredAs the match value under which the destination knows the record
 * @param formerKeys further match values under which the destination may have got the record since
 *     its last confirmed answer, oldest first
 * @param attempt attempts at the current version
 */
@RecordBuilder
public record Delivery(
    String id,
    RecordKey key,
    SyncId sync,
    String object,
    @Nullable String owner,
    @Nullable String personRef,
    @Nullable String parent,
    Content content,
    long version,
    String hash,
    @Nullable String deliveredHash,
    boolean confirmed,
    @Nullable FieldHashes deliveredFields,
    @Nullable FieldHashes sentFields,
    @Nullable String deliveredAs,
    List<String> formerKeys,
    @Nullable String vendorId,
    State state,
    int attempt,
    Priority lane,
    long position,
    DesiredRecord.Origin origin) {
  private static final int MOST_FORMER_KEYS = 10;

  /** The match value under which the destination knows the record, or will know it. */
  String knownAs() {
    return deliveredAs == null ? key.value() : deliveredAs;
  }

  /** The same record, with another owner. */
  Delivery of(String newOwner, RecordKey newKey) {
    return DeliveryBuilder.builder(this)
        .key(newKey)
        .formerKeys(formerKeysAs(newKey.value()))
        .owner(newOwner)
        .build();
  }

  /**
   * The former match values, once the record has this one. The newest ones: a record that is never
   * confirmed must not grow without bound.
   */
  List<String> formerKeysAs(String newKey) {
    Stream<String> present = mayHaveArrived() ? Stream.of(key.value()) : Stream.empty();
    List<String> all =
        Stream.concat(formerKeys.stream(), present)
            .filter(each -> !each.equals(newKey))
            .distinct()
            .toList();
    return all.subList(Math.max(0, all.size() - MOST_FORMER_KEYS), all.size());
  }

  /** Whether the destination may have received a version of the record. */
  boolean sent() {
    return isThere()
        || switch (state) {
          case IN_FLIGHT, SUBMITTED, UNCERTAIN, RETRYING, DEAD -> true;
          case PENDING, DELIVERED, ACCEPTED, WITHHELD, REJECTED -> false;
        };
  }

  /** Whether the destination may have got the record under the present key, without an answer. */
  boolean mayHaveArrived() {
    return Content.UNKNOWN.equals(deliveredHash)
        || switch (state) {
          case IN_FLIGHT, SUBMITTED, UNCERTAIN, RETRYING, DEAD -> true;
          case PENDING, DELIVERED, ACCEPTED, WITHHELD, REJECTED -> false;
        };
  }

  /** Whether the destination has the record, or may have it, as far as the ledger knows. */
  public boolean isThere() {
    return deliveredHash != null && !deliveredHash.equals(Content.ABSENT);
  }

  /** The fields of the record at the destination. */
  DeliveredFields delivered() {
    return DeliveredFields.of(deliveredHash, confirmed, deliveredFields, hash, content);
  }

  /** Whether a value for the field is underway. */
  boolean hasUnderway(String field) {
    return state.isUnderway()
        && (sentFields == null ? FieldHashes.of(content, hash) : sentFields).hasValue(field);
  }

  /** The state of a record whose desired content is the delivered one. */
  State stateOfDelivered() {
    return confirmed ? State.DELIVERED : State.ACCEPTED;
  }

  /** The change that a destination needs for a record. */
  public enum Change {
    CREATE,
    UPDATE,
    REMOVE;

    @JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Empty if the destination has the desired record, or correctly has none. */
  public Optional<Change> change() {
    if (hash.equals(deliveredHash)) {
      return Optional.empty();
    }
    if (content.present()) {
      return Optional.of(isThere() ? Change.UPDATE : Change.CREATE);
    }
    return sent() || state == State.PENDING ? Optional.of(Change.REMOVE) : Optional.empty();
  }
}
