package dev.tributary.destinations.declared;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Json;
import dev.tributary.destinations.connector.Connector.Usage;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.Target;
import dev.tributary.destinations.declared.template.Values;
import dev.tributary.destinations.pacing.ReportedUse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A compiled question for the use of a budget.
 *
 * @param used the place of the number of used units; null if {@code remaining} has them
 * @param remaining the place of what is left; null if {@code used} has a place
 * @param limit the place of the whole amount; null if the vendor does not tell it
 */
record UsageTemplate(
    RequestTemplate request,
    Duration every,
    @Nullable JsonPointer used,
    @Nullable JsonPointer remaining,
    @Nullable JsonPointer limit) {
  /**
   * @throws dev.tributary.destinations.declared.template.UnfitValue if a setting cannot be in the
   *     request
   */
  Usage usage(Target target) {
    return new Usage(request.request(target, Values.of(target.settings())), every, this::reported);
  }

  /** Empty for an answer without these numbers. */
  private Optional<ReportedUse> reported(Egress.Answer answer) {
    if (!answer.successful()) {
      return Optional.empty();
    }
    try {
      JsonNode body = Json.MAPPER.readTree(answer.body());
      Long whole = number(body, limit);
      Long left = number(body, remaining);
      Long spent = left == null || whole == null ? number(body, used) : Long.valueOf(whole - left);
      return spent == null
          ? Optional.empty()
          : Optional.of(new ReportedUse(Math.max(0, spent), whole));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static @Nullable Long number(JsonNode body, @Nullable JsonPointer place) {
    JsonNode value = place == null ? null : body.at(place);
    return value != null && value.canConvertToLong() && value.asLong() >= 0 ? value.asLong() : null;
  }
}
