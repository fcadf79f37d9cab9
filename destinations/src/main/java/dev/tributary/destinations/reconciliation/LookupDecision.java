package dev.tributary.destinations.reconciliation;

import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.connector.Listing.ByMatchValue;
import dev.tributary.destinations.connector.Listing.Listed;
import dev.tributary.destinations.connector.Mode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The decision about an uncertain delivery, by the records that a destination has found. */
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
   * How the record is written.
   *
   * @param atMostOnce whether the destination is set never to repeat what may have arrived
   * @param ignoresCase whether match values that differ by case only are the same one
   */
  record Terms(EffectClass effectClass, Mode mode, boolean atMostOnce, boolean ignoresCase) {

    /** Others are repeated by their own rules: with a key, in a transaction, or never. */
    private boolean repeats() {
      boolean repeatable =
          switch (effectClass) {
            case A, C -> true;
            case B, D, E -> false;
          };
      // A sync that only creates may refuse or double a record that its own attempt has created.
      return repeatable && !atMostOnce && mode != Mode.CREATE_ONLY;
    }

    private boolean names(Listed listed, String key) {
      String match = listed.matchValue();
      return match != null
          && (ignoresCase ? match.strip().equalsIgnoreCase(key.strip()) : match.equals(key));
    }
  }

  /**
   * Pure.
   *
   * @param found the records of the answer; if only others than those with the match value are
   *     there, the search has another meaning than ours, and nothing is certain
   * @param certain whether a record that the attempt has written would certainly be found
   */
  static LookupDecision of(
      UncertainRecord record,
      List<Listed> found,
      ByMatchValue search,
      Terms terms,
      boolean certain) {
    List<Listed> named = found.stream().filter(each -> terms.names(each, record.key())).toList();
    boolean settled = certain && !record.inJob();
    if (record.removed()) {
      // A removal by the vendor's id is decided by this id only: the record may have another name.
      return record.vendorId() == null && found.isEmpty() && settled
          ? new Arrived(null)
          : new Open();
    }
    boolean sendable = settled && terms.repeats();
    return switch (named.size()) {
      case 0 ->
          sendable && found.isEmpty() && !record.knownBefore() && record.vendorId() == null
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
