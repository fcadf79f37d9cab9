package dev.tributary.collector.tracking;

import dev.tributary.contracts.event.CallType;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The kind of request, from the path of the tracking API. */
public sealed interface Call {
  /** One event, whose call the path names. */
  record Single(CallType type) implements Call {}

  /** One event, whose call the path names, and whose content is in the address itself. */
  record Pixel(CallType type) implements Call {}

  /** Many events, each of which names its call. */
  record Batch() implements Call {}

  /** An SDK's own metrics, which are accepted and dropped. */
  record Metrics() implements Call {}

  /** The call of a path, which may end with a slash; null if there is none. */
  static @Nullable Call at(String path) {
    boolean slash = path.endsWith("/");
    return Paths.CALLS.get(slash ? path.substring(0, path.length() - 1) : path);
  }

  /** Every path that any SDK uses. */
  final class Paths {
    private static final String PREFIX = "/v1/";
    private static final String PIXEL = PREFIX + "pixel/";
    private static final Map<String, Call> CALLS = all();

    private Paths() {}

    private static Map<String, Call> all() {
      Map<String, Call> calls = new HashMap<>();
      for (CallType type : CallType.values()) {
        Call single = new Single(type);
        calls.put(PREFIX + type.wireName(), single);
        calls.put(PREFIX + type.wireName().charAt(0), single);
        calls.put(PIXEL + type.wireName(), new Pixel(type));
      }
      Call batch = new Batch();
      calls.put(PREFIX + "batch", batch);
      calls.put(PREFIX + "b", batch);
      calls.put(PREFIX + "import", batch);
      calls.put(PREFIX + "m", new Metrics());
      return Map.copyOf(calls);
    }
  }
}
