package dev.tributary.gateway.http.signin;

import dev.tributary.gateway.http.GatewayProblems;
import dev.tributary.gateway.http.Refusal;
import dev.tributary.runtime.problem.Problems;
import io.quarkus.security.AuthenticationException;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Distinguishes a request without a sign-in from a sign-in that cannot be checked. The latter is
 * never answered with 401, because an outage would then sign all users out.
 */
public final class AuthenticationFailures {
  private static final Logger LOG = Logger.getLogger(AuthenticationFailures.class);
  private static final int DEEPEST_CAUSE = 20;

  private AuthenticationFailures() {}

  /**
   * Whether a request failed because of its authentication, or because the authentication could not
   * be checked.
   */
  public static boolean concerns(RoutingContext request, Throwable failure) {
    return failure instanceof AuthenticationException
        || BrowserSessions.unreachable(request) != null
        || outage(failure);
  }

  public static Refusal refusal(RoutingContext request, Throwable failure) {
    Throwable unreachable = BrowserSessions.unreachable(request);
    if (unreachable != null || outage(failure)) {
      LOG.warnf("A sign-in cannot be checked: %s", unreachable == null ? failure : unreachable);
      // Quarkus has told the browser to delete its session cookie; the session is still valid.
      request.response().removeCookies(BrowserSessions.COOKIE, false);
      return Refusal.of(GatewayProblems.SIGN_IN_UNAVAILABLE);
    }
    return Refusal.of(Problems.UNAUTHENTICATED);
  }

  /** Whether Keycloak could not be reached, also if that is a nested cause. */
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
