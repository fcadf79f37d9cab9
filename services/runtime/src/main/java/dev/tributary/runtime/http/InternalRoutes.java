package dev.tributary.runtime.http;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Hides what services ask each other for from everybody else who reaches their port, such as a
 * destination whose address is that of a service.
 */
public class InternalRoutes {
  private static final String INTERNAL = "/internal/";

  private final ServiceToken token;
  private final CurrentVertxRequest current;

  @Inject
  public InternalRoutes(ServiceToken token, CurrentVertxRequest current) {
    this.token = token;
    this.current = current;
  }

  @ServerRequestFilter
  public void admit(ContainerRequestContext request) {
    if (current.getCurrent().normalizedPath().startsWith(INTERNAL)
        && !token.matches(request.getHeaderString(ServiceToken.HEADER))) {
      throw Problems.NOT_FOUND.problem(Problems.NOT_FOUND.title());
    }
  }
}
