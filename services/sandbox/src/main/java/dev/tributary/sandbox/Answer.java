package dev.tributary.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The response of a stand-in to a {@link Call}.
 *
 * @param body written as JSON, or as it is if it is a byte array, or nothing
 */
public record Answer(int status, Map<String, String> headers, @Nullable Object body) {
  public Answer {
    headers = Map.copyOf(headers);
  }

  public static Answer of(int status, Object body) {
    return new Answer(status, Map.of(), body);
  }

  /** An answer that is not JSON. */
  public static Answer text(int status, String type, String text) {
    return new Answer(status, Map.of("Content-Type", type), text.getBytes(StandardCharsets.UTF_8));
  }

  public static Answer empty(int status) {
    return new Answer(status, Map.of(), null);
  }

  /** The same answer with more headers. */
  public Answer with(Map<String, String> more) {
    var all = new LinkedHashMap<>(headers);
    all.putAll(more);
    return new Answer(status, all, body);
  }
}
