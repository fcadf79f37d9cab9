package dev.tributary.local.infra;

/**
 * A part could not start. The message is a sentence for the person at the terminal: what happened
 * and, if possible, the remedy.
 */
public final class StartFailure extends RuntimeException {

  public StartFailure(String sentence) {
    super(sentence);
  }

  public StartFailure(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
