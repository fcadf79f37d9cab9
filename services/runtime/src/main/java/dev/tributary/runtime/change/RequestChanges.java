package dev.tributary.runtime.change;

import dev.tributary.contracts.change.ChangeSubject;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.audit.RecordedRoutes;
import dev.tributary.runtime.tenancy.RoleMatrix;
import dev.tributary.runtime.tenancy.Tenant;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * The changes that users and API clients make: each request that leaves an entry in the audit trail
 * and succeeds. The path of the request names the subject and the changed objects. The filter runs
 * after the use case, so the change is committed.
 */
public class RequestChanges {
  /**
   * The number of segments before the objects: an empty one, api, v1, workspaces, the workspace.
   */
  private static final int OBJECTS = 5;

  private static final Pattern ID = Pattern.compile("[a-z]{3}_[0-9a-f-]{36}");

  private final RecordedRoutes routes;
  private final RoleMatrix matrix;
  private final CurrentVertxRequest current;
  private final Tenant tenant;
  private final Instance<ChangesPublisher> changes;

  /**
   * @param changes none in a service that publishes no changes
   */
  @Inject
  public RequestChanges(
      RecordedRoutes routes,
      RoleMatrix matrix,
      CurrentVertxRequest current,
      Tenant tenant,
      Instance<ChangesPublisher> changes) {
    this.routes = routes;
    this.matrix = matrix;
    this.current = current;
    this.tenant = tenant;
    this.changes = changes;
  }

  @ServerResponseFilter
  public void after(ContainerRequestContext asked, ContainerResponseContext answer) {
    if (changes.isUnsatisfied() || !mayChange(asked.getMethod()) || answer.getStatus() >= 400) {
      return;
    }
    String path = current.getCurrent().normalizedPath();
    boolean recorded =
        matrix
            .find(asked.getMethod(), path)
            .map(routes::of)
            .filter(line -> line.how() != RecordedRoutes.Recording.NONE)
            .isPresent();
    if (recorded) {
      tenant.named().ifPresent(workspace -> changed(workspace.id(), path));
    }
  }

  private static boolean mayChange(String method) {
    return !method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD);
  }

  private void changed(WorkspaceId workspace, String path) {
    List<String> segments = Arrays.asList(path.split("/"));
    if (segments.size() <= OBJECTS) {
      return;
    }
    List<String> ids =
        segments.subList(OBJECTS + 1, segments.size()).stream()
            .filter(each -> ID.matcher(each).matches())
            .toList();
    ChangeSubject.named(segments.get(OBJECTS))
        .ifPresent(subject -> changes.get().changed(workspace, subject, ids));
  }
}
