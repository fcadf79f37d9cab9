package dev.tributary.gateway.http;

import dev.tributary.gateway.routing.Service;
import dev.tributary.gateway.start.GatewayConfig;
import dev.tributary.runtime.http.ForwardedClient;
import dev.tributary.runtime.http.TrustedProxies;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;

/**
 * From which address a request came, found once when it is received: that of whoever connects, or
 * what the proxies that an operator trusts have appended. A client's own claim never counts; only
 * this gateway itself, which sends approved changes through its front door, may name another.
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

  /** Before anybody asks; {@link ForwardedClient} reads it in our own resources. */
  void receive(RoutingContext request, String requestId) {
    MultiMap headers = request.request().headers();
    String told =
        tokens.client(Service.GATEWAY).read(headers.get(ForwardedClient.HEADER), requestId);
    String address = told == null ? proxies.clientOf(request.request()) : told;
    headers.remove(ForwardedClient.HEADER);
    if (address != null) {
      request.put(KEY, address);
      tell(Service.GATEWAY, headers, address, requestId);
    }
  }

  /** For a limit; all whose address cannot be told share one. */
  String of(RoutingContext request) {
    @Nullable String address = request.get(KEY);
    return address == null ? UNKNOWN : address;
  }

  /** What the service is told, instead of what the gateway was. */
  void forward(RoutingContext request, Service service) {
    MultiMap headers = request.request().headers();
    @Nullable String address = request.get(KEY);
    headers.remove(ForwardedClient.HEADER);
    if (address != null) {
      headers.set("X-Forwarded-For", address);
      tell(service, headers, address, Refusal.requestId(request));
    }
  }

  private void tell(Service service, MultiMap headers, String address, String requestId) {
    headers.set(ForwardedClient.HEADER, tokens.client(service).of(address, requestId));
  }
}
