package dev.tributary.gateway.http.member;

import dev.tributary.gateway.http.ClientLimit;
import dev.tributary.gateway.http.ClientOrigin;
import dev.tributary.gateway.http.CrossSiteCheck;
import dev.tributary.gateway.http.GatewayProblems;
import dev.tributary.gateway.http.Refusal;
import dev.tributary.gateway.limit.Allowance;
import dev.tributary.runtime.http.Problems;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Admits requests for a new account: only from our own page, and within the limit of the caller's
 * address.
 */
@ApplicationScoped
public class NewAccountDoor implements Handler<RoutingContext> {
  private final ClientLimit limit;
  private final CrossSiteCheck crossSiteCheck;
  private final ClientOrigin origin;

  public NewAccountDoor(ClientLimit limit, CrossSiteCheck crossSiteCheck, ClientOrigin origin) {
    this.limit = limit;
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
                case Allowance.Granted() -> request.next();
                case Allowance.Exhausted(int seconds) ->
                    new Refusal(Problems.RATE_LIMITED, Problems.RATE_LIMITED.title(), seconds)
                        .send(request);
              }
            },
            request::fail);
  }
}
