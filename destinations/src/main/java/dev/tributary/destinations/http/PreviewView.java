package dev.tributary.destinations.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
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

  static PreviewView of(Previews.Preview preview, Masks masks) {
    return new PreviewView(
        preview.records().stream()
            .map(sample ->
                new SampleView(
                    masks.text(sample.record()), masks.of(sample.fields()), sample.withheldFor()))
            .toList(),
        preview.requests().stream().map(exchange -> ExchangeView.of(exchange, masks)).toList());
  }
}
