package dev.tributary.runtime.http.installation;

import dev.tributary.contracts.KeyHash;
import dev.tributary.contracts.access.Service;
import dev.tributary.runtime.http.ForwardedClient;
import java.util.HexFormat;

/**
 * The tokens by which a service authenticates itself to each other service. The collector, which is
 * reachable from the internet, has its own key secret: its tokens are not valid at other services.
 * Immutable.
 */
public final class ServiceTokens {
  private final KeyHash keys;
  private final KeyHash collector;

  public ServiceTokens(KeyHash keys, KeyHash collector) {
    this.keys = keys;
    this.collector = collector;
  }

  /**
   * @param collectorKeySecret the key secret of the collector, hex
   */
  public static ServiceTokens of(KeyHash keys, String collectorKeySecret) {
    return new ServiceTokens(keys, new KeyHash(HexFormat.of().parseHex(collectorKeySecret)));
  }

  public String of(Service service) {
    return new ServiceToken(keys(service), service.component()).value();
  }

  /** Writes the address of a request's client for a service. */
  public ForwardedClient client(Service service) {
    return new ForwardedClient(keys(service), service.component());
  }

  private KeyHash keys(Service service) {
    return service == Service.COLLECTOR ? collector : keys;
  }
}
