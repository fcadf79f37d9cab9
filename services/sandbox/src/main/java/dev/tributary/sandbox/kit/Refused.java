package dev.tributary.sandbox.kit;

import dev.tributary.sandbox.Answer;

/** Ends the work of an operation with the vendor's answer to a request that it refuses. */
public final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Answer answer;

  public Refused(Answer answer) {
    super("refused with " + answer.status(), null, false, false);
    this.answer = answer;
  }

  public Answer answer() {
    return answer;
  }
}
