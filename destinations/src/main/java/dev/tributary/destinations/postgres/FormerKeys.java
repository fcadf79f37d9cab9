package dev.tributary.destinations.postgres;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.tributary.contracts.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Earlier match values of a record, in a column: a list in JSON, or null for none. */
public final class FormerKeys {
  private static final TypeReference<List<String>> TYPE = new TypeReference<>() {};

  private FormerKeys() {}

  /** The list in the column. */
  public static List<String> read(@Nullable String stored) {
    return stored == null
        ? List.of()
        : List.copyOf(Json.read(stored.getBytes(StandardCharsets.UTF_8), TYPE));
  }

  static @Nullable String stored(List<String> keys) {
    return keys.isEmpty() ? null : new String(Json.write(keys), StandardCharsets.UTF_8);
  }
}
