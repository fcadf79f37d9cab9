package dev.tributary.destinations.declared.answer;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.destinations.connector.Discovery;
import dev.tributary.destinations.connector.Discovery.Field;
import dev.tributary.destinations.connector.Egress.Answer;
import dev.tributary.destinations.connector.Egress.Request;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.declared.answer.FieldAnswers.Conditions;
import dev.tributary.destinations.declared.template.QueryParameter;
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
 * @param pages where the next page is; null if an answer has the whole list
 */
public record ChoiceAnswers(
    Answers meaning,
    JsonPointer at,
    @Nullable Conditions when,
    JsonPointer value,
    @Nullable JsonPointer label,
    @Nullable Pages pages)
    implements DiscoveryAnswers {
  private static final Outcome UNREADABLE =
      new Outcome.Transient("The answer has no list of values", null);

  /**
   * @param cursor of the next page, within an answer; nothing or an empty text in the last one
   * @param query the parameter of the next request that has the cursor
   */
  record Pages(JsonPointer cursor, String query) {}

  /** A step whose answer leads to the next page. */
  @Override
  public Discovery.Step step(Request first) {
    return page(first, first);
  }

  @Override
  public boolean hasClosedOptions() {
    return false;
  }

  private Discovery.Step page(Request first, Request request) {
    return new Discovery.Step(request, (answer, now) -> page(first, answer, now), false);
  }

  private Discovery.Read page(Request first, Answer answer, Instant now) {
    Discovery.Read read = read(answer, now);
    if (pages == null || !(read instanceof Discovery.Read.Fields(List<Field> values, _, _))) {
      return read;
    }
    String cursor = TextTemplate.text(AnswerBody.of(answer).json().at(pages.cursor()));
    return cursor.isEmpty()
        ? read
        : new Discovery.Read.Fields(
            values, true, page(first, QueryParameter.replaced(first, pages.query(), cursor)));
  }

  /** The values of one page. */
  private Discovery.Read read(Answer answer, Instant now) {
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
        values.add(Field.named(text, named.isEmpty() ? null : named));
      }
    }
    return new Discovery.Read.Fields(values, true);
  }
}
