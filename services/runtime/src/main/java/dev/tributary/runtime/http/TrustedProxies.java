package dev.tributary.runtime.http;

import io.netty.util.NetUtil;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The trusted proxies in front of this service. Each appends the address of its client to {@code
 * X-Forwarded-For}. Earlier entries of the header may be forged.
 *
 * @param count number of proxies in a chain; 0 if clients connect directly
 */
public record TrustedProxies(int count) {
  private static final CharSequence FORWARDED_FOR = HttpHeaders.createOptimized("x-forwarded-for");

  public TrustedProxies {
    if (count < 0) {
      throw new IllegalArgumentException("There cannot be " + count + " trusted proxies");
    }
  }

  /** The IP address that sent a request; null if it is unknown. */
  public @Nullable String clientOf(HttpServerRequest request) {
    SocketAddress peer = request.remoteAddress();
    return client(
        request.headers().getAll(FORWARDED_FOR), peer == null ? null : peer.hostAddress());
  }

  /**
   * As {@link #clientOf}, from the parts of a request.
   *
   * @param forwardedFor the header's lines in their order
   */
  public @Nullable String client(List<String> forwardedFor, @Nullable String peer) {
    List<String> hops =
        forwardedFor.stream()
            .flatMap(line -> Stream.of(line.split(",", -1)))
            .map(String::strip)
            .filter(hop -> !hop.isEmpty())
            .toList();
    boolean direct = count == 0 || hops.isEmpty();
    return direct
        ? peer == null ? null : literal(peer)
        : literal(hops.get(Math.max(0, hops.size() - count)));
  }

  /** Null for text that is no address: {@code unknown}, or a name. */
  private static @Nullable String literal(String hop) {
    InetAddress address = NetUtil.createInetAddressFromIpAddressString(withoutPort(hop));
    return address == null ? null : NetUtil.toAddressString(address);
  }

  /** Some proxies append the port. An IPv6 address with a port is in brackets. */
  private static String withoutPort(String hop) {
    if (hop.startsWith("[")) {
      int end = hop.indexOf(']');
      return end < 0 ? hop : hop.substring(1, end);
    }
    int colon = hop.indexOf(':');
    return colon > 0 && colon == hop.lastIndexOf(':') ? hop.substring(0, colon) : hop;
  }
}
