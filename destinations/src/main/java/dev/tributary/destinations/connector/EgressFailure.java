package dev.tributary.destinations.connector;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** There is no answer. Whether something may have arrived decides what is safe to do next. */
public final class EgressFailure extends Exception {
  private static final long serialVersionUID = 1L;

  /** How far the request came. */
  public enum Reach {
    /** This installation does not send there; trying again changes nothing. */
    FORBIDDEN,
    /** Nothing left: no connection. */
    NOT_SENT,
    /** Something may have arrived. */
    MAYBE_ARRIVED,
    /** Our own rate limit holds it back. */
    HELD_BACK
  }

  private final Reach reach;
  private final @Nullable Instant notBefore;

  public EgressFailure(Reach reach, String words) {
    this(reach, words, null);
  }

  public EgressFailure(Reach reach, String words, @Nullable Instant notBefore) {
    super(words);
    this.reach = reach;
    this.notBefore = notBefore;
  }

  public Outcome outcome() {
    String words = String.valueOf(getMessage());
    return switch (reach) {
      case FORBIDDEN -> new Outcome.Misconfigured(words);
      case NOT_SENT -> new Outcome.Transient(words, notBefore);
      case MAYBE_ARRIVED -> new Outcome.Ambiguous(words);
      case HELD_BACK ->
          new Outcome.RateLimited(notBefore == null ? Instant.now() : notBefore, words);
    };
  }
}
