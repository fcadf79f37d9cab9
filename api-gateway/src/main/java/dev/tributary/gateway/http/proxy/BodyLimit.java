package dev.tributary.gateway.http.proxy;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/** The largest accepted body. {@link CountedBody} counts the bytes if no length is announced. */
public record BodyLimit(long bytes) {

  public boolean announcedTooLarge(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return length != null && tooLarge(length);
  }

  private boolean tooLarge(String length) {
    try {
      return Long.parseLong(length) > bytes;
    } catch (NumberFormatException e) {
      return true;
    }
  }
}
