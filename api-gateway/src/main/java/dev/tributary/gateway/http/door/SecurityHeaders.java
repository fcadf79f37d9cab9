package dev.tributary.gateway.http.door;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The security headers of our answers. A header that is already set stays. */
final class SecurityHeaders {
  private static final Map<String, String> ALWAYS =
      Map.of(
          "X-Content-Type-Options", "nosniff",
          "X-Frame-Options", "DENY",
          "Referrer-Policy", "no-referrer",
          "Cross-Origin-Opener-Policy", "same-origin",
          "Cross-Origin-Resource-Policy", "same-origin",
          "Permissions-Policy", "camera=(), geolocation=(), microphone=()",
          "Content-Security-Policy",
              "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
  private static final String STRICT_TRANSPORT_SECURITY = "Strict-Transport-Security";
  private static final String ONE_YEAR = "max-age=31536000";

  private SecurityHeaders() {}

  static void add(MultiMap headers, String ownUrl) {
    ALWAYS.forEach((name, value) -> addMissing(headers, name, value));
    addMissing(headers, HttpHeaders.CACHE_CONTROL.toString(), "no-store");
    if (ownUrl.startsWith("https:")) {
      addMissing(headers, STRICT_TRANSPORT_SECURITY, ONE_YEAR);
    }
  }

  /**
   * For an answer that depends on the host of the request: no cache may serve it for another host.
   */
  static void addVaryByHost(MultiMap headers) {
    List<String> varies = headers.getAll(HttpHeaders.VARY);
    headers.set(
        HttpHeaders.VARY,
        Stream.concat(varies.stream(), Stream.of(HttpHeaders.HOST.toString()))
            .collect(Collectors.joining(", ")));
  }

  private static void addMissing(MultiMap headers, String name, String value) {
    if (!headers.contains(name)) {
      headers.set(name, value);
    }
  }
}
