package dev.tributary.runtime.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.audit.AdministrationEntry;
import dev.tributary.contracts.audit.AdministrationEntry.Act;
import dev.tributary.contracts.audit.AdministrationEntry.Actor;
import dev.tributary.contracts.audit.AdministrationEntry.Origin;
import dev.tributary.contracts.audit.AdministrationEntry.Outcome;
import dev.tributary.contracts.audit.AdministrationEntry.Result;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.audit.RecordedRoutes.How;
import dev.tributary.runtime.audit.RecordedRoutes.Line;
import dev.tributary.runtime.config.TributaryConfig;
import dev.tributary.runtime.definitions.Outbox;
import dev.tributary.runtime.http.ClientAddress;
import dev.tributary.runtime.http.ProblemBody;
import dev.tributary.runtime.http.Problems;
import dev.tributary.runtime.http.RequestId;
import dev.tributary.runtime.postgres.RequestDatabase;
import dev.tributary.runtime.tenancy.Caller;
import dev.tributary.runtime.tenancy.RoleMatrix;
import dev.tributary.runtime.tenancy.RoleMatrix.Route;
import dev.tributary.runtime.tenancy.Tenant;
import dev.tributary.runtime.tenancy.Workspace;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import java.net.URLDecoder;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Guarantees that every request that changes something leaves an entry, whatever its use case does.
 * If a transaction covers the change, the entry is written in that transaction. If none does, an
 * entry is written before the change. If neither has happened, an entry is written after the
 * request. {@link Refusals} counts refused requests.
 */
public class AdministrationFilter {
  private static final Logger LOG = Logger.getLogger(AdministrationFilter.class);
  private static final int FORBIDDEN = 403;

  /** Codes of refused attempts, besides those with the status 403. */
  private static final Set<String> REFUSALS = Set.of(Problems.SECRET_NEEDED.code());

  /** The index of the path segment that names the workspace. */
  private static final int WORKSPACE = 4;

  private final RecordedRoutes routes;
  private final RoleMatrix matrix;
  private final CurrentVertxRequest current;
  private final Tenant tenant;
  private final Administration administration;
  private final Refusals refusals;
  private final RequestDatabase database;
  private final RequestId request;
  private final ClientAddress client;
  private final TributaryConfig config;
  private final Ids ids;
  private final Clock clock;

  @Inject
  public AdministrationFilter(
      RecordedRoutes routes,
      RoleMatrix matrix,
      CurrentVertxRequest current,
      Tenant tenant,
      Administration administration,
      Refusals refusals,
      RequestDatabase database,
      RequestId request,
      ClientAddress client,
      TributaryConfig config,
      Ids ids,
      Clock clock) {
    this.routes = routes;
    this.matrix = matrix;
    this.current = current;
    this.tenant = tenant;
    this.administration = administration;
    this.refusals = refusals;
    this.database = database;
    this.request = request;
    this.client = client;
    this.config = config;
    this.ids = ids;
    this.clock = clock;
  }

  /** Runs after the check of the role. If the intent cannot be written, nothing is changed. */
  @ServerRequestFilter(priority = Priorities.USER + 100)
  public void before(ContainerRequestContext asked) {
    Optional<Caller> caller = tenant.recognised();
    Route route = route(asked).orElse(null);
    if (caller.isEmpty() || route == null) {
      return;
    }
    Line line = routes.of(route);
    if (line.how() == How.NONE) {
      return;
    }
    // A change outside of any workspace can be recorded only after it names a workspace.
    How how = tenant.named().isEmpty() ? How.TRANSACTION : line.how();
    RequestedChange requestedChange =
        new RequestedChange(
            ids.next(Ids.AUDIT_ENTRY), how, actor(caller.get()), act(line.text(), route), origin());
    administration.begin(requestedChange);
    if (how == How.INTENT) {
      write(requestedChange, tenant.workspaceId(), new Result(Outcome.REQUESTED, null, 1));
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
    if (requestedChange.how() == How.INTENT || done) {
      settle(requestedChange, new Result(refused ? Outcome.REFUSED : outcome(status), status, 1));
    }
  }

  private static boolean isRefusal(ContainerResponseContext answer) {
    return answer.getStatus() == FORBIDDEN
        || (answer.getEntity() instanceof ProblemBody problem && REFUSALS.contains(problem.code()));
  }

  private static Outcome outcome(int status) {
    return status < 400 ? Outcome.DONE : Outcome.FAILED;
  }

  /** The change has already happened. Without this entry, its outcome stays unknown. */
  private void settle(RequestedChange requestedChange, Result result) {
    Workspace workspace = tenant.named().orElse(null);
    if (workspace == null) {
      return;
    }
    try {
      write(requestedChange, workspace.id(), result);
    } catch (RuntimeException e) {
      LOG.warnf(
          "The outcome of %s stays unknown in the trail of administration: %s",
          requestedChange.id(), e.getMessage());
    }
  }

  private void write(RequestedChange requestedChange, WorkspaceId workspace, Result result) {
    AdministrationEntry entry =
        requestedChange.entry(
            requestedChange.id(),
            workspace,
            clock.instant(),
            requestedChange.act(),
            result,
            administration.details());
    database.unwitnessed(
        workspace,
        tx -> {
          Outbox.add(tx, entry);
          return entry;
        });
  }

  private void refused(ContainerRequestContext asked, int status) {
    Caller caller = tenant.recognised().orElse(null);
    Workspace workspace = tenant.named().orElse(null);
    Route route = route(asked).orElse(null);
    if (caller != null && workspace != null && route != null) {
      refusals.add(
          workspace.id(), actor(caller), act(routes.operation(route), route), status, origin());
    }
  }

  private Origin origin() {
    return new Origin(config.service(), request.value(), client.value());
  }

  private Optional<Route> route(ContainerRequestContext asked) {
    String method = asked.getMethod().equals("HEAD") ? "GET" : asked.getMethod();
    return matrix.find(method, current.getCurrent().normalizedPath());
  }

  private static Actor actor(Caller caller) {
    return new Actor(
        caller.subject(), caller.name(), caller.person() ? Actor.Kind.PERSON : Actor.Kind.PROGRAM);
  }

  /** The object of the action is the one that the path's last parameter names. */
  private Act act(String operation, Route route) {
    String[] template = route.path().split("/", -1);
    String[] called = current.getCurrent().normalizedPath().split("/", -1);
    for (int i = template.length - 1; i > WORKSPACE; i--) {
      if (template[i].startsWith("{") && i < called.length) {
        String kind = template[i].substring(1, template[i].length() - 1);
        return new Act(operation, kind, URLDecoder.decode(called[i], UTF_8), null);
      }
    }
    return new Act(operation, null, null, null);
  }
}
