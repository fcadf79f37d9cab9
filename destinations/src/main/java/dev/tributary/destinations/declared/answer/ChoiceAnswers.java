package dev.tributary.destinations.declared.answer;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.destinations.connector.Discovery;
import dev.tributary.destinations.connector.Discovery.Field;
import dev.tributary.destinations.connector.Egress.Answer;
import dev.tributary.destinations.connector.Egress.Request;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.declared.answer.FieldAnswers.Conditions;
import dev.tributary.destinations.declared.template.TextTemplate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads in an answer which values a setting can have. Thread-safe.
 *
 * @param meaning which answers have values: those of the outcome delivered
 * @param at the list of values
 * @param when which entries are values; null for all
 * @param value within an entry
 * @param label within an entry; null if there is none
 * @param next where the next page begins; null if an answer has the whole list
 */
public record ChoiceAnswers(
    Answers meaning,
    JsonPointer at,
    @Nullable Conditions when,
    JsonPointer value,
    @Nullable JsonPointer label,
    @Nullable NextPage next)
    implements DiscoveryAnswers {
  private static final Outcome UNREADABLE =
      new Outcome.Transient("The answer has no list of values", null);
  private static final Outcome WITHOUT_CURSOR =
      new Outcome.Transient("The answer has no cursor of the next page", null);

  @Override
  public Discovery.Step step(Function<@Nullable String, Request> pages) {
    return page(pages, null);
  }

  @Override
  public boolean hasClosedOptions() {
    return false;
  }

  private Discovery.Step page(Function<@Nullable String, Request> pages, @Nullable String cursor) {
    return new Discovery.Step(
        pages.apply(NextPage.sent(cursor)),
        (answer, now) -> read(pages, cursor, answer, now),
        false);
  }

  private Discovery.Read read(
      Function<@Nullable String, Request> pages,
      @Nullable String cursor,
      Answer answer,
      Instant now) {
    Outcome outcome = meaning.outcome(answer, now);
    if (!(outcome instanceof Outcome.Delivered)) {
      return new Discovery.Read.Failed(outcome);
    }
    JsonNode body = AnswerBody.of(answer).json();
    JsonNode list = body.at(at);
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
    NextPage.Found after = next == null ? NextPage.LAST : next.after(body, List.of(), cursor);
    if (after == null) {
      return new Discovery.Read.Failed(WITHOUT_CURSOR);
    }
    return new Discovery.Read.Fields(
        values, true, after.cursor() == null ? null : page(pages, after.cursor()));
  }
}
