package dev.tributary.destinations.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.destinations.connector.Egress.Exchange;
import dev.tributary.runtime.openapi.ValueSchemas;
import dev.tributary.runtime.tenancy.MaskedValue;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A request and its answer. Secrets are never in it. Bodies are masked for a caller who may not see
 * their possible content.
 *
 * @param method the HTTP method; {@code SQL} for a database
 * @param target only the host for a caller who may not change destinations
 * @param headers by name; each is {@code ***} for a caller who may not change destinations
 * @param body the body of the request; null if there is none
 * @param status the HTTP status of the answer; null if there was no answer
 * @param answerHeaders by name; empty if there was no answer
 * @param answer the body of the answer, or only its size and type if it is not JSON, text or a
 *     form; null if there is none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Exchange")
public record ExchangeView(
    String method,
    String target,
    Map<String, String> headers,
    @Nullable @Schema(ref = ValueSchemas.MASKABLE_VALUE) JsonNode body,
    @Nullable Integer status,
    Map<String, String> answerHeaders,
    @Nullable @Schema(ref = ValueSchemas.MASKABLE_VALUE) JsonNode answer) {

  public static ExchangeView of(Exchange exchange, Masking masks, AddressVisibility addresses) {
    return new ExchangeView(
        exchange.method(),
        addresses.of(exchange.target()),
        addresses.headers(exchange.headers()),
        body(exchange.body(), masks),
        exchange.status(),
        exchange.answerHeaders(),
        body(exchange.answer(), masks));
  }

  /** Whether the view shows a body. */
  public boolean showsPersonalData() {
    return MaskedValue.isShown(body) || MaskedValue.isShown(answer);
  }

  private static @Nullable JsonNode body(@Nullable String text, Masking masks) {
    return text == null ? null : masks.of(TextNode.valueOf(text));
  }
}
