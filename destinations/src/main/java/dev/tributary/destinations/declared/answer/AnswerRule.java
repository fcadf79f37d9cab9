package dev.tributary.destinations.declared.answer;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * One declared meaning of answers.
 *
 * @param statuses of the answers; nobody changes them
 * @param when a further condition on the body
 * @param outcome of the call, or of the items that no entry names
 * @param entries what the answer says about single items; null if it does not
 * @param bodyIgnored whether the answer needs no body that can be read
 */
record AnswerRule(
    BitSet statuses,
    When when,
    OutcomeTemplate outcome,
    @Nullable Entries entries,
    boolean bodyIgnored) {

  boolean matches(AnswerBody body) {
    return statuses.get(body.answer().status()) && when.holds(body.json());
  }

  /** Whether the body must be JSON. */
  boolean needsBody() {
    return !bodyIgnored && (entries != null || outcome.kind().isSuccess());
  }
}
