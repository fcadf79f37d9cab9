package dev.tributary.gateway.http;

import dev.tributary.runtime.problem.ErrorCode;
import dev.tributary.runtime.problem.ErrorCode.Kind;

/** The problems of the gateway, besides those that all services share. */
public final class GatewayProblems {
  public static final ErrorCode AMBIGUOUS_PATH =
      new ErrorCode(
          "ambiguous-path",
          Kind.MALFORMED,
          "The path has an encoded separator, a dot segment, “;” or “//”");
  public static final ErrorCode TWO_CREDENTIALS =
      new ErrorCode(
          "two-credentials", Kind.MALFORMED, "The request has more than one header Authorization");
  public static final ErrorCode ADDRESS_TOO_LONG =
      new ErrorCode(
          "address-too-long", Kind.MALFORMED, "Path and query have 8,000 characters at most");
  public static final ErrorCode CROSS_SITE =
      new ErrorCode(
          "cross-site-request",
          Kind.FORBIDDEN,
          "A change with a session needs the header "
              + CrossSiteCheck.HEADER
              + ": 1, and no foreign Origin");
  public static final ErrorCode OTHER_HOST =
      new ErrorCode(
          "other-host", Kind.MALFORMED, "Browsers reach this installation at another address");
  public static final ErrorCode SERVICE_UNREACHABLE =
      new ErrorCode(
          "service-unreachable", Kind.UNREACHABLE, "The service behind this address is away");
  public static final ErrorCode SIGN_IN_UNAVAILABLE =
      new ErrorCode(
          "sign-in-unavailable", Kind.UNAVAILABLE, "The sign-in cannot be checked right now");
  public static final ErrorCode SERVICE_TIMEOUT =
      new ErrorCode(
          "service-timeout", Kind.TIMED_OUT, "The service behind this address stays silent");

  private GatewayProblems() {}
}
