package dev.tributary.gateway.http;

import dev.tributary.gateway.signin.BrowserSessions;
import dev.tributary.runtime.http.Problems;
import io.quarkus.security.AuthenticationException;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Tells somebody who is not signed in from a sign-in that cannot be checked. The second is never
 * answered with 401, or an outage would sign everybody out.
 */
final class AuthenticationFailures {
  private static final int DEEPEST_CAUSE = 20;

  private AuthenticationFailures() {}

  /** Whether a request failed because of who sent it, or because that could not be found out. */
  static boolean concerns(RoutingContext request, Throwable failure) {
    return failure instanceof AuthenticationException
        || BrowserSessions.unreachable(request)
        || outage(failure);
  }

  static Refusal refusal(RoutingContext request, Throwable failure) {
    if (BrowserSessions.unreachable(request) || outage(failure)) {
      // Quarkus has asked the browser to forget its session; it is still good.
      request.response().removeCookies(BrowserSessions.COOKIE, false);
      return Refusal.of(GatewayProblems.SIGN_IN_UNAVAILABLE);
    }
    return Refusal.of(Problems.UNAUTHENTICATED);
  }

  /** Whether Keycloak could not be asked, however deep that cause lies. */
  private static boolean outage(Throwable failure) {
    @Nullable Throwable cause = failure;
    for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
      if (cause instanceof IOException
          || cause instanceof TimeoutException
          || String.valueOf(cause.getMessage()).contains("OIDC Server is not available")) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }
}
