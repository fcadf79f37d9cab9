package dev.tributary.control.http.service;

import dev.tributary.contracts.access.Service;
import io.smallrye.config.ConfigMapping;
import jakarta.ws.rs.core.UriBuilder;
import java.net.URI;
import java.util.Optional;

/** The addresses of the services. */
@ConfigMapping(prefix = "tributary.control.services")
public interface Upstreams {

  /** The event collector's management API. */
  URI collector();

  URI identity();

  URI audiences();

  URI destinations();

  URI warehouse();

  /** The gateway, inside of the installation. */
  URI gateway();

  /** Their addresses for other services. */
  Management management();

  /** Ports for health, documents and requests between services. */
  interface Management {

    /** The management port of each service without an address of its own. */
    int port();

    Optional<URI> collector();

    Optional<URI> identity();

    Optional<URI> audiences();

    Optional<URI> destinations();

    Optional<URI> warehouse();

    Optional<URI> gateway();
  }

  /**
   * @throws IllegalArgumentException for the control plane itself
   */
  default URI of(Service service) {
    return switch (service) {
      case COLLECTOR -> collector();
      case IDENTITY -> identity();
      case AUDIENCES -> audiences();
      case DESTINATIONS -> destinations();
      case WAREHOUSE -> warehouse();
      case GATEWAY -> gateway();
      case CONTROL -> throw new IllegalArgumentException("The control plane answers by itself");
    };
  }

  /**
   * The service's management address: the configured one, or the common port at its host.
   *
   * @throws IllegalArgumentException for the control plane itself
   */
  default URI managementOf(Service service) {
    URI api = of(service);
    Optional<URI> given =
        switch (service) {
          case COLLECTOR -> management().collector();
          case IDENTITY -> management().identity();
          case AUDIENCES -> management().audiences();
          case DESTINATIONS -> management().destinations();
          case WAREHOUSE -> management().warehouse();
          case GATEWAY -> management().gateway();
          case CONTROL -> Optional.empty();
        };
    return given.orElseGet(
        () -> UriBuilder.fromUri(api).port(management().port()).replacePath("").build());
  }
}
