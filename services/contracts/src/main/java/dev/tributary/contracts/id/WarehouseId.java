package dev.tributary.contracts.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Objects;

/**
 * The id of a warehouse. The order of ids is the order of their texts.
 *
 * @param value any text; ids of the product begin with {@code whs_}; JSON contains only this text
 */
public record WarehouseId(@JsonValue String value) implements Comparable<WarehouseId> {
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public WarehouseId {
    Objects.requireNonNull(value);
  }

  @Override
  public int compareTo(WarehouseId other) {
    return value.compareTo(other.value);
  }

  /** The text, so that logs and problems show the plain id. */
  @Override
  public String toString() {
    return value;
  }
}
