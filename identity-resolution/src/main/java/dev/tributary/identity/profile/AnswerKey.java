package dev.tributary.identity.profile;

import dev.tributary.contracts.Identifier;

/**
 * What a person's newest answers are kept by: answers of different weight never replace each other.
 *
 * @param anchor the identifier that gave the answer
 */
public record AnswerKey(Identifier anchor, Weight weight) {

  /** How far an answer is trusted. */
  public enum Weight {
    /** Of a server's source, a row, or by hand: always counts. */
    TRUSTED,
    /** A denial by a browser key: always counts. */
    BROWSER_DENIAL,
    /** A grant by a browser key: counts while nothing speaks against it. */
    BROWSER_GRANT
  }
}
