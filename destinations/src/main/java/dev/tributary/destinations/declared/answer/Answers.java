package dev.tributary.destinations.declared.answer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Call;
import dev.tributary.destinations.connector.Egress.Answer;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.Outcome;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The compiled meaning of answers: the first rule that matches. An answer that no rule matches
 * means what its status usually means. Thread-safe.
 */
public final class Answers {
  private static final String UNREADABLE = "The answer cannot be read: ";

  private final List<AnswerRule> rules;

  Answers(List<AnswerRule> rules) {
    this.rules = List.copyOf(rules);
  }

  /** Reads the answer to a call that carries these items. */
  public Call.Reading reading(Batch batch, List<Item> items) {
    return (answer, now) -> outcomes(AnswerBody.of(answer), batch, items, now);
  }

  /** The meaning of an answer to a request without items. */
  public Outcome outcome(Answer answer, Instant now) {
    AnswerBody body = AnswerBody.of(answer);
    return rule(body)
        .map(rule ->
            rule.needsBody() && !body.isReadable()
                ? new Outcome.Transient(UNREADABLE + body.words(), null)
                : rule.outcome().outcome(body.json(), body, now, 1))
        .orElseGet(() -> usual(body, now));
  }

  private Optional<AnswerRule> rule(AnswerBody body) {
    return rules.stream().filter(rule -> rule.matches(body)).findFirst();
  }

  private List<Outcome> outcomes(AnswerBody body, Batch batch, List<Item> items, Instant now) {
    @Nullable AnswerRule rule = rule(body).orElse(null);
    if (rule == null) {
      return Collections.nCopies(items.size(), usual(body, now));
    }
    if (rule.needsBody() && !body.isReadable()) {
      return Collections.nCopies(items.size(), unreadable(body));
    }
    Outcome others = rule.outcome().outcome(body.json(), body, now, items.size());
    Entries entries = rule.entries();
    if (entries == null) {
      return Collections.nCopies(items.size(), others);
    }
    Map<Integer, JsonNode> named = entries.byItem(body.json(), batch, items);
    if (named == null) {
      return Collections.nCopies(items.size(), unreadable(body));
    }
    return IntStream.range(0, items.size())
        .mapToObj(i -> {
          JsonNode entry = named.get(i);
          return entry == null ? others : said(entries, entry, body, now);
        })
        .toList();
  }

  private static Outcome said(Entries entries, JsonNode entry, AnswerBody body, Instant now) {
    return entries.outcomes().stream()
        .filter(meaning -> meaning.when().holds(entry))
        .findFirst()
        .map(meaning -> meaning.outcome().outcome(entry, body, now, 1))
        .orElseGet(() -> unreadable(body));
  }

  private static Outcome unreadable(AnswerBody body) {
    return new Outcome.Ambiguous(UNREADABLE + body.words());
  }

  private static Outcome usual(AnswerBody body, Instant now) {
    return OutcomeTemplate.of(usual(body.answer())).outcome(body.json(), body, now, 1);
  }

  /** The meaning of a status if no rule matches. */
  static OutcomeKind usual(Answer answer) {
    return switch (answer.status()) {
      case 400, 413, 422 -> OutcomeKind.REFUSED_TOGETHER;
      case 401, 403 -> OutcomeKind.UNAUTHORISED;
      case 429 -> OutcomeKind.RATE_LIMITED;
      default -> answer.successful() ? OutcomeKind.AMBIGUOUS : OutcomeKind.TRANSIENT;
    };
  }
}
