package dev.tributary.runtime.http;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.RequestScoped;
import org.jspecify.annotations.Nullable;

/**
 * The address of the client behind the current request. If the gateway sent the request, it is the
 * address that the gateway gives. Otherwise, it is the address of the peer.
 */
@RequestScoped
public class ClientAddress {
  private static final TrustedProxies NONE = new TrustedProxies(0);

  private final CurrentVertxRequest current;
  private final ForwardedClient forwarded;
  private final RequestId request;

  public ClientAddress(CurrentVertxRequest current, ForwardedClient forwarded, RequestId request) {
    this.current = current;
    this.forwarded = forwarded;
    this.request = request;
  }

  /** An IP address; null if it is unknown. */
  public @Nullable String value() {
    HttpServerRequest http = current.getCurrent().request();
    String forwardedAddress =
        forwarded.read(http.getHeader(ForwardedClient.HEADER), request.value());
    return forwardedAddress == null ? NONE.clientOf(http) : forwardedAddress;
  }
}
