package dev.tributary.destinations.connector;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How one page of the records that a vendor has is read. Nothing changes at the vendor.
 *
 * <p>A record that is there before the first page and after the last one must be on a page, also if
 * other records come and go meanwhile. So pages follow an order that no write changes, such as the
 * order of ids. Pages that are counted by an offset do not.
 */
public sealed interface Listing {

  /**
   * The page to read.
   *
   * @param target without secrets
   * @param object a name from the manifest
   * @param syncSettings the settings of the sync that the object declares
   * @param matchField the field that names a record
   * @param fields the names of the fields to read, without {@code matchField}
   * @param cursor where the page begins, as the page before said; null for the first page
   */
  record Scope(
      Target target,
      String object,
      ObjectNode syncSettings,
      String matchField,
      List<String> fields,
      @Nullable String cursor) {
    public Scope {
      fields = List.copyOf(fields);
    }
  }

  /**
   * The meaning of a search for a record by its match value.
   *
   * @param certainAfter a record that was written less than this before may not be found; null if a
   *     record that is not found may be there all the same
   * @param updatesById whether a write of a record with the vendor's id updates this record, and
   *     never creates another one
   * @param ignoreCase the match fields of which upper and lower case are alike
   */
  record ByMatchValue(
      @Nullable Duration certainAfter, boolean updatesById, Set<String> ignoreCase) {
    public ByMatchValue {
      ignoreCase = Set.copyOf(ignoreCase);
    }
  }

  /**
   * One request.
   *
   * @param request without credentials: the engine adds them
   */
  record OfRequest(Egress.Request request, Reading reading) implements Listing {}

  /** Reads over a connection without HTTP. */
  record OfConnection(Read read) implements Listing {}

  /** Reads an answer, whatever its status. Pure. */
  @FunctionalInterface
  interface Reading {
    Page page(Egress.Answer answer, Instant now);
  }

  /** Connects and reads a page. */
  @FunctionalInterface
  interface Read {
    /**
     * @param target the destination with its secrets
     */
    Page page(Target target, Egress egress);
  }

  /** The content of a page. */
  sealed interface Page {
    /**
     * Records, and where the next page begins.
     *
     * @param next the cursor of the next page; null only if the vendor said that this page is the
     *     last one. A page can be empty and not the last one
     */
    record Records(List<Listed> records, @Nullable String next) implements Page {
      public Records {
        records = List.copyOf(records);
      }
    }

    /**
     * There is no page. An answer that cannot be read belongs here: an empty page would say that
     * the vendor has lost its records.
     *
     * @param outcome why, and when to ask again
     */
    record Failed(Outcome outcome) implements Page {}
  }

  /**
   * A record of the vendor.
   *
   * @param matchValue the value of the field that names it; null if it has none
   * @param vendorId the vendor's id; null if the vendor has none
   * @param fields the values as the vendor gives them; null for a field without a value. A field
   *     that is absent was not read, and is not compared
   * @param alsoNamed other match values under which the vendor finds this record, such as those of
   *     records that were merged into it
   * @param alsoIds the ids of records that were merged into it
   */
  record Listed(
      @Nullable String matchValue,
      @Nullable String vendorId,
      ObjectNode fields,
      List<String> alsoNamed,
      List<String> alsoIds) {

    /** A text that a ledger cannot have is no match value and no id. */
    public Listed {
      matchValue = matchValue == null || !isText(matchValue) ? null : matchValue;
      vendorId = vendorId == null || !isText(vendorId) ? null : vendorId;
      alsoNamed = alsoNamed.stream().filter(Listed::isText).toList();
      alsoIds = alsoIds.stream().filter(Listed::isText).toList();
    }

    public Listed(@Nullable String matchValue, @Nullable String vendorId, ObjectNode fields) {
      this(matchValue, vendorId, fields, List.of(), List.of());
    }

    /** Neither U+0000 nor half of a pair of surrogates can be stored. */
    private static boolean isText(String text) {
      return text.codePoints()
          .noneMatch(each -> each == 0 || Character.getType(each) == Character.SURROGATE);
    }
  }
}
