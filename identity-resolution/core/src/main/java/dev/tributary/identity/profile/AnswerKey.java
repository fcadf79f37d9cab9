package dev.tributary.identity.profile;

import dev.tributary.contracts.Identifier;

/**
 * The key under which the newest answers of a person are kept. Answers of different weight never
 * replace each other.
 *
 * @param anchor the identifier that gave the answer
 */
public record AnswerKey(Identifier anchor, Weight weight) {

  /** How much an answer is trusted. */
  public enum Weight {
    /** From a server source, from a row, or by hand: always counts. */
    TRUSTED,
    /** A denial by a browser key: always counts. */
    BROWSER_DENIAL,
    /**
     * A grant by a browser key: counts while the person is not identified and no trusted answer
     * denies.
     */
    BROWSER_GRANT
  }
}
