package dev.tributary.contracts.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The id of a sync. The order of ids is the order of their texts.
 *
 * @param value any text; ids of the product begin with {@code syn_}; JSON contains only this text
 */
public record SyncId(@JsonValue String value) implements Comparable<SyncId> {
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public SyncId {
    Objects.requireNonNull(value);
  }

  /** The id with a text that may be missing; null for null. */
  public static @Nullable SyncId ofNullable(@Nullable String value) {
    return value == null ? null : new SyncId(value);
  }

  @Override
  public int compareTo(SyncId other) {
    return value.compareTo(other.value);
  }

  /** The text, so that logs and problems show the plain id. */
  @Override
  public String toString() {
    return value;
  }
}
