package dev.tributary.gateway.http.door;

import dev.tributary.contracts.access.Service;
import dev.tributary.gateway.http.ClientLimit;
import dev.tributary.gateway.http.ClientOrigin;
import dev.tributary.gateway.http.CrossSiteCheck;
import dev.tributary.gateway.http.GatewayProblems;
import dev.tributary.gateway.http.Refusal;
import dev.tributary.gateway.http.proxy.ServiceProxy;
import dev.tributary.gateway.http.signin.AuthenticationFailures;
import dev.tributary.gateway.http.signin.SessionOfNewMember;
import dev.tributary.gateway.limit.Allowance;
import dev.tributary.gateway.report.Reports;
import dev.tributary.gateway.routing.ApiPath;
import dev.tributary.gateway.routing.Routes;
import dev.tributary.gateway.signin.SessionStore;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.runtime.tenancy.Caller;
import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import io.vertx.httpproxy.ProxyInterceptor;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.eclipse.microprofile.jwt.Claims;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * Admits a request to the API if it comes from our own site, is authenticated, is within the
 * client's limit, and is allowed by the role matrix. Then it goes to the service, or to our own
 * resources.
 */
@ApplicationScoped
public class ApiDoor implements Handler<RoutingContext> {

  /** Keeps Quarkus from answering failed authentication itself, in a race with us. */
  private static final BiConsumer<RoutingContext, Throwable> ANSWERED_HERE =
      (request, failure) -> {};

  private final IdentityProviderManager identityProviders;
  private final ClientLimit limit;
  private final WorkspaceAccess access;
  private final ServiceProxy proxy;
  private final CrossSiteCheck crossSiteCheck;
  private final Reports reports;
  private final ClientOrigin origin;
  private final SessionStore sessions;
  private final RefusedRequests refused;

  public ApiDoor(
      IdentityProviderManager identityProviders,
      ClientLimit limit,
      WorkspaceAccess access,
      ServiceProxy proxy,
      CrossSiteCheck crossSiteCheck,
      Reports reports,
      ClientOrigin origin,
      SessionStore sessions,
      RefusedRequests refused) {
    this.identityProviders = identityProviders;
    this.limit = limit;
    this.access = access;
    this.proxy = proxy;
    this.crossSiteCheck = crossSiteCheck;
    this.reports = reports;
    this.origin = origin;
    this.sessions = sessions;
    this.refused = refused;
  }

  @Override
  public void handle(RoutingContext request) {
    request.request().pause();
    request.put(QuarkusHttpUser.AUTH_FAILURE_HANDLER, ANSWERED_HERE);
    if (!crossSiteCheck.passes(request.request())) {
      Refusal.of(GatewayProblems.CROSS_SITE).send(request);
      return;
    }
    QuarkusHttpUser.getSecurityIdentity(request, identityProviders)
        .subscribe()
        .with(
            identity -> identified(request, identity),
            failure -> unknown(request, AuthenticationFailures.refusal(request, failure)));
  }

  private void identified(RoutingContext request, @Nullable SecurityIdentity identity) {
    if (identity == null
        || identity.getCredential(AccessTokenCredential.class) == null
        || !(identity.getPrincipal() instanceof JsonWebToken claims)) {
      unknown(request, Refusal.of(Problems.UNAUTHENTICATED));
      return;
    }
    String token = identity.getCredential(AccessTokenCredential.class).getToken();
    Caller caller =
        Caller.of(
            claims.getSubject(),
            claims.getName(),
            claims.getClaim(Claims.azp),
            identity.getRoles());
    if (!caller.person()) {
      reports.used(claims.getClaim(Claims.azp));
    }
    limited(request, caller.subject(), () -> admit(request, caller, token));
  }

  private void unknown(RoutingContext request, Refusal refusal) {
    limited(request, origin.of(request), () -> refusal.send(request));
  }

  private void limited(RoutingContext request, String client, Runnable next) {
    limit
        .take(client)
        .subscribe()
        .with(
            allowance -> {
              switch (allowance) {
                case Allowance.Granted() -> next.run();
                case Allowance.Exhausted(int seconds) ->
                    new Refusal(Problems.RATE_LIMITED, Problems.RATE_LIMITED.title(), seconds)
                        .send(request);
              }
            },
            request::fail);
  }

  private void admit(RoutingContext request, Caller caller, String token) {
    if (request.response().closed()) {
      // The client has disconnected: forwarding its request would occupy a connection for nothing.
      return;
    }
    String path = request.normalizedPath();
    ApiPath parsed = ApiPath.parse(path);
    Optional<Service> service = Routes.serviceFor(parsed);
    if (service.isEmpty()) {
      Refusal.of(Problems.NOT_FOUND).send(request);
      return;
    }
    switch (access.decide(request.request().method().name(), path, parsed, caller)) {
      case WorkspaceAccess.Denied(Refusal refusal) -> refusal.send(request);
      case WorkspaceAccess.RoleMissing missing -> {
        refused.add(request, caller, missing);
        missing.refusal().send(request);
      }
      case WorkspaceAccess.Granted(String granted) -> go(request, service.get(), granted, token);
    }
  }

  private void go(RoutingContext request, Service service, String path, String token) {
    if (service == Service.GATEWAY) {
      request.next();
      return;
    }
    String query = request.request().query();
    String uri = query == null ? path : path + "?" + query;
    ProxyInterceptor[] after =
        SessionOfNewMember.of(sessions, request).stream().toArray(ProxyInterceptor[]::new);
    proxy.pass(request, service, uri, token, after);
  }
}
