package dev.tributary.runtime.http.installation;

import dev.tributary.contracts.access.Service;
import jakarta.ws.rs.core.UriBuilder;
import java.net.URI;
import java.util.Optional;

/**
 * The addresses of the services that a service calls. A service declares its settings as a {@code
 * ConfigMapping} that extends this interface, and adds the service that only it calls. It is no
 * mapping itself, because most services have no such settings.
 */
public interface Upstreams {

  /** The event collector's management API. */
  URI collector();

  URI identity();

  URI audiences();

  URI destinations();

  URI warehouse();

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

    Optional<URI> control();
  }

  /**
   * @throws IllegalArgumentException for a service that this one does not call
   */
  default URI of(Service service) {
    return switch (service) {
      case COLLECTOR -> collector();
      case IDENTITY -> identity();
      case AUDIENCES -> audiences();
      case DESTINATIONS -> destinations();
      case WAREHOUSE -> warehouse();
      case GATEWAY, CONTROL -> throw new IllegalArgumentException("No address of " + service);
    };
  }

  /**
   * The service's management address: the configured one, or the common port at its host.
   *
   * @throws IllegalArgumentException for a service that this one does not call
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
          case CONTROL -> management().control();
        };
    return given.orElseGet(
        () -> UriBuilder.fromUri(api).port(management().port()).replacePath("").build());
  }
}
