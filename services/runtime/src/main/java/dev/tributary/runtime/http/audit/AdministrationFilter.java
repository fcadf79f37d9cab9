package dev.tributary.runtime.http.audit;

import com.fasterxml.jackson.databind.node.LongNode;
import dev.tributary.contracts.Ids;
import dev.tributary.contracts.audit.AdministrationEntry.Origin;
import dev.tributary.contracts.audit.AdministrationEntry.Outcome;
import dev.tributary.contracts.audit.AdministrationEntry.Result;
import dev.tributary.contracts.audit.FieldChange;
import dev.tributary.runtime.audit.Administration;
import dev.tributary.runtime.audit.ChangeTrail;
import dev.tributary.runtime.audit.RecordedRoutes;
import dev.tributary.runtime.audit.RecordedRoutes.Line;
import dev.tributary.runtime.audit.RecordedRoutes.Recording;
import dev.tributary.runtime.audit.RefusalCounts;
import dev.tributary.runtime.audit.RequestedChange;
import dev.tributary.runtime.config.TributaryConfig;
import dev.tributary.runtime.http.ClientAddress;
import dev.tributary.runtime.http.ProblemBody;
import dev.tributary.runtime.http.RequestId;
import dev.tributary.runtime.page.VersionNumbers;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.runtime.tenancy.Caller;
import dev.tributary.runtime.tenancy.RoleMatrix;
import dev.tributary.runtime.tenancy.RoleMatrix.Route;
import dev.tributary.runtime.tenancy.Tenant;
import dev.tributary.runtime.tenancy.Workspace;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import java.util.Optional;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Guarantees that every request that changes something leaves an entry, whatever its use case does.
 * If a transaction covers the change, the entry is written in that transaction. If none does, an
 * entry is written before the change. If neither has happened, an entry is written after the
 * request. {@link RefusalCounts} counts refused requests.
 *
 * <p>A service without a database has no trail, and no route with an entry.
 */
public class AdministrationFilter {
  private static final int FORBIDDEN = 403;

  /** Codes of refused attempts, besides those with the status 403. */
  private static final Set<String> REFUSALS = Set.of(Problems.SECRET_NEEDED.code());

  private final RecordedRoutes routes;
  private final RoleMatrix matrix;
  private final CurrentVertxRequest current;
  private final Tenant tenant;
  private final Administration administration;
  private final RefusalCounts refusals;
  private final Instance<ChangeTrail> trail;
  private final RequestId request;
  private final ClientAddress client;
  private final TributaryConfig config;
  private final Ids ids;

  @Inject
  public AdministrationFilter(
      RecordedRoutes routes,
      RoleMatrix matrix,
      CurrentVertxRequest current,
      Tenant tenant,
      Administration administration,
      RefusalCounts refusals,
      Instance<ChangeTrail> trail,
      RequestId request,
      ClientAddress client,
      TributaryConfig config,
      Ids ids) {
    this.routes = routes;
    this.matrix = matrix;
    this.current = current;
    this.tenant = tenant;
    this.administration = administration;
    this.refusals = refusals;
    this.trail = trail;
    this.request = request;
    this.client = client;
    this.config = config;
    this.ids = ids;
  }

  /**
   * Runs after the check of the role. If the intent cannot be written, nothing is changed. If the
   * path names no workspace, the use case records the intent with {@link ChangeTrail#intend}.
   */
  @ServerRequestFilter(priority = Priorities.USER + 100)
  public void before(ContainerRequestContext asked) {
    Optional<Caller> caller = tenant.recognised();
    Route route = route(asked).orElse(null);
    if (caller.isEmpty() || route == null) {
      return;
    }
    Line line = routes.of(route);
    if (line.how() == Recording.NONE) {
      return;
    }
    Workspace workspace = tenant.named().orElse(null);
    CalledPath path = path(route);
    RequestedChange requestedChange =
        new RequestedChange(
            ids.next(Ids.AUDIT_ENTRY),
            line.how(),
            caller.get().actor(),
            path.act(line.text()),
            origin(),
            workspace == null ? Set.of() : Set.of(workspace.id()),
            false);
    administration.begin(requestedChange);
    restoredVersion(path).ifPresent(administration::detail);
    if (line.how() == Recording.INTENT && workspace != null) {
      trail.get().requested(requestedChange);
    }
  }

  @ServerResponseFilter
  public void after(ContainerRequestContext asked, ContainerResponseContext answer) {
    int status = answer.getStatus();
    RequestedChange requestedChange = administration.requestedChange();
    boolean refused = isRefusal(answer);
    if (refused) {
      refused(asked, status);
    }
    if (requestedChange == null || administration.recorded()) {
      return;
    }
    boolean done = status < 400;
    if (requestedChange.how() == Recording.INTENT || done) {
      trail.get().settle(new Result(refused ? Outcome.REFUSED : outcome(status), status, 1));
    }
  }

  private static boolean isRefusal(ContainerResponseContext answer) {
    return answer.getStatus() == FORBIDDEN
        || (answer.getEntity() instanceof ProblemBody problem && REFUSALS.contains(problem.code()));
  }

  private static Outcome outcome(int status) {
    return status < 400 ? Outcome.DONE : Outcome.FAILED;
  }

  private void refused(ContainerRequestContext asked, int status) {
    Caller caller = tenant.recognised().orElse(null);
    Workspace workspace = tenant.named().orElse(null);
    Route route = route(asked).orElse(null);
    if (caller != null && workspace != null && route != null) {
      refusals.add(
          workspace.id(),
          caller.actor(),
          path(route).act(routes.operation(route)),
          status,
          origin());
    }
  }

  private Origin origin() {
    return new Origin(config.service(), request.value(), client.value());
  }

  private Optional<Route> route(ContainerRequestContext asked) {
    String method = asked.getMethod().equals("HEAD") ? "GET" : asked.getMethod();
    return matrix.find(method, current.getCurrent().normalizedPath());
  }

  private CalledPath path(Route route) {
    return CalledPath.of(route, current.getCurrent().normalizedPath());
  }

  /**
   * The version that the path names. The new content alone does not say from where it comes. A
   * version that is no number is not there, so nothing is changed.
   */
  private static Optional<FieldChange> restoredVersion(CalledPath path) {
    return path.value(CalledPath.VERSION)
        .flatMap(VersionNumbers::read)
        .map(version -> FieldChange.open("/restoredVersion", null, LongNode.valueOf(version)));
  }
}
