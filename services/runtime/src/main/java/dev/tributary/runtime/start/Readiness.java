package dev.tributary.runtime.start;

import dev.tributary.runtime.view.DefinitionView;
import io.smallrye.health.api.HealthGroup;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/**
 * Ready when topics, schema and definitions are there; otherwise each reason is named. It is
 * separate from {@link LoopReadiness}, because an instance whose loop has stopped can still answer.
 * If the loops of all instances of a service stop, removing the instances from traffic would also
 * remove the pages on which people see the cause and repair it.
 */
@org.eclipse.microprofile.health.Readiness
@HealthGroup(Readiness.TRAFFIC)
public class Readiness implements HealthCheck {
  /** The health group for load balancers: {@code /q/health/group/traffic}. */
  static final String TRAFFIC = "traffic";

  private final Startup startup;
  private final Instance<DatabaseSchema> schemas;
  private final Instance<DefinitionView> views;
  private final boolean databaseNeeded;

  public Readiness(
      Startup startup,
      Instance<DatabaseSchema> schemas,
      @Any Instance<DefinitionView> views,
      @ConfigProperty(name = "tributary.ready-without-database", defaultValue = "false")
          boolean readyWithoutDatabase) {
    this.startup = startup;
    this.schemas = schemas;
    this.views = views;
    this.databaseNeeded = !readyWithoutDatabase;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response = HealthCheckResponse.named("tributary");
    boolean ready = true;
    if (!startup.topicsChecked()) {
      response.withData("topics", startup.topicsProblem());
      ready = false;
    }
    String schema = schemas.isResolvable() ? schemas.get().problem() : null;
    if (schema != null) {
      response.withData("database", schema);
      ready &= !databaseNeeded;
    }
    for (DefinitionView view : views) {
      if (!view.caughtUp()) {
        response.withData(view.topic().topicName(), "Still reading the definitions");
        ready = false;
      } else if (view.stalled()) {
        response.withData(
            view.topic().topicName(), "Has old definitions, and begins to read them again");
        ready = false;
      }
    }
    return response.status(ready).build();
  }
}
