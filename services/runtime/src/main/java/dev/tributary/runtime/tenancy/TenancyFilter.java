package dev.tributary.runtime.tenancy;

import dev.tributary.runtime.problem.Problems;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import org.eclipse.microprofile.jwt.Claims;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/**
 * Admits a request if its token contains the role that {@link RoleMatrix} requires, in the
 * workspace of the path. A caller without any role in the workspace gets the answer that it does
 * not exist, so that nobody learns of another tenant.
 */
public class TenancyFilter {
  private static final String API = "/api/v1/";
  private static final String WORKSPACES = "/api/v1/workspaces/";

  private final RoleMatrix matrix;
  private final WorkspaceDirectory workspaces;
  private final CurrentIdentityAssociation identities;
  private final CurrentVertxRequest current;
  private final Tenant tenant;

  @Inject
  public TenancyFilter(
      RoleMatrix matrix,
      WorkspaceDirectory workspaces,
      CurrentIdentityAssociation identities,
      CurrentVertxRequest current,
      Tenant tenant) {
    this.matrix = matrix;
    this.workspaces = workspaces;
    this.identities = identities;
    this.current = current;
    this.tenant = tenant;
  }

  @ServerRequestFilter
  public void admit(ContainerRequestContext request) {
    // As the router matched it, without decoding: an encoded slash must not look like another
    // route.
    String path = current.getCurrent().normalizedPath();
    if (!path.startsWith(API)) {
      return;
    }
    Caller caller = caller();
    RoleMatrix.Route route = route(request.getMethod(), path);
    Workspace workspace = workspace(path, caller);
    tenant.recognise(caller, workspace);
    if (workspace != null) {
      HeldWorkspaces.require(workspace, request.getMethod(), path);
    }
    switch (route.needs()) {
      case AUTHENTICATED -> tenant.admit(caller, workspace);
      case INSTALLATION -> {
        if (!caller.installationAdmin()) {
          throw Problems.FORBIDDEN.problem("Only the installation's admin may do this");
        }
        tenant.admit(caller, workspace);
      }
      case ROLE -> {
        if (workspace == null) {
          throw Problems.NOT_FOUND.problem(Problems.NOT_FOUND.title());
        }
        Role held =
            caller
                .role(workspace.id())
                .orElseThrow(() -> Problems.FORBIDDEN.problem("The caller has no role here"));
        Role needed = route.role();
        if (needed == null || !held.includes(needed)) {
          throw Problems.FORBIDDEN.problem(
              "This requires the role %s, the caller has %s"
                  .formatted(needed == null ? "admin" : needed.wireName(), held.wireName()));
        }
        tenant.admit(caller, workspace);
      }
    }
  }

  private RoleMatrix.Route route(String method, String path) {
    return matrix
        .find(method.equals("HEAD") ? "GET" : method, path)
        .orElseThrow(() -> Problems.NOT_FOUND.problem(Problems.NOT_FOUND.title()));
  }

  private @Nullable Workspace workspace(String path, Caller caller) {
    if (!path.startsWith(WORKSPACES)) {
      return null;
    }
    int end = path.indexOf('/', WORKSPACES.length());
    String named = path.substring(WORKSPACES.length(), end < 0 ? path.length() : end);
    return workspaces
        .find(named)
        .filter(found -> caller.role(found.id()).isPresent())
        .orElseThrow(() ->
            workspaces.complete()
                ? Problems.NOT_FOUND.problem("There is no workspace " + named)
                : Problems.UNAVAILABLE.problem(WorkspaceDirectory.INCOMPLETE));
  }

  private Caller caller() {
    SecurityIdentity identity = identities.getIdentity();
    if (identity.isAnonymous() || !(identity.getPrincipal() instanceof JsonWebToken token)) {
      throw Problems.UNAUTHENTICATED.problem(Problems.UNAUTHENTICATED.title());
    }
    return Caller.of(
        token.getSubject(), token.getName(), token.getClaim(Claims.azp), identity.getRoles());
  }
}
