package dev.tributary.destinations.declared.answer;

import dev.tributary.destinations.connector.Egress.Answer;
import dev.tributary.destinations.connector.JobAnswer.OfState;
import dev.tributary.destinations.connector.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;

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

    record Complete() implements Meaning {}

    record Unprocessed(OutcomeTemplate outcome) implements Meaning {}

    record Gone() implements Meaning {}

    record Unclear(OutcomeTemplate outcome) implements Meaning {}
  }

  /** Pure. */
  public OfState state(Answer answer, Instant now) {
    AnswerBody body = AnswerBody.of(answer);
    return rules.stream()
        .filter(rule -> rule.statuses.get(answer.status()) && rule.when.holds(body.json()))
        .findFirst()
        .map(rule -> state(rule.meaning, body, now))
        .orElseGet(() -> unclear(OutcomeTemplate.of(Answers.usual(body)), body, now));
  }

  /** Only an answer of JSON is about the job: a proxy answers with the same statuses. */
  private static OfState state(Meaning meaning, AnswerBody body, Instant now) {
    if (!body.isReadable() && !(meaning instanceof Meaning.Unclear)) {
      return new OfState.Unclear(new Outcome.Transient(body.withoutData().words(), null));
    }
    return switch (meaning) {
      case Meaning.Open open -> new OfState.Open();
      case Meaning.Working(Duration pause) -> new OfState.Working(now.plus(pause), "");
      case Meaning.Complete complete -> new OfState.Complete(null);
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
