package dev.tributary.destinations.declared.answer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Call;
import dev.tributary.destinations.connector.Egress.Answer;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.JobAnswer.OfStep;
import dev.tributary.destinations.connector.Outcome;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The compiled meaning of answers: the first rule that matches. An answer that no rule matches
 * means what its status usually means. Thread-safe.
 */
public final class Answers {
  private static final String UNREADABLE = "The answer cannot be read: ";

  private static final int SERVER_ERROR = 500;

  private final List<AnswerRule> rules;

  Answers(List<AnswerRule> rules) {
    this.rules = List.copyOf(rules);
  }

  /** Reads the answer to a call that carries these items. */
  public Call.Reading reading(Batch batch, List<Item> items) {
    return (answer, now) -> outcomes(AnswerBody.of(answer), batch, items, now);
  }

  /** The meaning of an answer to a step of a job. An answer that cannot be read is ambiguous. */
  public OfStep step(Answer answer, Instant now) {
    AnswerBody body = AnswerBody.of(answer);
    Outcome outcome =
        rule(body)
            .map(rule ->
                rule.canRead(body)
                    ? rule.outcome().outcome(body.json(), body, now, 1)
                    : unreadable(body))
            .orElseGet(() -> usual(body, now));
    return outcome instanceof Outcome.Delivered(String job)
        ? new OfStep.Done(job)
        : new OfStep.Failed(outcome);
  }

  /** The meaning of an answer to a request without items. */
  public Outcome outcome(Answer answer, Instant now) {
    AnswerBody body = AnswerBody.of(answer);
    return rule(body)
        .map(rule ->
            rule.canRead(body)
                ? rule.outcome().outcome(body.json(), body, now, 1)
                : new Outcome.Transient(UNREADABLE + body.words(), null))
        .orElseGet(() -> withoutEffect(usual(body, now)));
  }

  /** Whether an answer can name a job that has the items. */
  public boolean submit() {
    return rules.stream().anyMatch(rule -> rule.outcome().kind() == OutcomeKind.SUBMITTED);
  }

  /**
   * Reads the answer to the question for the result of a job. The outcome is that of each item. An
   * answer that no rule matches, or that cannot be read, says nothing about the job.
   *
   * @param items of the job that the question is about
   */
  public Call.Reading result(String job, int items) {
    return (answer, now) ->
        Collections.nCopies(items, result(AnswerBody.of(answer), job, items, now));
  }

  private Outcome result(AnswerBody body, String job, int items, Instant now) {
    AnswerRule rule = rule(body).orElse(null);
    if (rule == null) {
      return unasked(usual(body, now));
    }
    if (!rule.canRead(body)) {
      return unreadable(body);
    }
    Outcome outcome = rule.outcome().outcome(body.json(), body, now, items);
    return outcome instanceof Outcome.Submitted(var nameless, Instant askAt, String words, _)
        ? new Outcome.Submitted(job, askAt, words)
        : outcome;
  }

  /** The vendor has refused or lost the question, and not the items of the job. */
  private static Outcome unasked(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Transient(String words, Instant notBefore) ->
          new Outcome.Ambiguous(words, notBefore);
      case Outcome.RefusedTogether(var field, String words) -> new Outcome.Ambiguous(words);
      default -> outcome;
    };
  }

  /** The outcome of a request that carries no item and changes nothing. */
  static Outcome withoutEffect(Outcome outcome) {
    return outcome instanceof Outcome.Ambiguous(String words, Instant notBefore)
        ? new Outcome.Transient(words, notBefore)
        : outcome;
  }

  private Optional<AnswerRule> rule(AnswerBody body) {
    return rules.stream().filter(rule -> rule.matches(body)).findFirst();
  }

  private List<Outcome> outcomes(AnswerBody body, Batch batch, List<Item> items, Instant now) {
    @Nullable AnswerRule rule = rule(body).orElse(null);
    if (rule == null) {
      return Collections.nCopies(items.size(), usual(body, now));
    }
    if (!rule.canRead(body)) {
      return Collections.nCopies(
          items.size(),
          rule.outcome().kind().isOfContent()
              ? new Outcome.Transient(UNREADABLE + body.words(), null)
              : unreadable(body));
    }
    Outcome others = rule.outcome().outcome(body.json(), body, now, items.size());
    Entries entries = rule.entries();
    if (entries == null) {
      return Collections.nCopies(items.size(), others);
    }
    Map<Integer, Entries.OfItem> named = entries.byItem(body.json(), batch, items);
    if (named == null) {
      return Collections.nCopies(items.size(), unreadable(body));
    }
    return IntStream.range(0, items.size())
        .mapToObj(i -> {
          Entries.OfItem about = named.get(i);
          return about == null ? others : said(entries, about, others, body, now);
        })
        .toList();
  }

  /** The outcome of the entries about an item, if they agree. */
  private static Outcome said(
      Entries entries, Entries.OfItem about, Outcome others, AnswerBody body, Instant now) {
    Set<Outcome> said = new LinkedHashSet<>();
    about.entries().forEach(entry -> said.add(said(entries, entry, body, now)));
    if (!about.isComplete()) {
      said.add(others);
    }
    return said.size() == 1
        ? said.iterator().next()
        : new Outcome.Ambiguous("The answer says several things about this item: " + body.words());
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
    return OutcomeTemplate.of(usual(body)).outcome(body.json(), body, now, 1);
  }

  /**
   * The meaning of a status if no rule matches. A server that fails, or whose time is over, can
   * have applied the request (RFC 9110, 15.5.9 and 15.6). A server that says when to come back has
   * not.
   */
  static OutcomeKind usual(AnswerBody body) {
    Answer answer = body.answer();
    return switch (answer.status()) {
      case 400, 422 -> body.isReadable() ? OutcomeKind.REFUSED_TOGETHER : OutcomeKind.TRANSIENT;
      case 413 -> OutcomeKind.REFUSED_TOGETHER;
      case 401, 403 -> OutcomeKind.UNAUTHORISED;
      case 429 -> OutcomeKind.RATE_LIMITED;
      case 408 -> OutcomeKind.AMBIGUOUS;
      case 503 ->
          answer.headers().containsKey("retry-after")
              ? OutcomeKind.TRANSIENT
              : OutcomeKind.AMBIGUOUS;
      default ->
          answer.successful() || answer.status() >= SERVER_ERROR
              ? OutcomeKind.AMBIGUOUS
              : OutcomeKind.TRANSIENT;
    };
  }
}
