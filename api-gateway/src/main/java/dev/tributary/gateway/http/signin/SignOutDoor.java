package dev.tributary.gateway.http.signin;

import dev.tributary.gateway.http.CrossSiteCheck;
import dev.tributary.gateway.http.GatewayProblems;
import dev.tributary.gateway.http.Refusal;
import dev.tributary.runtime.problem.Problems;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Admits requests to the sign-out. A request without a session is answered with an error, because
 * Quarkus would redirect a program to a sign-in page.
 */
@ApplicationScoped
public class SignOutDoor implements Handler<RoutingContext> {
  private final IdentityProviderManager identityProviders;
  private final CrossSiteCheck crossSiteCheck;

  public SignOutDoor(IdentityProviderManager identityProviders, CrossSiteCheck crossSiteCheck) {
    this.identityProviders = identityProviders;
    this.crossSiteCheck = crossSiteCheck;
  }

  @Override
  public void handle(RoutingContext request) {
    request.request().pause();
    if (!crossSiteCheck.passesWithSession(request.request())) {
      Refusal.of(GatewayProblems.CROSS_SITE).send(request);
      return;
    }
    QuarkusHttpUser.getSecurityIdentity(request, identityProviders)
        .subscribe()
        .with(
            identity -> {
              if (identity == null || identity.isAnonymous()) {
                Refusal.of(Problems.UNAUTHENTICATED).send(request);
              } else {
                request.next();
              }
            },
            failure -> AuthenticationFailures.refusal(request, failure).send(request));
  }
}
