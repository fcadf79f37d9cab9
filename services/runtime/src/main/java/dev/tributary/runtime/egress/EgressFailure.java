package dev.tributary.runtime.egress;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A request got no response. The stage that it reached decides what the caller may do next. */
public final class EgressFailure extends IOException {
  private static final long serialVersionUID = 1L;
  private final Stage stage;

  /** The stage that the request reached. */
  public enum Stage {
    /** This installation does not send to this address. A repeat changes nothing. */
    FORBIDDEN,
    /** No byte of the request was sent. A repeat has no second effect. */
    NOT_SENT,
    /** The server may have received and processed the request: ambiguous. */
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
