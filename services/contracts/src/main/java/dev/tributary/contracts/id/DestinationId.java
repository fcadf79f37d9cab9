package dev.tributary.contracts.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The id of a destination. The order of ids is the order of their texts.
 *
 * @param value any text; ids of the product begin with {@code dst_}; JSON contains only this text
 */
public record DestinationId(@JsonValue String value) implements Comparable<DestinationId> {
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public DestinationId {
    Objects.requireNonNull(value);
  }

  /** The id with a text that may be missing; null for null. */
  public static @Nullable DestinationId ofNullable(@Nullable String value) {
    return value == null ? null : new DestinationId(value);
  }

  @Override
  public int compareTo(DestinationId other) {
    return value.compareTo(other.value);
  }

  /** The text, so that logs and problems show the plain id. */
  @Override
  public String toString() {
    return value;
  }
}
