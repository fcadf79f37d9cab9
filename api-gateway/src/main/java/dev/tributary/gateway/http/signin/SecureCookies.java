package dev.tributary.gateway.http.signin;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.impl.ServerCookie;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Gives the cookies of the sign-in the prefix {@code __Host-} on their way to browsers, which then
 * take them from this very host over TLS only: no other host of the same domain can plant one.
 * Quarkus calls them by their names without it.
 */
public final class SecureCookies {
  static final String PREFIX = "__Host-";

  /** The beginning of the names of all cookies of Quarkus' sign-in. */
  private static final String OURS = "q_";

  private SecureCookies() {}

  /** Takes the prefix away; a cookie that comes without it is not ours. */
  public static void receive(HttpServerRequest request) {
    List<String> headers = request.headers().getAll(HttpHeaders.COOKIE);
    if (headers.isEmpty()) {
      return;
    }
    String kept =
        headers.stream()
            .flatMap(header -> Stream.of(header.split(";")))
            .map(String::strip)
            .flatMap(cookie -> renamed(cookie).stream())
            .collect(Collectors.joining("; "));
    request.headers().remove(HttpHeaders.COOKIE);
    if (!kept.isEmpty()) {
      request.headers().set(HttpHeaders.COOKIE, kept);
    }
  }

  private static Optional<String> renamed(String cookie) {
    if (cookie.startsWith(PREFIX + OURS)) {
      return Optional.of(cookie.substring(PREFIX.length()));
    }
    return cookie.startsWith(OURS) ? Optional.empty() : Optional.of(cookie);
  }

  /** Adds the prefix, before the head is written. */
  public static void send(HttpServerRequest request) {
    HttpServerResponse response = request.response();
    List<Cookie> changed =
        request.cookies().stream()
            .filter(cookie -> cookie.getName().startsWith(OURS))
            .filter(cookie -> cookie instanceof ServerCookie set && set.isChanged())
            .toList();
    for (Cookie cookie : changed) {
      response.removeCookies(cookie.getName(), false);
      Cookie prefixed =
          Cookie.cookie(PREFIX + cookie.getName(), cookie.getValue())
              .setPath("/")
              .setSecure(true)
              .setHttpOnly(cookie.isHttpOnly())
              .setSameSite(cookie.getSameSite());
      if (cookie.getMaxAge() != Long.MIN_VALUE) {
        prefixed.setMaxAge(cookie.getMaxAge());
      }
      response.addCookie(prefixed);
    }
  }
}
