package dev.tributary.identity.postgres.store;

import dev.tributary.contracts.Json;
import dev.tributary.identity.rules.TypeLimit;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A limit that would have been broken, as an object of type, values and per. */
public final class TypeLimitCodec {
  private TypeLimitCodec() {}

  public static @Nullable String write(@Nullable TypeLimit limit) {
    return limit == null ? null : new String(Json.write(limit), StandardCharsets.UTF_8);
  }

  public static @Nullable TypeLimit read(@Nullable String json) {
    return json == null ? null : Json.read(json.getBytes(StandardCharsets.UTF_8), TypeLimit.class);
  }
}
