package dev.tributary.gateway.http;

import dev.tributary.gateway.limit.Allowance;
import dev.tributary.runtime.http.Problems;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;

/** The way to a new account: from our own page, within the limit of the caller's address. */
@ApplicationScoped
public class NewAccountDoor implements Handler<RoutingContext> {
  private final ClientLimit limit;
  private final CrossSiteCheck crossSiteCheck;

  public NewAccountDoor(ClientLimit limit, CrossSiteCheck crossSiteCheck) {
    this.limit = limit;
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
        .take(request.request().remoteAddress().hostAddress())
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
