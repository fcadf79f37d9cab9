package dev.tributary.destinations.declared.answer;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.destinations.connector.Egress.Answer;
import dev.tributary.destinations.connector.JobAnswer.OfState;
import dev.tributary.destinations.connector.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The compiled meaning of answers to a question about the state of a job. An answer that no rule
 * matches says nothing about the job. Thread-safe.
 */
public final class JobStates {
  private final List<Rule> rules;

  JobStates(List<Rule> rules) {
    this.rules = List.copyOf(rules);
  }

  /**
   * @param statuses of the answers; nobody changes them
   */
  record Rule(BitSet statuses, When when, Meaning meaning) {}

  /** The state of a job. */
  sealed interface Meaning {
    record Open() implements Meaning {}

    /**
     * @param pause until the next question
     */
    record Working(Duration pause) implements Meaning {}

    /**
     * @param counts null if the vendor counts nothing
     */
    record Complete(@Nullable Counts counts) implements Meaning {}

    record Unprocessed(OutcomeTemplate outcome) implements Meaning {}

    record Gone() implements Meaning {}

    record Unclear(OutcomeTemplate outcome) implements Meaning {}
  }

  /**
   * Where an answer has numbers of items.
   *
   * @param all that the job has
   * @param done that the vendor has written
   * @param refused that the vendor has refused, each of them named by the results
   */
  record Counts(JsonPointer all, JsonPointer done, JsonPointer refused) {
    /**
     * How many items are refused; null if the numbers do not say that all others are written.
     *
     * @param submitted so many items the job has at least
     */
    @Nullable Integer named(JsonNode body, int submitted) {
      JsonNode total = body.at(all);
      JsonNode written = body.at(done);
      JsonNode failed = body.at(refused);
      boolean certain =
          total.canConvertToExactIntegral()
              && written.canConvertToExactIntegral()
              && failed.canConvertToExactIntegral()
              && total.canConvertToInt()
              && failed.canConvertToInt()
              && failed.asInt() >= 0
              && total.asInt() >= submitted
              && written.asLong() == (long) total.asInt() - failed.asInt();
      return certain ? failed.asInt() : null;
    }
  }

  /** Whether the vendor counts the items that it has refused. */
  public boolean count() {
    return rules.stream()
        .anyMatch(
            rule -> rule.meaning instanceof Meaning.Complete(Counts counts) && counts != null);
  }

  /**
   * Pure.
   *
   * @param submitted so many items the job has at least
   */
  public OfState state(Answer answer, Instant now, int submitted) {
    AnswerBody body = AnswerBody.of(answer);
    return rules.stream()
        .filter(rule -> rule.statuses.get(answer.status()) && rule.when.holds(body.json()))
        .findFirst()
        .map(rule -> state(rule.meaning, body, now, submitted))
        .orElseGet(() -> unclear(OutcomeTemplate.of(Answers.usual(body)), body, now));
  }

  /** Only an answer of JSON is about the job: a proxy answers with the same statuses. */
  private static OfState state(Meaning meaning, AnswerBody body, Instant now, int submitted) {
    if (!body.isReadable() && !(meaning instanceof Meaning.Unclear)) {
      return new OfState.Unclear(new Outcome.Transient(body.withoutData().words(), null));
    }
    return switch (meaning) {
      case Meaning.Open open -> new OfState.Open();
      case Meaning.Working(Duration pause) -> new OfState.Working(now.plus(pause), "");
      case Meaning.Complete(Counts counts) ->
          new OfState.Complete(counts == null ? null : counts.named(body.json(), submitted));
      case Meaning.Unprocessed(OutcomeTemplate outcome) ->
          new OfState.Unprocessed(outcome.outcome(body.json(), body.withoutData(), now, 1));
      case Meaning.Gone gone -> new OfState.Gone(body.withoutData().words());
      case Meaning.Unclear(OutcomeTemplate outcome) -> unclear(outcome, body, now);
    };
  }

  private static OfState unclear(OutcomeTemplate outcome, AnswerBody body, Instant now) {
    return new OfState.Unclear(
        Answers.withoutEffect(outcome.outcome(body.json(), body.withoutData(), now, 1)));
  }
}
