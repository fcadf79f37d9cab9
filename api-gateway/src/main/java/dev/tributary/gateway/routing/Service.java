package dev.tributary.gateway.routing;

import java.util.Locale;

/** A service; its name is that of its setting, {@code tributary.gateway.services.<name>}. */
public enum Service {
  GATEWAY("api-gateway"),
  COLLECTOR("event-collector"),
  IDENTITY("identity-resolution"),
  AUDIENCES("audience-builder"),
  DESTINATIONS("destinations"),
  WAREHOUSE("warehouse-ingestion"),
  CONTROL("control-plane");

  private final String component;

  Service(String component) {
    this.component = component;
  }

  /** The component name of the service. */
  public String component() {
    return component;
  }

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
