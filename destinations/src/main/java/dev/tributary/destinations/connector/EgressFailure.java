package dev.tributary.destinations.connector;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * There is no answer. {@link Reach} says whether the request may have arrived, and so what is safe
 * to do next.
 */
public final class EgressFailure extends Exception {
  private static final long serialVersionUID = 1L;

  /** How far the request got. */
  public enum Reach {
    /** This installation does not send to this address; a repetition changes nothing. */
    FORBIDDEN,
    /** Nothing was sent, because there was no connection. */
    NOT_SENT,
    /** The request may have arrived. */
    MAYBE_ARRIVED,
    /** The rate limit of this installation delays the request. */
    HELD_BACK
  }

  private final Reach reach;
  private final @Nullable Instant notBefore;
  private final transient @Nullable Outcome decided;

  public EgressFailure(Reach reach, String words) {
    this(reach, words, null);
  }

  public EgressFailure(Reach reach, String words, @Nullable Instant notBefore) {
    super(words);
    this.reach = reach;
    this.notBefore = notBefore;
    this.decided = null;
  }

  private EgressFailure(Outcome decided, String words) {
    super(words);
    this.reach = Reach.NOT_SENT;
    this.notBefore = null;
    this.decided = decided;
  }

  /**
   * Nothing was sent, or what was sent certainly had no effect, and the reason decides the outcome
   * of what was to be sent.
   *
   * @param words the words of the outcome
   */
  public static EgressFailure notSent(Outcome outcome, String words) {
    return new EgressFailure(outcome, words);
  }

  public Outcome outcome() {
    if (decided != null) {
      return decided;
    }
    String words = String.valueOf(getMessage());
    return switch (reach) {
      case FORBIDDEN -> new Outcome.Misconfigured(words);
      case NOT_SENT -> new Outcome.Transient(words, notBefore);
      case MAYBE_ARRIVED -> new Outcome.Ambiguous(words);
      case HELD_BACK -> new Outcome.HeldBack(notBefore == null ? Instant.now() : notBefore, words);
    };
  }
}
