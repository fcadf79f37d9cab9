package dev.tributary.destinations.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a sync would send.
 *
 * @param requests exactly as they would leave, secrets masked
 */
@Schema(name = "SyncPreview")
public record PreviewView(List<SampleView> records, List<ExchangeView> requests) {

  /**
   * @param withheldFor the purpose that keeps it from going
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "PreviewedRecord")
  public record SampleView(
      @Nullable JsonNode record, JsonNode fields, @Nullable String withheldFor) {}

  /**
   * @param shown which values of the records
   * @param masks of the requests
   */
  static PreviewView of(Previews.Preview preview, Shown shown, Masks masks) {
    return new PreviewView(
        preview.records().stream()
            .map(sample ->
                new SampleView(
                    Masks.where(shown.match()).text(sample.record()),
                    fields(sample.fields(), shown),
                    sample.withheldFor()))
            .toList(),
        preview.requests().stream().map(exchange -> ExchangeView.of(exchange, masks)).toList());
  }

  /**
   * Whom it shows something of.
   *
   * @return null for each record of the ledger, which knows records and events but not of whom
   */
  static List<@Nullable String> told(Previews.Preview preview, Shown shown) {
    List<@Nullable String> told = new ArrayList<>();
    for (Previews.Sample sample : preview.records()) {
      if (shown.tells(sample.fields())) {
        told.add(sample.profile());
      }
    }
    return told;
  }

  private static ObjectNode fields(ObjectNode fields, Shown shown) {
    ObjectNode seen = fields.objectNode();
    fields.forEachEntry(
        (field, value) -> seen.set(field, Masks.where(shown.field(field)).of(value)));
    return seen;
  }
}
