package dev.tributary.destinations.declared.answer;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.destinations.connector.Discovery;
import dev.tributary.destinations.connector.Discovery.Field;
import dev.tributary.destinations.connector.Discovery.Options;
import dev.tributary.destinations.connector.Egress.Answer;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.declared.answer.FieldAnswers.Conditions;
import dev.tributary.destinations.declared.template.TextTemplate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads in an answer which values a setting can have. Thread-safe.
 *
 * @param meaning which answers have values: those of the outcome delivered
 * @param at the list of values
 * @param when which entries are values; null for all
 * @param value within an entry
 * @param label within an entry; null if there is none
 */
public record ChoiceAnswers(
    Answers meaning,
    JsonPointer at,
    @Nullable Conditions when,
    JsonPointer value,
    @Nullable JsonPointer label)
    implements Discovery.Reading {
  private static final Outcome UNREADABLE =
      new Outcome.Transient("The answer has no list of values", null);

  @Override
  public Discovery.Read read(Answer answer, Instant now) {
    Outcome outcome = meaning.outcome(answer, now);
    if (!(outcome instanceof Outcome.Delivered)) {
      return new Discovery.Read.Failed(outcome);
    }
    JsonNode list = AnswerBody.of(answer).json().at(at);
    if (!list.isArray()) {
      return new Discovery.Read.Failed(UNREADABLE);
    }
    List<Field> values = new ArrayList<>();
    for (JsonNode entry : list) {
      String text = TextTemplate.text(entry.at(value));
      if (!text.isEmpty() && (when == null || when.hold(entry))) {
        String named = label == null ? "" : TextTemplate.text(entry.at(label));
        values.add(
            new Field(
                text,
                named.isEmpty() ? null : named,
                null,
                false,
                false,
                false,
                Options.NONE,
                null));
      }
    }
    return new Discovery.Read.Fields(values, true);
  }
}
