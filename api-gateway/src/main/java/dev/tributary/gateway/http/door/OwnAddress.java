package dev.tributary.gateway.http.door;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The one address of this installation for browsers, {@code GATEWAY_URL}. The host and the scheme
 * that a request claims are never used.
 */
record OwnAddress(boolean secure, String authority) {

  static OwnAddress of(String url) {
    URI uri = URI.create(url);
    boolean secure = "https".equalsIgnoreCase(uri.getScheme());
    return new OwnAddress(secure, withoutDefaultPort(uri.getAuthority(), secure));
  }

  /**
   * @param host of the request's header
   */
  boolean names(@Nullable String host) {
    return host != null && withoutDefaultPort(host, secure).equals(authority);
  }

  /** Frameworks build absolute redirects from the request, which is plain HTTP behind a proxy. */
  void correct(MultiMap headers) {
    String location = headers.get(HttpHeaders.LOCATION);
    String plain = "http://" + authority;
    if (location != null && (location.equals(plain) || location.startsWith(plain + "/"))) {
      headers.set(HttpHeaders.LOCATION, "https" + location.substring("http".length()));
    }
  }

  private static String withoutDefaultPort(String authority, boolean secure) {
    String lower = authority.toLowerCase(Locale.ROOT);
    String port = secure ? ":443" : ":80";
    return lower.endsWith(port) ? lower.substring(0, lower.length() - port.length()) : lower;
  }
}
