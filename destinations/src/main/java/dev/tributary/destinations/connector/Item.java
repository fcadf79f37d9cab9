package dev.tributary.destinations.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One record, membership or event to deliver.
 *
 * @param delivery the id of the delivery, for tracing; the same on every attempt
 * @param matchField the destination's field that names the record; null for events
 * @param matchValue its value; an event's id
 * @param deliveredAs the match value under which the destination knows the record; it may differ
 *     from the current one; null if the record was not delivered yet
 * @param formerMatchValues all other match values under which the destination may know the record,
 *     oldest first: {@code deliveredAs}, if it differs, and those of later attempts without an
 *     answer. An object that keeps several identifiers of a record removes them
 * @param vendorId the id of the record at the destination, as an earlier delivery returned it
 * @param parentVendorId of a membership: the id of the record that is the member
 * @param fields the fields to send; null clears a field, an absent field stays as it is. Of an
 *     object with {@code changesOnly}, the fields that the destination has already are left out, if
 *     the ledger knows them
 * @param content all fields that the destination should have, for a record that the vendor no
 *     longer has; null if {@code fields} are all
 * @param version grows with each change of the record's desired content
 * @param hash of the content
 * @param since when this content became desired, the same on every attempt
 * @param position of an item of a {@link Connector#question} or a {@link Connector#job}: its index
 *     in the call that made the job; null for other items
 * @param uncertain whether the ledger does not know the content at the destination: an attempt had
 *     no answer or has removed content, or the destination has only received content
 */
@RecordBuilder
public record Item(
    String delivery,
    @Nullable String matchField,
    String matchValue,
    @Nullable String deliveredAs,
    List<String> formerMatchValues,
    @Nullable String vendorId,
    @Nullable String parentVendorId,
    ObjectNode fields,
    @Nullable ObjectNode content,
    long version,
    String hash,
    Instant since,
    @Nullable Integer position,
    boolean uncertain) {

  /**
   * The value of a further match field, stripped; null if the item has none. A list or an object
   * names no record.
   */
  public @Nullable String furtherMatchValue(String field) {
    JsonNode value = whole().fields().path(field);
    String text = value.isNull() || value.isContainerNode() ? "" : value.asText().strip();
    return text.isEmpty() ? null : text;
  }

  /**
   * All match values by which the destination may know this record; the present one is the last.
   */
  public List<String> matchValues() {
    return Stream.of(Stream.ofNullable(deliveredAs), former().stream(), Stream.of(matchValue))
        .flatMap(values -> values)
        .distinct()
        .toList();
  }

  /**
   * Whether the destination may know this record by a match value.
   *
   * @param folding makes values equal that the destination does not distinguish
   */
  public boolean isKnownAs(String value, UnaryOperator<String> folding) {
    String folded = folding.apply(value);
    return matchValues().stream().anyMatch(known -> folding.apply(known).equals(folded));
  }

  /** Items of tests and samples may have none. */
  private List<String> former() {
    return Objects.requireNonNullElse(formerMatchValues, List.of());
  }

  /** Whether the field names the item, or the item has it, also with a value that is not sent. */
  public boolean uses(String field) {
    return field.equals(matchField) || fields.has(field) || (content != null && content.has(field));
  }

  /** The same item with all fields, for a record that the vendor does not have. */
  public Item whole() {
    return content == null ? this : ItemBuilder.builder(this).fields(content).content(null).build();
  }
}
