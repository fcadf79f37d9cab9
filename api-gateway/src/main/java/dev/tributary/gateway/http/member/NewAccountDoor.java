package dev.tributary.gateway.http.member;

import dev.tributary.contracts.access.Service;
import dev.tributary.gateway.http.ClientLimit;
import dev.tributary.gateway.http.ClientOrigin;
import dev.tributary.gateway.http.CrossSiteCheck;
import dev.tributary.gateway.http.GatewayProblems;
import dev.tributary.gateway.http.Refusal;
import dev.tributary.gateway.http.proxy.ServiceProxy;
import dev.tributary.gateway.limit.Allowance;
import dev.tributary.runtime.problem.Problems;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Admits requests for a new account: only from our own page, and within the limit of the caller's
 * address. The control plane opens the account; the token of an invitation's link authorises the
 * caller, who is not signed in yet.
 */
@ApplicationScoped
public class NewAccountDoor implements Handler<RoutingContext> {
  /** Not part of the API. */
  public static final String PATH = "/invitation/account";

  private final ClientLimit limit;
  private final CrossSiteCheck crossSiteCheck;
  private final ClientOrigin origin;
  private final ServiceProxy proxy;

  public NewAccountDoor(
      ClientLimit limit, CrossSiteCheck crossSiteCheck, ClientOrigin origin, ServiceProxy proxy) {
    this.limit = limit;
    this.proxy = proxy;
    this.origin = origin;
    this.crossSiteCheck = crossSiteCheck;
  }

  @Override
  public void handle(RoutingContext request) {
    request.request().pause();
    if (!crossSiteCheck.passes(request.request())) {
      Refusal.of(GatewayProblems.CROSS_SITE).send(request);
      return;
    }
    limit
        .take(origin.of(request))
        .subscribe()
        .with(
            allowance -> {
              switch (allowance) {
                case Allowance.Granted() -> proxy.pass(request, Service.CONTROL, PATH, null);
                case Allowance.Exhausted(int seconds) ->
                    new Refusal(Problems.RATE_LIMITED, Problems.RATE_LIMITED.title(), seconds)
                        .send(request);
              }
            },
            request::fail);
  }
}
