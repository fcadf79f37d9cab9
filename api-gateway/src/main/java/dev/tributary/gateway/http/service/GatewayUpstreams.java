package dev.tributary.gateway.http.service;

import dev.tributary.contracts.access.Service;
import dev.tributary.runtime.http.installation.Upstreams;
import io.smallrye.config.ConfigMapping;
import java.net.URI;

/** The addresses of the services that the gateway calls. */
@ConfigMapping(prefix = "tributary.gateway.services")
public interface GatewayUpstreams extends Upstreams {

  /** The control plane's API. */
  URI control();

  @Override
  default URI of(Service service) {
    return service == Service.CONTROL ? control() : Upstreams.super.of(service);
  }
}
