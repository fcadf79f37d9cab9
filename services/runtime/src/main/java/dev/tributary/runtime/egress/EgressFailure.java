package dev.tributary.runtime.egress;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A request got no answer. What may be done next depends on how far it came. */
public final class EgressFailure extends IOException {
  private static final long serialVersionUID = 1L;
  private final Stage stage;

  /** How far the request came. */
  public enum Stage {
    /** This installation does not send there; trying again changes nothing. */
    FORBIDDEN,
    /** No byte of the request left: it can be repeated without a second effect. */
    NOT_SENT,
    /** It may have been received and carried out: ambiguous. */
    UNANSWERED
  }

  EgressFailure(Stage stage, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.stage = stage;
  }

  static EgressFailure forbidden(String message) {
    return new EgressFailure(Stage.FORBIDDEN, message, null);
  }

  static EgressFailure notSent(String message, @Nullable Throwable cause) {
    return new EgressFailure(Stage.NOT_SENT, message, cause);
  }

  static EgressFailure unanswered(String message, @Nullable Throwable cause) {
    return new EgressFailure(Stage.UNANSWERED, message, cause);
  }

  public Stage stage() {
    return stage;
  }
}
