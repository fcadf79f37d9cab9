package dev.tributary.identity.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.identity.claim.LeftOut;
import dev.tributary.runtime.openapi.ValueSchemas;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An identifier of an event or a row that does not count.
 *
 * @param type the type of the identifier, for example {@code email}
 * @param value a text, or masked
 * @param reason why the identifier does not count, for example {@code blocked} or {@code limit}
 * @param limit the limit, if the reason is {@code limit}; null where it was not recorded
 */
@Schema(name = "LeftOutIdentifier")
public record LeftOutView(
    String type,
    @Schema(ref = ValueSchemas.MASKABLE_TEXT) JsonNode value,
    String reason,
    @Nullable BrokenLimit limit) {
  public static LeftOutView of(LeftOut leftOut, Masking masking) {
    return new LeftOutView(
        leftOut.identifier().type(),
        masking.personal(leftOut.identifier().value()),
        leftOut.reason().wireName(),
        BrokenLimit.of(leftOut.limit()));
  }
}
