package dev.tributary.collector.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.util.HexFormat;

/** A transparent GIF of one by one pixel that must not be cached: each display is an event. */
final class Pixel {
  private static final CharSequence GIF = HttpHeaders.createOptimized("image/gif");
  private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");

  /** GIF89a: the screen, two colours, the first of them transparent, one image of one pixel. */
  private static final Buffer IMAGE =
      Buffer.buffer(
          HexFormat.ofDelimiter(" ")
              .parseHex(
                  "47 49 46 38 39 61 01 00 01 00 80 00 00 00 00 00 ff ff ff"
                      + " 21 f9 04 01 00 00 00 00 2c 00 00 00 00 01 00 01 00 00"
                      + " 02 02 44 01 00 3b"));

  private Pixel() {}

  static void show(HttpServerResponse response) {
    if (response.closed() || response.headWritten()) {
      return; // The client has disconnected.
    }
    response
        .putHeader(HttpHeaders.CONTENT_TYPE, GIF)
        .putHeader(HttpHeaders.CACHE_CONTROL, NO_STORE)
        .end(IMAGE);
  }
}
