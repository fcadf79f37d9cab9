package dev.tributary.gateway.http;

import dev.tributary.runtime.problem.ErrorCode;
import dev.tributary.runtime.problem.ErrorCode.Kind;

/** The problems of the gateway, besides those that all services share. */
public final class GatewayProblems {
  public static final ErrorCode AMBIGUOUS_PATH =
      new ErrorCode(
          "ambiguous-path",
          400,
          Kind.CALLER,
          "The path has an encoded separator, a dot segment, “;” or “//”");
  public static final ErrorCode TWO_CREDENTIALS =
      new ErrorCode(
          "two-credentials",
          400,
          Kind.CALLER,
          "The request has more than one header Authorization");
  public static final ErrorCode ADDRESS_TOO_LONG =
      new ErrorCode(
          "address-too-long", 414, Kind.CALLER, "Path and query have 8,000 characters at most");
  public static final ErrorCode CROSS_SITE =
      new ErrorCode(
          "cross-site-request",
          403,
          Kind.CALLER,
          "A change with a session needs the header "
              + CrossSiteCheck.HEADER
              + ": 1, and no foreign Origin");
  public static final ErrorCode OTHER_HOST =
      new ErrorCode(
          "other-host", 421, Kind.CALLER, "Browsers reach this installation at another address");
  public static final ErrorCode SERVICE_UNREACHABLE =
      new ErrorCode(
          "service-unreachable", 502, Kind.TRANSIENT, "The service behind this address is away");
  public static final ErrorCode SIGN_IN_UNAVAILABLE =
      new ErrorCode(
          "sign-in-unavailable", 503, Kind.TRANSIENT, "Who you are cannot be checked right now");
  public static final ErrorCode SERVICE_TIMEOUT =
      new ErrorCode(
          "service-timeout", 504, Kind.TRANSIENT, "The service behind this address stays silent");

  private GatewayProblems() {}
}
