package dev.tributary.gateway.http;

import dev.tributary.contracts.KeyHash;
import dev.tributary.gateway.routing.Service;
import dev.tributary.runtime.http.ForwardedClient;
import dev.tributary.runtime.http.installation.ServiceToken;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HexFormat;

/**
 * The tokens by which the gateway authenticates itself to each service. The collector, which is
 * reachable from the internet, has its own key secret: its tokens are not valid at other services.
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

  public ServiceTokens(KeyHash keys, KeyHash collector) {
    this.keys = keys;
    this.collector = collector;
  }

  public String of(Service service) {
    return new ServiceToken(keys(service), service.component()).value();
  }

  /** Writes the address of a request's client for a service. */
  ForwardedClient client(Service service) {
    return new ForwardedClient(keys(service), service.component());
  }

  private KeyHash keys(Service service) {
    return service == Service.COLLECTOR ? collector : keys;
  }
}
