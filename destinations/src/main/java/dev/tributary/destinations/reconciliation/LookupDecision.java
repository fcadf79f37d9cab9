package dev.tributary.destinations.reconciliation;

import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.connector.Listing.ByMatchValue;
import dev.tributary.destinations.connector.Listing.Listed;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the records that a destination has found say about an uncertain delivery. */
sealed interface LookupDecision {

  /**
   * The destination has the desired content.
   *
   * @param vendorId null if it is not known
   */
  record Arrived(@Nullable String vendorId) implements LookupDecision {}

  /**
   * Sending the record again has no doubled effect.
   *
   * @param vendorId of the record that is updated; null for a record that is not there
   */
  record SendAgain(@Nullable String vendorId) implements LookupDecision {}

  /** Nothing is known for certain. */
  record Open() implements LookupDecision {}

  /**
   * Pure.
   *
   * @param found the records of the answer; others than those with the match value do not count
   * @param certain whether a record that the attempt has written would certainly be found
   */
  static LookupDecision of(
      UncertainRecord record,
      List<Listed> found,
      ByMatchValue search,
      EffectClass effectClass,
      boolean certain) {
    List<Listed> named =
        found.stream().filter(each -> new ListedRecord(each, record.key()).isNamed()).toList();
    boolean sendable =
        switch (effectClass) {
          case A, C -> certain;
          // Others are repeated by their own rules: with a key, in a transaction, or never.
          case B, D, E -> false;
        };
    if (record.removed()) {
      return named.isEmpty() && certain ? new Arrived(null) : new Open();
    }
    return switch (named.size()) {
      case 0 ->
          sendable && !record.knownBefore() && record.vendorId() == null
              ? new SendAgain(null)
              : new Open();
      case 1 -> one(record, named.getFirst(), search, sendable);
      default -> new Open();
    };
  }

  private static LookupDecision one(
      UncertainRecord record, Listed listed, ByMatchValue search, boolean sendable) {
    String id = listed.vendorId();
    String known = record.vendorId();
    if (known != null && !known.equals(id)) {
      return new Open();
    }
    if (new ListedRecord(listed, record.key()).isWhole(record.fields())) {
      return new Arrived(id);
    }
    return sendable && search.updatesById() && id != null ? new SendAgain(id) : new Open();
  }
}
