package dev.tributary.gateway.http.signin;

import dev.tributary.gateway.signin.SessionId;
import dev.tributary.gateway.signin.SessionStore;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.RoutingContext;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Ends the session of a browser when its person has accepted an invitation, because the tokens of
 * the session do not hold the workspace yet. The person is a member, also if the end of the session
 * fails: then the browser loses its cookie, and the store deletes the idle session.
 */
public final class SessionOfNewMember implements ProxyInterceptor {
  private static final Logger LOG = Logger.getLogger(SessionOfNewMember.class);
  private static final String ACCEPT = "/api/v1/me/invitations/accept";

  private final SessionStore sessions;
  private final RoutingContext request;
  private final SessionId session;

  private SessionOfNewMember(SessionStore sessions, RoutingContext request, SessionId session) {
    this.sessions = sessions;
    this.request = request;
    this.session = session;
  }

  /** Empty for every other request, and for one without a session. */
  public static Optional<ProxyInterceptor> of(SessionStore sessions, RoutingContext request) {
    return ACCEPT.equals(request.normalizedPath())
        ? Optional.ofNullable(request.request().getCookie(BrowserSessions.COOKIE))
            .map(cookie ->
                new SessionOfNewMember(sessions, request, new SessionId(cookie.getValue())))
        : Optional.empty();
  }

  @Override
  public Future<Void> handleProxyResponse(ProxyContext context) {
    return context.response().getStatusCode() < 300
        ? ended().compose(_ -> context.sendResponse())
        : context.sendResponse();
  }

  private Future<Void> ended() {
    request
        .response()
        .addCookie(
            Cookie.cookie(BrowserSessions.COOKIE, "")
                .setPath("/")
                .setHttpOnly(true)
                .setSameSite(CookieSameSite.LAX)
                .setMaxAge(0));
    Uni<Void> end =
        sessions
            .end(session)
            .onFailure()
            .invoke(failure -> LOG.warnf("A session is left until it is idle: %s", failure))
            .onFailure()
            .recoverWithNull();
    return Future.fromCompletionStage(end.subscribeAsCompletionStage());
  }
}
