package dev.tributary.runtime.http;

import dev.tributary.runtime.problem.ErrorCode;
import dev.tributary.runtime.problem.ErrorCode.Kind;
import dev.tributary.runtime.problem.Problems;
import java.util.Map;

/** The status of each problem, and the problems of requests that no use case sees. */
public final class HttpProblems {
  public static final ErrorCode METHOD_NOT_ALLOWED =
      new ErrorCode("method-not-allowed", Kind.MALFORMED, "The address has no such method");
  public static final ErrorCode NOT_ACCEPTABLE =
      new ErrorCode("not-acceptable", Kind.MALFORMED, "The answer would be JSON");
  public static final ErrorCode MEDIA_TYPE =
      new ErrorCode("unsupported-media-type", Kind.MALFORMED, "The body must be JSON");

  /**
   * For problems of HTTP itself. HTTP has a status for each of them, more exact than the kind's.
   */
  private static final Map<String, Integer> OF_CODE =
      Map.of(
          "method-not-allowed", 405,
          "not-acceptable", 406,
          "address-too-long", 414,
          "unsupported-media-type", 415,
          "other-host", 421);

  private HttpProblems() {}

  public static int status(ErrorCode code) {
    Integer status = OF_CODE.get(code.code());
    return status == null ? status(code.kind()) : status;
  }

  private static int status(Kind kind) {
    return switch (kind) {
      case MALFORMED -> 400;
      case UNAUTHENTICATED -> 401;
      case FORBIDDEN -> 403;
      case NOT_FOUND -> 404;
      case CONFLICT -> 409;
      case OUTDATED -> 412;
      case TOO_LARGE -> 413;
      case INVALID -> 422;
      case RATE_LIMITED -> 429;
      case INTERNAL -> 500;
      case UNREACHABLE -> 502;
      case UNAVAILABLE -> 503;
      case TIMED_OUT -> 504;
    };
  }

  /** The code that comes closest to a status, if nothing more is known. */
  public static ErrorCode ofStatus(int status) {
    return switch (status) {
      case 401 -> Problems.UNAUTHENTICATED;
      case 403 -> Problems.FORBIDDEN;
      case 404 -> Problems.NOT_FOUND;
      case 405 -> METHOD_NOT_ALLOWED;
      case 406 -> NOT_ACCEPTABLE;
      case 413 -> Problems.TOO_LARGE;
      case 415 -> MEDIA_TYPE;
      case 429 -> Problems.RATE_LIMITED;
      case 503 -> Problems.UNAVAILABLE;
      default -> status >= 500 ? Problems.INTERNAL : Problems.BAD_PARAMETER;
    };
  }
}
