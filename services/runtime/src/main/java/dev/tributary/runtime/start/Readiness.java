package dev.tributary.runtime.start;

import dev.tributary.runtime.definitions.DefinitionView;
import dev.tributary.runtime.loop.ExactlyOnceLoop;
import dev.tributary.runtime.postgres.Migrations;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.sql.Connection;
import java.sql.SQLException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.jspecify.annotations.Nullable;

/** Ready when topics, schema, definitions and loops are; otherwise each reason is named. */
@org.eclipse.microprofile.health.Readiness
public class Readiness implements HealthCheck {
  private final Startup startup;
  private final Migrations migrations;
  private final AgroalDataSource worker;
  private final Instance<DefinitionView> views;
  private final Instance<ExactlyOnceLoop> loops;
  private final boolean databaseNeeded;

  public Readiness(
      Startup startup,
      Migrations migrations,
      @DataSource("worker") AgroalDataSource worker,
      @Any Instance<DefinitionView> views,
      @Any Instance<ExactlyOnceLoop> loops,
      @ConfigProperty(name = "tributary.ready-without-database", defaultValue = "false")
          boolean readyWithoutDatabase) {
    this.startup = startup;
    this.migrations = migrations;
    this.worker = worker;
    this.views = views;
    this.loops = loops;
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
    String schema = schemaProblem();
    if (schema != null) {
      response.withData("database", schema);
      ready &= !databaseNeeded;
    }
    for (DefinitionView view : views) {
      if (!view.caughtUp()) {
        response.withData(view.topic().topicName(), "Still reading the definitions");
        ready = false;
      }
    }
    for (ExactlyOnceLoop loop : loops) {
      if (loop.failing()) {
        response.withData("loop", "A partition cannot be claimed or applied; see the log");
        ready = false;
      }
    }
    return response.status(ready).build();
  }

  private @Nullable String schemaProblem() {
    try (Connection connection = worker.getConnection()) {
      return migrations.mismatch(connection);
    } catch (SQLException e) {
      return "The database cannot be asked: " + e.getMessage();
    }
  }
}
