package dev.tributary.gateway.routing;

import java.util.Locale;

/** Who answers; the name is that of its setting, {@code tributary.gateway.services.<name>}. */
public enum Service {
  GATEWAY,
  COLLECTOR,
  IDENTITY,
  AUDIENCES,
  DESTINATIONS,
  WAREHOUSE;

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
