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
 * @param form of the body of a success
 */
record AnswerRule(
    BitSet statuses, When when, OutcomeTemplate outcome, @Nullable Entries entries, Form form) {

  /** The form of the body of a success. */
  enum Form {
    JSON,
    /** Anything, or nothing. */
    IGNORED,
    /** Nothing. */
    EMPTY
  }

  boolean matches(AnswerBody body) {
    return statuses.get(body.answer().status()) && when.holds(body.json());
  }

  /**
   * Whether the body has the form that the meaning needs. A page of a proxy is no success, and says
   * nothing about items.
   */
  boolean canRead(AnswerBody body) {
    boolean needed = entries != null || outcome.kind().isSuccess() || outcome.kind().isOfContent();
    return switch (form) {
      case JSON -> !needed || body.isReadable();
      case IGNORED -> true;
      case EMPTY -> body.answer().body().length == 0;
    };
  }
}
