package dev.tributary.gateway.http;

import dev.tributary.contracts.KeyHash;
import dev.tributary.gateway.routing.Service;
import dev.tributary.gateway.start.GatewayConfig;
import dev.tributary.runtime.http.ForwardedClient;
import dev.tributary.runtime.http.ServiceToken;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HexFormat;

/**
 * What the gateway proves itself with to each service. The collector, which the internet reaches,
 * has a key secret of its own: what proves something to it proves nothing to another service.
 * Immutable.
 */
@ApplicationScoped
public class ServiceTokens {
  private final KeyHash keys;
  private final KeyHash collector;

  @Inject
  public ServiceTokens(KeyHash keys, GatewayConfig config) {
    this(keys, new KeyHash(HexFormat.of().parseHex(config.collectorKeySecret())));
  }

  ServiceTokens(KeyHash keys, KeyHash collector) {
    this.keys = keys;
    this.collector = collector;
  }

  String of(Service service) {
    return new ServiceToken(keys(service), service.component()).value();
  }

  /** Tells the service from which address a request came. */
  ForwardedClient client(Service service) {
    return new ForwardedClient(keys(service), service.component());
  }

  private KeyHash keys(Service service) {
    return service == Service.COLLECTOR ? collector : keys;
  }
}
