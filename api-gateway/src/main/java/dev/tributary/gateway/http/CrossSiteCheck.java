package dev.tributary.gateway.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Set;

/**
 * Refuses changes that another site could make with a browser's cookie. A change needs a header
 * that only our own pages can send, and must not have a foreign origin. A request with a token
 * needs no such proof.
 */
public record CrossSiteCheck(String ownOrigin) {
  public static final String HEADER = "X-Tributary-CSRF";
  private static final Set<HttpMethod> READING =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  public boolean passes(HttpServerRequest request) {
    return READING.contains(request.method())
        || request.headers().contains(HttpHeaders.AUTHORIZATION)
        || passesWithSession(request);
  }

  /** For requests about the session itself: an additional token proves nothing there. */
  public boolean passesWithSession(HttpServerRequest request) {
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    return "1".equals(request.getHeader(HEADER)) && (origin == null || origin.equals(ownOrigin));
  }
}
