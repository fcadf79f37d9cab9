package dev.tributary.gateway.http;

import dev.tributary.contracts.access.Service;
import dev.tributary.runtime.http.ForwardedClient;
import dev.tributary.runtime.http.TrustedProxies;
import dev.tributary.runtime.http.installation.ServiceTokens;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;

/**
 * The address from which a request came. It is determined once, when the request is received: the
 * address of the connection, or the address that the operator's trusted proxies have appended. A
 * client's own claim never counts. Only a service of the installation may name another address: the
 * control plane sends approved changes through the front door.
 */
@ApplicationScoped
public class ClientOrigin {
  private static final String KEY = ClientOrigin.class.getName();
  private static final String UNKNOWN = "unknown";

  private final TrustedProxies proxies;
  private final ServiceTokens tokens;

  @Inject
  public ClientOrigin(GatewayConfig config, ServiceTokens tokens) {
    this(new TrustedProxies(config.trustedProxies()), tokens);
  }

  ClientOrigin(TrustedProxies proxies, ServiceTokens tokens) {
    this.proxies = proxies;
    this.tokens = tokens;
  }

  /**
   * Must run before {@link #of}; {@link ForwardedClient} reads the address in our own resources.
   */
  public void receive(RoutingContext request, String requestId) {
    MultiMap headers = request.request().headers();
    String named =
        tokens.client(Service.GATEWAY).read(headers.get(ForwardedClient.HEADER), requestId);
    String address = named == null ? proxies.clientOf(request.request()) : named;
    headers.remove(ForwardedClient.HEADER);
    if (address != null) {
      request.put(KEY, address);
      setHeader(Service.GATEWAY, headers, address, requestId);
    }
  }

  /** The address for a limit. All requests with an unknown address share one limit. */
  public String of(RoutingContext request) {
    @Nullable String address = address(request);
    return address == null ? UNKNOWN : address;
  }

  /** The address for the trail of administration; null if it is unknown. */
  public @Nullable String address(RoutingContext request) {
    return request.get(KEY);
  }

  /** Replaces the headers for the gateway by the headers for the service. */
  public void forward(RoutingContext request, Service service) {
    MultiMap headers = request.request().headers();
    @Nullable String address = address(request);
    headers.remove(ForwardedClient.HEADER);
    if (address != null) {
      headers.set("X-Forwarded-For", address);
      setHeader(service, headers, address, Refusal.requestId(request));
    }
  }

  private void setHeader(Service service, MultiMap headers, String address, String requestId) {
    headers.set(ForwardedClient.HEADER, tokens.client(service).of(address, requestId));
  }
}
