package dev.tributary.gateway.routing;

import java.util.Locale;

/** Who answers; the name is that of its setting, {@code tributary.gateway.services.<name>}. */
public enum Service {
  GATEWAY("api-gateway"),
  COLLECTOR("event-collector"),
  IDENTITY("identity-resolution"),
  AUDIENCES("audience-builder"),
  DESTINATIONS("destinations"),
  WAREHOUSE("warehouse-ingestion");

  private final String component;

  Service(String component) {
    this.component = component;
  }

  /** What the service calls itself. */
  public String component() {
    return component;
  }

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
