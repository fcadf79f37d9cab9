package dev.tributary.identity.http;

import dev.tributary.identity.rules.Period;
import dev.tributary.identity.rules.TypeLimit;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The limit that the person would have exceeded: {@code values} of a {@code type}.
 *
 * @param type the type of the identifiers that the limit counts
 * @param values how many values a person may have
 * @param per the time within which the values count
 */
@Schema(name = "BrokenLimit")
public record BrokenLimit(String type, int values, Period per) {
  public static @Nullable BrokenLimit of(@Nullable TypeLimit limit) {
    return limit == null ? null : new BrokenLimit(limit.type(), limit.values(), limit.per());
  }
}
