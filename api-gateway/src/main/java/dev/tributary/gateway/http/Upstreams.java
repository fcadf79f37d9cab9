package dev.tributary.gateway.http;

import dev.tributary.gateway.routing.Service;
import io.smallrye.config.ConfigMapping;
import java.net.URI;

/** Where the services listen. */
@ConfigMapping(prefix = "tributary.gateway.services")
public interface Upstreams {

  /** The event collector's management API. */
  URI collector();

  URI identity();

  URI audiences();

  URI destinations();

  URI warehouse();

  /**
   * @throws IllegalArgumentException for the gateway, which has no upstream
   */
  default URI of(Service service) {
    return switch (service) {
      case COLLECTOR -> collector();
      case IDENTITY -> identity();
      case AUDIENCES -> audiences();
      case DESTINATIONS -> destinations();
      case WAREHOUSE -> warehouse();
      case GATEWAY -> throw new IllegalArgumentException("The gateway answers by itself");
    };
  }
}
