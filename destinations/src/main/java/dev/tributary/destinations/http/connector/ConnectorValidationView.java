package dev.tributary.destinations.http.connector;

import dev.tributary.destinations.added.SampleRequests.Sample;
import dev.tributary.destinations.connector.Egress.Exchange;
import dev.tributary.destinations.connector.Manifest;
import dev.tributary.destinations.connector.manifest.ManifestFault;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The result of the check of a manifest. Nothing was stored and nothing was sent.
 *
 * @param faults all mistakes, in the order of the file; empty if the connector can be added
 * @param warnings what may be wrong, such as a host that has no address now
 * @param refusals why the connector of the workspace with the same id cannot be replaced by it
 * @param breaks what a replacement of the connector with the same id stops, or which guarantees it
 *     changes; a replacement needs {@code acceptsBreaks} then
 * @param manifest what forms would show; null if there are faults
 * @param samples the requests for a sample item of each object; empty if there are faults
 */
@Schema(name = "ConnectorValidation")
public record ConnectorValidationView(
    List<FaultView> faults,
    List<String> warnings,
    List<String> refusals,
    List<String> breaks,
    @Nullable Manifest manifest,
    List<SampleView> samples) {

  /**
   * A mistake in a manifest.
   *
   * @param line from 1
   * @param column from 1
   * @param pointer into the manifest (RFC 6901); empty for the whole
   * @param detail what is wrong, and what would be accepted
   */
  @Schema(name = "ManifestFault")
  public record FaultView(int line, int column, String pointer, String detail) {
    static FaultView of(ManifestFault fault) {
      return new FaultView(fault.line(), fault.column(), fault.pointer(), fault.words());
    }
  }

  /**
   * The requests for a sample item.
   *
   * @param object the name of the object
   * @param operation {@code write} or {@code remove}
   * @param requests in their order; empty if there is a problem
   * @param problem why there is no request; null if there is one
   */
  @Schema(name = "ConnectorSample")
  public record SampleView(
      String object, String operation, List<SampleRequestView> requests, @Nullable String problem) {
    static SampleView of(Sample sample) {
      return new SampleView(
          sample.object(),
          sample.operation().name().toLowerCase(Locale.ROOT),
          sample.requests().stream().map(SampleRequestView::of).toList(),
          sample.problem());
    }
  }

  /**
   * A request that was not sent.
   *
   * @param method the HTTP method
   * @param target the address
   * @param headers by name, with masked secrets
   * @param body null if there is none
   */
  @Schema(name = "ConnectorSampleRequest")
  public record SampleRequestView(
      String method, String target, Map<String, String> headers, @Nullable String body) {
    static SampleRequestView of(Exchange exchange) {
      return new SampleRequestView(
          exchange.method(), exchange.target(), exchange.headers(), exchange.body());
    }
  }
}
