package dev.tributary.runtime.problem;

import dev.tributary.runtime.problem.ErrorCode.Kind;

/** The codes that every service shares. */
public final class Problems {
  public static final ErrorCode UNAUTHENTICATED =
      new ErrorCode("unauthenticated", Kind.UNAUTHENTICATED, "The request carries no valid token");
  public static final ErrorCode FORBIDDEN =
      new ErrorCode("forbidden", Kind.FORBIDDEN, "The token's role does not allow this");
  public static final ErrorCode APPROVAL_NEEDED =
      new ErrorCode(
          "approval-needed",
          Kind.FORBIDDEN,
          "Only a user who may see personal data can do this or approve it");
  public static final ErrorCode SECRET_NEEDED =
      new ErrorCode("secret-needed", Kind.INVALID, "A stored secret is not for the new address");
  public static final ErrorCode NOT_FOUND =
      new ErrorCode("not-found", Kind.NOT_FOUND, "There is nothing at this address");
  public static final ErrorCode MALFORMED_JSON =
      new ErrorCode("malformed-json", Kind.MALFORMED, "The body is not JSON");
  public static final ErrorCode INVALID =
      new ErrorCode("invalid", Kind.INVALID, "The request is not valid");
  public static final ErrorCode BAD_PARAMETER =
      new ErrorCode("bad-parameter", Kind.MALFORMED, "A query parameter is not valid");
  public static final ErrorCode KEY_TAKEN =
      new ErrorCode("key-taken", Kind.CONFLICT, "The key is in use");
  public static final ErrorCode IN_USE =
      new ErrorCode("in-use", Kind.CONFLICT, "Something else uses this object");
  public static final ErrorCode CONFLICT =
      new ErrorCode("conflict", Kind.CONFLICT, "The object's state does not allow this");
  public static final ErrorCode VERSION_MISMATCH =
      new ErrorCode("version-mismatch", Kind.OUTDATED, "The object was changed meanwhile");
  public static final ErrorCode IDEMPOTENCY_KEY_REUSED =
      new ErrorCode(
          "idempotency-key-reused", Kind.INVALID, "The Idempotency-Key names another request");
  public static final ErrorCode QUERY_TOO_LONG =
      new ErrorCode("query-too-long", Kind.INVALID, "The query took longer than its time limit");
  public static final ErrorCode TOO_LARGE =
      new ErrorCode("too-large", Kind.TOO_LARGE, "The request is too large");
  public static final ErrorCode RATE_LIMITED =
      new ErrorCode("rate-limited", Kind.RATE_LIMITED, "The limit is used up for now");
  public static final ErrorCode UNAVAILABLE =
      new ErrorCode("unavailable", Kind.UNAVAILABLE, "Something that is needed cannot be reached");
  public static final ErrorCode INTERNAL =
      new ErrorCode("internal", Kind.INTERNAL, "Something went wrong on our side");

  private Problems() {}
}
