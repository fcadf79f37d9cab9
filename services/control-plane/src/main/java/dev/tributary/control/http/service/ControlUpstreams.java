package dev.tributary.control.http.service;

import dev.tributary.contracts.access.Service;
import dev.tributary.runtime.http.installation.Upstreams;
import io.smallrye.config.ConfigMapping;
import java.net.URI;

/** The addresses of the services that the control plane calls. */
@ConfigMapping(prefix = "tributary.control.services")
public interface ControlUpstreams extends Upstreams {

  /** The gateway, inside of the installation. */
  URI gateway();

  @Override
  default URI of(Service service) {
    return service == Service.GATEWAY ? gateway() : Upstreams.super.of(service);
  }
}
