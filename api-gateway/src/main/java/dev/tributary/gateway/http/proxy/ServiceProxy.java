package dev.tributary.gateway.http.proxy;

import dev.tributary.contracts.access.Service;
import dev.tributary.gateway.http.ClientOrigin;
import dev.tributary.gateway.http.GatewayConfig;
import dev.tributary.gateway.http.Refusal;
import dev.tributary.gateway.http.service.GatewayUpstreams;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.ext.web.RoutingContext;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.OriginRequestProvider;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyOptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Passes an admitted request on to a service, streaming both ways. The service sees the access
 * token and never a cookie; what a client claims about its own address is dropped.
 */
@ApplicationScoped
public class ServiceProxy {
  private static final int KEEP_ALIVE_SECONDS = 15;
  private static final int CONNECTIONS_PER_SERVICE = 64;
  private static final int WAITING_PER_SERVICE = 256;
  private static final int STREAMS_PER_SERVICE = 1_000;
  private static final List<String> NOT_FORWARDED =
      List.of(
          "Cookie",
          "Forwarded",
          "X-Forwarded-For",
          "X-Forwarded-Host",
          "X-Forwarded-Port",
          "X-Forwarded-Prefix",
          "X-Forwarded-Proto",
          "X-Real-Ip");

  private final GatewayUpstreams upstreams;
  private final GatewayConfig.ProxyConfig config;
  private final ClientOrigin origin;
  private final HttpClient client;

  /** Streams hold a connection for minutes: they must not take those of short requests. */
  private final HttpClient streams;

  public ServiceProxy(
      GatewayUpstreams upstreams, GatewayConfig config, ClientOrigin origin, Vertx vertx) {
    this.upstreams = upstreams;
    this.origin = origin;
    this.config = config.proxy();
    this.client = client(vertx, CONNECTIONS_PER_SERVICE);
    this.streams = client(vertx, STREAMS_PER_SERVICE);
  }

  private static HttpClient client(Vertx vertx, int connections) {
    return vertx.createHttpClient(
        new HttpClientOptions().setKeepAliveTimeout(KEEP_ALIVE_SECONDS),
        new PoolOptions().setHttp1MaxSize(connections).setMaxWaitQueueSize(WAITING_PER_SERVICE));
  }

  /**
   * @param uri the request target at the service, path and query
   * @param accessToken null for a route whose callers are not signed in
   * @param after sees the answer first
   */
  public void pass(
      RoutingContext request,
      Service service,
      String uri,
      @Nullable String accessToken,
      ProxyInterceptor... after) {
    prepare(request, service, accessToken);
    String accepted = request.request().getHeader(HttpHeaders.ACCEPT);
    boolean stream = accepted != null && accepted.contains(MediaType.SERVER_SENT_EVENTS);
    HttpProxy passing =
        HttpProxy.reverseProxy(
                new ProxyOptions().setSupportWebSocket(false), stream ? streams : client)
            .origin(originOf(upstreams.of(service)))
            .addInterceptor(new Forwarding(uri, config.maxBodyBytes(), Refusal.requestId(request)));
    for (ProxyInterceptor each : after) {
      passing.addInterceptor(each);
    }
    passing.handle(request.request());
  }

  private void prepare(RoutingContext request, Service service, @Nullable String accessToken) {
    MultiMap headers = request.request().headers();
    NOT_FORWARDED.forEach(headers::remove);
    if (accessToken == null) {
      headers.remove(HttpHeaders.AUTHORIZATION);
    } else {
      headers.set(HttpHeaders.AUTHORIZATION, "Bearer " + accessToken);
    }
    if (request.request().version() == HttpVersion.HTTP_2
        && !headers.contains(HttpHeaders.CONTENT_LENGTH)) {
      // HTTP/2 needs no length; towards the service, which speaks HTTP/1.1, it must be chunked.
      headers.set(HttpHeaders.TRANSFER_ENCODING, HttpHeaders.CHUNKED);
    }
    origin.forward(request, service);
  }

  private OriginRequestProvider originOf(URI upstream) {
    RequestOptions options =
        new RequestOptions()
            .setHost(upstream.getHost())
            .setPort(upstream.getPort())
            .setConnectTimeout(config.connect().toMillis())
            .setIdleTimeout(config.idle().toMillis());
    return proxied -> proxied.client().request(options);
  }
}
