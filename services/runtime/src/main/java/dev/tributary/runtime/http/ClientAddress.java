package dev.tributary.runtime.http;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.RequestScoped;
import org.jspecify.annotations.Nullable;

/**
 * The address of the client behind the current request: as the gateway says, if it was the gateway
 * that says so, else that of whoever connects to this service.
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

  /** An IP address; null if it cannot be told. */
  public @Nullable String value() {
    HttpServerRequest http = current.getCurrent().request();
    String told = forwarded.read(http.getHeader(ForwardedClient.HEADER), request.value());
    return told == null ? NONE.clientOf(http) : told;
  }
}
