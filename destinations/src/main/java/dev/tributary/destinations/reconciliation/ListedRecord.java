package dev.tributary.destinations.reconciliation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.destinations.connector.Listing.Listed;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A record of a vendor, compared with a record of the ledger. Pure.
 *
 * @param key the match value in the ledger
 */
public record ListedRecord(Listed listed, String key) {
  private static final String HIDDEN = "•••";

  /** Only the last part of the domain is shown. */
  private static final Pattern ADDRESS = Pattern.compile("[^@]+@[^@]*(\\.[A-Za-z]{2,10})");

  /**
   * The names of the fields with another value.
   *
   * @param delivered the fields that the sync has delivered
   */
  public List<String> differences(ObjectNode delivered) {
    return ComparedFields.different(delivered, listed.fields());
  }

  /** Whether the vendor lists the record under its match value, with each of these fields. */
  public boolean isWhole(ObjectNode desired) {
    return isNamed()
        && !desired.isEmpty()
        && ComparedFields.listsAll(desired, listed.fields())
        && ComparedFields.different(desired, listed.fields()).isEmpty();
  }

  /** Whether the vendor lists the record under its match value. */
  public boolean isNamed() {
    String match = listed.matchValue();
    return match != null && match.strip().equalsIgnoreCase(key.strip());
  }

  /** A match value of a record that is not known here: the first character, and what kind it is. */
  public static String masked(String matchValue) {
    String text = matchValue.strip();
    if (text.isEmpty()) {
      return HIDDEN;
    }
    String first = new String(Character.toChars(text.codePointAt(0)));
    Matcher address = ADDRESS.matcher(text);
    String ending = address.matches() ? "@" + HIDDEN + address.group(1) : "";
    return first.isBlank() || Character.isISOControl(text.codePointAt(0))
        ? HIDDEN
        : first + HIDDEN + ending;
  }
}
