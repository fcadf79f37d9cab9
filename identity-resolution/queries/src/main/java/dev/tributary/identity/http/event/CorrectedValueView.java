package dev.tributary.identity.http.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.identity.acceptance.CorrectedValue;
import dev.tributary.identity.http.Masking;
import dev.tributary.identity.timeline.EventQueries.Recorded;
import dev.tributary.runtime.openapi.ValueSchemas;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The value that a correction by hand changed: that of a trait, or the answer to a purpose or about
 * a channel. The two are alike if another value still wins.
 *
 * @param before the value in force just before the correction; masked if the caller may not see it,
 *     null if there was none
 * @param after the value in force just after the correction; masked if the caller may not see it,
 *     null if there is none
 */
@Schema(name = "CorrectedValue")
public record CorrectedValueView(
    @Nullable @Schema(ref = ValueSchemas.MASKABLE_VALUE) JsonNode before,
    @Nullable @Schema(ref = ValueSchemas.MASKABLE_VALUE) JsonNode after) {
  /** Answers to purposes and about channels are open, as in the consent of a profile. */
  private static final Set<String> OPEN = Set.of("set-consent", "set-subscription");

  /**
   * @param recorded the command; unless it is about an answer, its name is a trait
   */
  static CorrectedValueView of(Recorded recorded, CorrectedValue value, Masking masking) {
    return new CorrectedValueView(
        shown(recorded, value.before(), masking), shown(recorded, value.after(), masking));
  }

  private static @Nullable JsonNode shown(
      Recorded recorded, @Nullable JsonNode value, Masking masking) {
    return value == null || OPEN.contains(recorded.type())
        ? value
        : masking.trait(String.valueOf(recorded.name()), value);
  }
}
