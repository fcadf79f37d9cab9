package dev.tributary.contracts.access;

import java.util.Locale;

/**
 * A service of an installation. Its label is its name in settings of addresses, and in receipts.
 */
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
