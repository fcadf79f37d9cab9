package dev.tributary.local.launch;

import static dev.tributary.local.launch.Prerequisite.KAFKA;
import static dev.tributary.local.launch.Prerequisite.KEYCLOAK;
import static dev.tributary.local.launch.Prerequisite.POSTGRES;
import static dev.tributary.local.launch.Prerequisite.REDIS;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One of our services, as the launcher knows it.
 *
 * @param preferredManagementPort the port for health and for other services, or null if it uses one
 *     port for all
 * @param database the name of its own database, or null if it has none
 */
public record Service(
    String name,
    String folder,
    int preferredPort,
    @Nullable Integer preferredManagementPort,
    @Nullable String database,
    Set<Prerequisite> prerequisites) {

  public static final Service GATEWAY =
      new Service("api-gateway", "api-gateway", 8080, 9080, null, Set.of(KAFKA, REDIS, KEYCLOAK));
  public static final Service COLLECTOR =
      new Service(
          "event-collector",
          "services/event-collector",
          8081,
          9081,
          "collector",
          Set.of(KAFKA, POSTGRES, REDIS, KEYCLOAK));
  public static final Service IDENTITY =
      new Service(
          "identity-resolution",
          "identity-resolution",
          8082,
          9082,
          "identity",
          Set.of(KAFKA, POSTGRES, REDIS, KEYCLOAK));
  public static final Service AUDIENCE =
      new Service(
          "audience-builder",
          "audience-builder",
          8083,
          9083,
          "audience",
          Set.of(KAFKA, POSTGRES, REDIS, KEYCLOAK));
  public static final Service DESTINATIONS =
      new Service(
          "destinations",
          "destinations",
          8084,
          9084,
          "destinations",
          Set.of(KAFKA, POSTGRES, REDIS, KEYCLOAK));
  public static final Service WAREHOUSE =
      new Service(
          "warehouse-ingestion",
          "services/warehouse-ingestion",
          8085,
          9085,
          "warehouse",
          Set.of(KAFKA, POSTGRES, REDIS, KEYCLOAK));
  public static final Service CONTROL =
      new Service(
          "control-plane",
          "services/control-plane",
          8087,
          9087,
          "control",
          Set.of(KAFKA, POSTGRES, REDIS, KEYCLOAK));
  public static final Service SANDBOX =
      new Service("sandbox", "services/sandbox", 8086, null, null, Set.of());

  /** Every service, the slowest to start first. */
  public static final List<Service> ALL =
      List.of(GATEWAY, DESTINATIONS, CONTROL, WAREHOUSE, AUDIENCE, IDENTITY, COLLECTOR, SANDBOX);

  /** Where its build puts the runnable application. */
  public Path application(Path root) {
    return root.resolve(folder).resolve("target/quarkus-app");
  }
}
