package dev.tributary.audience.http.preview;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.audience.rule.ConsentAnswer;
import dev.tributary.audience.rule.Path;
import dev.tributary.audience.rule.describe.Explanation;
import dev.tributary.audience.rule.describe.Explanation.Evidence;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.EventId;
import dev.tributary.runtime.openapi.ValueSchemas;
import dev.tributary.runtime.tenancy.MaskedValue;
import dev.tributary.runtime.tenancy.Visibility;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Why a condition holds or does not.
 *
 * @param pointer the condition's place in the rule (RFC 6901)
 * @param words the condition as a sentence
 * @param holds whether the condition holds for the person
 * @param value the value of the trait; absent if it is unknown, masked for a caller who may not
 *     read it
 * @param consent the answer of the person about the purpose; absent for other conditions
 * @param count how many events count now
 * @param newest the newest of these events
 * @param in whether the person is in the audience that the condition names
 * @param nodes the conditions inside of a group, in the order of the rule; empty for a single
 *     condition
 */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@Schema(name = "Explanation")
public record ExplanationView(
    @JsonInclude(JsonInclude.Include.ALWAYS) String pointer,
    String words,
    @JsonInclude(JsonInclude.Include.ALWAYS) boolean holds,
    @Nullable @Schema(ref = ValueSchemas.MASKABLE_VALUE) JsonNode value,
    @Nullable ConsentView consent,
    @Nullable Long count,
    @Nullable List<EventView> newest,
    @Nullable Boolean in,
    @JsonInclude(JsonInclude.Include.ALWAYS) List<ExplanationView> nodes) {

  /**
   * The answer of the person about a purpose.
   *
   * @param purpose the purpose that the condition names
   * @param state the answer; {@code unknown} if the person has never answered
   */
  @Schema(name = "ExplainedConsent")
  public record ConsentView(String purpose, ConsentAnswer state) {}

  /**
   * An event for which a condition holds.
   *
   * @param event the event id
   * @param at when the event happened
   */
  @Schema(name = "MatchingEvent")
  public record EventView(EventId event, Instant at) {}

  public static ExplanationView of(Explanation explanation, Visibility visibility) {
    ExplanationViewBuilder view =
        ExplanationViewBuilder.builder()
            .pointer(explanation.pointer())
            .words(explanation.words())
            .holds(explanation.holds())
            .nodes(explanation.nodes().stream().map(node -> of(node, visibility)).toList());
    ExplanationViewBuilder complete =
        switch (explanation.evidence()) {
          case Evidence.Nodes _ -> view;
          case Evidence.TraitValue(String trait, JsonNode value) ->
              view.value(shown(new Path(trait), value, visibility));
          case Evidence.Events(long count, var newest) ->
              view.count(count)
                  .newest(
                      newest.stream()
                          .map(event -> new EventView(event.id(), Instant.ofEpochMilli(event.at())))
                          .toList());
          case Evidence.Consent(String purpose, ConsentAnswer state) ->
              view.consent(new ConsentView(purpose, state));
          case Evidence.Membership(AudienceId _, boolean in) -> view.in(in);
        };
    return complete.build();
  }

  /** Whether a value is visible only because of the right to personal data. */
  public static boolean showsPersonalData(Explanation explanation, Visibility visibility) {
    return explanation.nodes().stream().anyMatch(node -> showsPersonalData(node, visibility))
        || (explanation.evidence() instanceof Evidence.TraitValue(String trait, JsonNode value)
            && !absent(value)
            && visibility.everyTraitByRight(new Path(trait).names()));
  }

  private static @Nullable JsonNode shown(Path trait, JsonNode value, Visibility visibility) {
    if (absent(value)) {
      return null;
    }
    return visibility.everyTrait(trait.names()) ? value : MaskedValue.json();
  }

  private static boolean absent(JsonNode value) {
    return value.isMissingNode() || value.isNull();
  }
}
