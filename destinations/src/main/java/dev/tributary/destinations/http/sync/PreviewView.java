package dev.tributary.destinations.http.sync;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.destinations.http.AddressVisibility;
import dev.tributary.destinations.http.ExchangeView;
import dev.tributary.destinations.http.Masking;
import dev.tributary.destinations.http.visibility.VisibleValues;
import dev.tributary.destinations.ledger.InvalidField;
import dev.tributary.runtime.openapi.ValueSchemas;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The records and requests that a sync would send.
 *
 * @param records the first records, with the fields that the mapping results in
 * @param requests the requests exactly as they would be sent, with masked secrets
 */
@Schema(name = "SyncPreview")
public record PreviewView(List<SampleView> records, List<ExchangeView> requests) {

  /**
   * A record that a sync would send.
   *
   * @param record the match value; null if the person has none
   * @param fields the desired content by field; masked where the caller may not see it
   * @param invalid the fields whose values cannot be made, with the reason and what would be
   *     accepted; a record that has some is not sent. Null for none
   * @param withheldFor the purpose for which the record would be withheld
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "PreviewedRecord")
  public record SampleView(
      @Nullable @Schema(ref = ValueSchemas.MASKABLE_TEXT) JsonNode record,
      @Schema(ref = ValueSchemas.MASKABLE_FIELDS) JsonNode fields,
      @Nullable List<InvalidFieldView> invalid,
      @Nullable String withheldFor) {}

  /**
   * A field of a record whose value cannot be made.
   *
   * @param field the name of the field at the destination
   * @param place of the step in the definition of the sync, as a pointer (RFC 6901)
   * @param words the kind of the value, the reason and what would be accepted, without the value
   */
  @Schema(name = "InvalidField")
  public record InvalidFieldView(String field, String place, String words) {
    static @Nullable List<InvalidFieldView> of(List<InvalidField> invalid) {
      return invalid.isEmpty()
          ? null
          : invalid.stream()
              .map(each -> new InvalidFieldView(each.field(), each.place(), each.words()))
              .toList();
    }
  }

  /**
   * @param shown which values of the records are visible
   * @param masks of the requests
   */
  static PreviewView of(
      Previews.Preview preview, VisibleValues shown, Masking masks, AddressVisibility addresses) {
    return new PreviewView(
        preview.records().stream()
            .map(sample ->
                new SampleView(
                    Masking.where(shown.match()).text(sample.record()),
                    fields(sample.fields(), shown),
                    InvalidFieldView.of(sample.invalid()),
                    sample.withheldFor()))
            .toList(),
        preview.requests().stream()
            .map(exchange -> ExchangeView.of(exchange, masks, addresses))
            .toList());
  }

  /**
   * The profiles of which the preview shows data.
   *
   * @return null for each record of the ledger, because the ledger does not say which profile an
   *     event or a row belongs to
   */
  static List<@Nullable ProfileId> shownProfiles(Previews.Preview preview, VisibleValues shown) {
    List<@Nullable ProfileId> shownProfiles = new ArrayList<>();
    for (Previews.Sample sample : preview.records()) {
      if (shown.showsPersonalData(sample.fields())) {
        shownProfiles.add(sample.profile());
      }
    }
    return shownProfiles;
  }

  private static ObjectNode fields(ObjectNode fields, VisibleValues shown) {
    ObjectNode seen = fields.objectNode();
    fields.forEachEntry(
        (field, value) -> seen.set(field, Masking.where(shown.field(field)).of(value)));
    return seen;
  }
}
