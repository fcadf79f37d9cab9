package dev.tributary.identity.http.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.identity.acceptance.CorrectedValue;
import dev.tributary.identity.http.Masking;
import dev.tributary.identity.timeline.EventQueries.Recorded;
import dev.tributary.runtime.openapi.ValueSchemas;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a correction by hand changed: a trait, or the answer to a purpose or about a channel. The
 * two are alike if another value still wins.
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
  private static final String TRAIT = "correct-trait";

  /**
   * @param recorded the command; of a correction of a trait, its name is the trait
   */
  static CorrectedValueView of(Recorded recorded, CorrectedValue value, Masking masking) {
    String trait = recorded.type().equals(TRAIT) ? recorded.name() : null;
    return new CorrectedValueView(
        shown(trait, value.before(), masking), shown(trait, value.after(), masking));
  }

  /** Answers to purposes and about channels are open, as in the consent of a profile. */
  private static @Nullable JsonNode shown(
      @Nullable String trait, @Nullable JsonNode value, Masking masking) {
    return value == null || trait == null ? value : masking.trait(trait, value);
  }
}
