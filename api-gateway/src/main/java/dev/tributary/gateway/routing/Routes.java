package dev.tributary.gateway.routing;

import static dev.tributary.contracts.access.Service.AUDIENCES;
import static dev.tributary.contracts.access.Service.COLLECTOR;
import static dev.tributary.contracts.access.Service.CONTROL;
import static dev.tributary.contracts.access.Service.DESTINATIONS;
import static dev.tributary.contracts.access.Service.GATEWAY;
import static dev.tributary.contracts.access.Service.IDENTITY;
import static dev.tributary.contracts.access.Service.WAREHOUSE;

import dev.tributary.contracts.access.Service;
import java.util.List;
import java.util.Optional;

/** The table of routes. The first match counts, so narrower patterns come first. */
public final class Routes {

  /** Below {@code /api/v1/workspaces/{workspace}}. */
  private static final List<Route> OF_WORKSPACE =
      List.of(
          Route.to(CONTROL, "api-clients"),
          Route.to(CONTROL, "members"),
          Route.to(CONTROL, "restore"),
          Route.to(CONTROL, "invitations"),
          Route.to(CONTROL, "change-requests"),
          Route.to(CONTROL, "changes"),
          Route.to(CONTROL, "clock"),
          Route.to(CONTROL, "pipeline"),
          Route.to(CONTROL, "alerts"),
          Route.to(CONTROL, "alert-rules"),
          Route.to(CONTROL, "alert-settings"),
          Route.to(COLLECTOR, "sources"),
          Route.to(AUDIENCES, "profiles/audiences"),
          Route.to(AUDIENCES, "profiles/*/audiences"),
          Route.to(DESTINATIONS, "profiles/*/deliveries"),
          Route.to(AUDIENCES, "events/*/audiences"),
          Route.to(AUDIENCES, "quarantine/audience-builder"),
          Route.to(DESTINATIONS, "quarantine/destinations"),
          Route.to(CONTROL, "quarantine/control-plane"),
          Route.to(CONTROL, "audit"),
          Route.to(IDENTITY, "profiles"),
          Route.to(IDENTITY, "events"),
          Route.to(IDENTITY, "quarantine"),
          Route.to(IDENTITY, "traits"),
          Route.to(IDENTITY, "purposes"),
          Route.to(IDENTITY, "identity"),
          Route.to(AUDIENCES, "audiences"),
          Route.to(AUDIENCES, "audience-trends"),
          Route.to(AUDIENCES, "catalogue"),
          Route.to(DESTINATIONS, "connectors"),
          Route.to(DESTINATIONS, "destinations"),
          Route.to(DESTINATIONS, "syncs"),
          Route.to(DESTINATIONS, "deliveries"),
          Route.to(DESTINATIONS, "inbox"),
          Route.to(WAREHOUSE, "warehouses"),
          Route.to(WAREHOUSE, "models"),
          Route.to(WAREHOUSE, "runs"));

  /** Below {@code /api/v1}, of no workspace. */
  private static final List<Route> OF_INSTALLATION =
      List.of(
          Route.to(CONTROL, "workspace-deletions"),
          Route.to(CONTROL, "me/invitations"),
          Route.to(GATEWAY, "me"),
          Route.to(GATEWAY, "openapi.json"),
          Route.to(CONTROL, "ticker"));

  private Routes() {}

  /** Empty if no service answers this path. */
  public static Optional<Service> serviceFor(ApiPath path) {
    return switch (path) {
      case ApiPath.OfWorkspace(String _, List<String> rest) ->
          rest.isEmpty() ? Optional.of(CONTROL) : first(OF_WORKSPACE, rest);
      case ApiPath.Workspaces() -> Optional.of(CONTROL);
      case ApiPath.OfInstallation(List<String> rest) -> first(OF_INSTALLATION, rest);
    };
  }

  private static Optional<Service> first(List<Route> routes, List<String> segments) {
    return routes.stream().filter(route -> route.matches(segments)).map(Route::service).findFirst();
  }
}
