package dev.tributary.gateway.http.door;

import dev.tributary.contracts.access.Service;
import dev.tributary.contracts.audit.AdministrationEntry.Origin;
import dev.tributary.gateway.http.ClientOrigin;
import dev.tributary.gateway.http.Refusal;
import dev.tributary.runtime.audit.RecordedRoutes;
import dev.tributary.runtime.audit.RefusalCounts;
import dev.tributary.runtime.http.audit.CalledPath;
import dev.tributary.runtime.tenancy.Caller;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Counts the requests that the role of their caller does not include, for the trail of
 * administration, as the {@code AdministrationFilter} of a service counts the requests that the
 * service refuses.
 */
@ApplicationScoped
public class RefusedRequests {
  private final RefusalCounts refusals;
  private final RecordedRoutes routes;
  private final ClientOrigin origin;

  public RefusedRequests(RefusalCounts refusals, RecordedRoutes routes, ClientOrigin origin) {
    this.refusals = refusals;
    this.routes = routes;
    this.origin = origin;
  }

  void add(RoutingContext request, Caller caller, WorkspaceAccess.RoleMissing refused) {
    CalledPath path = CalledPath.of(refused.route(), request.normalizedPath());
    refusals.add(
        refused.workspace(),
        caller.actor(),
        path.act(routes.operation(refused.route())),
        refused.refusal().status(),
        new Origin(
            Service.GATEWAY.component(), Refusal.requestId(request), origin.address(request)));
  }
}
