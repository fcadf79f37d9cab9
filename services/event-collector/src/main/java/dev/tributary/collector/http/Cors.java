package dev.tributary.collector.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import org.jspecify.annotations.Nullable;

/**
 * Allows pages of any origin to use the tracking API, which uses write keys and no cookies. Errors
 * have these headers too. Otherwise a browser would take a refusal for a broken network and send
 * again forever.
 */
final class Cors {
  private static final CharSequence METHODS = HttpHeaders.createOptimized("POST, GET, OPTIONS");
  private static final CharSequence REQUEST_HEADERS =
      HttpHeaders.createOptimized(
          "authorization, content-type, content-encoding, x-retry-count, x-requested-with");
  private static final CharSequence EXPOSED = HttpHeaders.createOptimized("Retry-After");
  private static final CharSequence ANY = HttpHeaders.createOptimized("*");
  private static final CharSequence TRUE = HttpHeaders.createOptimized("true");
  private static final CharSequence ORIGIN = HttpHeaders.createOptimized("Origin");

  /** Chromium caches a preflight's answer for at most this time. */
  private static final CharSequence TWO_HOURS = HttpHeaders.createOptimized("7200");

  private Cors() {}

  static void allow(HttpServerRequest request) {
    HttpServerResponse response = request.response();
    @Nullable String origin = request.getHeader(HttpHeaders.ORIGIN);
    response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin == null ? ANY : origin);
    if (origin != null) {
      response
          .putHeader(HttpHeaders.VARY, ORIGIN)
          .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_CREDENTIALS, TRUE)
          .putHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
    }
  }

  static void preflight(HttpServerRequest request) {
    allow(request);
    request
        .response()
        .setStatusCode(204)
        .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, METHODS)
        .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, REQUEST_HEADERS)
        .putHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, TWO_HOURS)
        .end();
  }
}
