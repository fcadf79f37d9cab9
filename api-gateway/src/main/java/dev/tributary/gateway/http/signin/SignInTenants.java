package dev.tributary.gateway.http.signin;

import io.quarkus.oidc.TenantResolver;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/**
 * Chooses how a request is authenticated: by bearer token on the API, unless it carries a session
 * and no token. With neither it is an ordinary anonymous request, never a redirect to a sign-in
 * page.
 */
@ApplicationScoped
public class SignInTenants implements TenantResolver {
  static final String BEARER = "bearer";

  @Override
  public @Nullable String resolve(RoutingContext request) {
    boolean token = request.request().headers().contains(HttpHeaders.AUTHORIZATION);
    boolean session = request.request().getCookie(BrowserSessions.COOKIE) != null;
    return request.normalizedPath().startsWith("/api/") && (token || !session) ? BEARER : null;
  }
}
