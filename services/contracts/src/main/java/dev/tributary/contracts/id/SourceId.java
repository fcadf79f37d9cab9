package dev.tributary.contracts.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The id of a source of events. The order of ids is the order of their texts.
 *
 * @param value any text; ids of the product begin with {@code src_}; JSON contains only this text
 */
public record SourceId(@JsonValue String value) implements Comparable<SourceId> {
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public SourceId {
    Objects.requireNonNull(value);
  }

  /** The text of an id that may be missing; null for null. */
  public static @Nullable String textOf(@Nullable SourceId source) {
    return source == null ? null : source.value();
  }

  @Override
  public int compareTo(SourceId other) {
    return value.compareTo(other.value);
  }

  /** The text, so that logs and problems show the plain id. */
  @Override
  public String toString() {
    return value;
  }
}
