package dev.tributary.control.start;

import dev.tributary.control.postgres.KnownWorkspaces;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.jspecify.annotations.Nullable;

/** Not ready if the former database of the api-gateway was not taken over. */
@Readiness
public class TakeoverReadiness implements HealthCheck {
  private final KnownWorkspaces workspaces;

  public TakeoverReadiness(KnownWorkspaces workspaces) {
    this.workspaces = workspaces;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response = HealthCheckResponse.named("workspaces");
    String problem = problem();
    if (problem != null) {
      response.withData("database", problem);
    }
    return response.status(problem == null).build();
  }

  /** Another check reports a database that does not answer. */
  private @Nullable String problem() {
    try {
      return workspaces.problem();
    } catch (RuntimeException e) {
      return null;
    }
  }
}
