package dev.tributary.runtime.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request that fails for a reason that its sender should read; answered as RFC 9457. The
 * exception has no stack trace, because it is no fault of the program.
 */
public final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int SOON = 1;
  private final transient ErrorCode code;
  private final transient List<At> errors;
  private final int retryAfterSeconds;

  Problem(ErrorCode code, String detail, List<At> errors) {
    this(code, detail, errors, SOON);
  }

  private Problem(ErrorCode code, String detail, List<At> errors, int retryAfterSeconds) {
    super(detail, null, false, false);
    this.code = code;
    this.errors = List.copyOf(errors);
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /** The same problem, with the number of seconds after which a repeat may succeed. */
  public Problem retryAfter(int seconds) {
    return new Problem(code, String.valueOf(getMessage()), errors, seconds);
  }

  /**
   * One wrong place.
   *
   * @param pointer RFC 6901, into the request's body
   * @param position where in the text at this place; null if it is no text, or is wrong as a whole
   * @param engineMessage the message of the engine that read the text; null if there is none, or if
   *     the caller may not see the values that it may contain
   */
  public record At(
      String pointer,
      String detail,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Position position,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String engineMessage) {

    public At(String pointer, String detail) {
      this(pointer, detail, null, null);
    }
  }

  /**
   * A position in a text of the request, such as a query.
   *
   * @param line counted from 1
   * @param column in UTF-16 code units and counted from 1; null if only the line is known
   */
  public record Position(
      int line, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer column) {}

  public ErrorCode code() {
    return code;
  }

  /** Used only if the code is retryable. */
  public int retryAfterSeconds() {
    return retryAfterSeconds;
  }

  public List<At> errors() {
    return errors;
  }
}
