package dev.tributary.gateway.http.web;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A built file of the web UI as it is sent, any number of times.
 *
 * @param gzip the same, compressed; null where that gains nothing
 */
record WebFile(String contentType, Buffer plain, @Nullable Buffer gzip) {
  /** Complete for what the build makes: with nosniff, a wrong type is a broken page. */
  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("css", "text/css; charset=utf-8"),
          Map.entry("html", "text/html; charset=utf-8"),
          Map.entry("jpg", "image/jpeg"),
          Map.entry("js", "text/javascript; charset=utf-8"),
          Map.entry("json", "application/json"),
          Map.entry("map", "application/json"),
          Map.entry("png", "image/png"),
          Map.entry("svg", "image/svg+xml"),
          Map.entry("txt", "text/plain; charset=utf-8"),
          Map.entry("webp", "image/webp"),
          Map.entry("woff2", "font/woff2"));

  private static final Set<String> ALREADY_COMPRESSED = Set.of("jpg", "png", "webp", "woff2");

  /**
   * @throws IllegalStateException if the name has an ending whose content type is not known
   */
  static WebFile of(String name, byte[] content) {
    String ending = name.substring(name.lastIndexOf('.') + 1);
    String contentType = TYPES.get(ending);
    if (contentType == null) {
      throw new IllegalStateException(
          "The web UI's file %s needs a content type in %s; it has those of %s"
              .formatted(name, WebFile.class.getName(), TYPES.keySet().stream().sorted().toList()));
    }
    byte[] compressed = ALREADY_COMPRESSED.contains(ending) ? content : compress(content);
    return new WebFile(
        contentType,
        Buffer.buffer(content),
        compressed.length < content.length ? Buffer.buffer(compressed) : null);
  }

  private static byte[] compress(byte[] content) {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return compressed.toByteArray();
  }
}
