package dev.tributary.runtime.problem;

import dev.tributary.runtime.problem.ErrorCode.Kind;

/** The codes that every service shares. */
public final class Problems {
  public static final ErrorCode UNAUTHENTICATED =
      new ErrorCode("unauthenticated", 401, Kind.CREDENTIALS, "The request carries no valid token");
  public static final ErrorCode FORBIDDEN =
      new ErrorCode("forbidden", 403, Kind.CREDENTIALS, "The token's role does not allow this");
  public static final ErrorCode APPROVAL_NEEDED =
      new ErrorCode(
          "approval-needed",
          403,
          Kind.CREDENTIALS,
          "Only a user who may see personal data can do this or approve it");
  public static final ErrorCode SECRET_NEEDED =
      new ErrorCode(
          "secret-needed", 422, Kind.CREDENTIALS, "A stored secret is not for the new address");
  public static final ErrorCode NOT_FOUND =
      new ErrorCode("not-found", 404, Kind.CALLER, "There is nothing at this address");
  public static final ErrorCode METHOD_NOT_ALLOWED =
      new ErrorCode("method-not-allowed", 405, Kind.CALLER, "The address has no such method");
  public static final ErrorCode NOT_ACCEPTABLE =
      new ErrorCode("not-acceptable", 406, Kind.CALLER, "The answer would be JSON");
  public static final ErrorCode MEDIA_TYPE =
      new ErrorCode("unsupported-media-type", 415, Kind.CALLER, "The body must be JSON");
  public static final ErrorCode MALFORMED_JSON =
      new ErrorCode("malformed-json", 400, Kind.CALLER, "The body is not JSON");
  public static final ErrorCode INVALID =
      new ErrorCode("invalid", 422, Kind.CALLER, "The request is not valid");
  public static final ErrorCode BAD_PARAMETER =
      new ErrorCode("bad-parameter", 400, Kind.CALLER, "A query parameter is not valid");
  public static final ErrorCode KEY_TAKEN =
      new ErrorCode("key-taken", 409, Kind.CALLER, "The key is in use");
  public static final ErrorCode IN_USE =
      new ErrorCode("in-use", 409, Kind.CALLER, "Something else uses this object");
  public static final ErrorCode CONFLICT =
      new ErrorCode("conflict", 409, Kind.CALLER, "The object's state does not allow this");
  public static final ErrorCode VERSION_MISMATCH =
      new ErrorCode("version-mismatch", 412, Kind.CALLER, "The object was changed meanwhile");
  public static final ErrorCode IDEMPOTENCY_KEY_REUSED =
      new ErrorCode(
          "idempotency-key-reused", 422, Kind.CALLER, "The Idempotency-Key names another request");
  public static final ErrorCode QUERY_TOO_LONG =
      new ErrorCode(
          "query-too-long", 422, Kind.CALLER, "The query took longer than its time limit");
  public static final ErrorCode TOO_LARGE =
      new ErrorCode("too-large", 413, Kind.CALLER, "The request is too large");
  public static final ErrorCode RATE_LIMITED =
      new ErrorCode("rate-limited", 429, Kind.TRANSIENT, "The limit is used up for now");
  public static final ErrorCode UNAVAILABLE =
      new ErrorCode(
          "unavailable", 503, Kind.TRANSIENT, "Something that is needed cannot be reached");
  public static final ErrorCode INTERNAL =
      new ErrorCode("internal", 500, Kind.INTERNAL, "Something went wrong on our side");

  private Problems() {}

  /** The code that comes closest to a status, if nothing more is known. */
  public static ErrorCode ofStatus(int status) {
    return switch (status) {
      case 401 -> UNAUTHENTICATED;
      case 403 -> FORBIDDEN;
      case 404 -> NOT_FOUND;
      case 405 -> METHOD_NOT_ALLOWED;
      case 406 -> NOT_ACCEPTABLE;
      case 413 -> TOO_LARGE;
      case 415 -> MEDIA_TYPE;
      case 429 -> RATE_LIMITED;
      case 503 -> UNAVAILABLE;
      default -> status >= 500 ? INTERNAL : BAD_PARAMETER;
    };
  }
}
