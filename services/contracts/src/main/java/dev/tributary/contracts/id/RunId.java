package dev.tributary.contracts.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Objects;

/**
 * The id of a run of a model. The order of ids is the order of their texts.
 *
 * @param value any text; ids of the product begin with {@code run_}; JSON contains only this text
 */
public record RunId(@JsonValue String value) implements Comparable<RunId> {
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public RunId {
    Objects.requireNonNull(value);
  }

  @Override
  public int compareTo(RunId other) {
    return value.compareTo(other.value);
  }

  /** The text, so that logs and problems show the plain id. */
  @Override
  public String toString() {
    return value;
  }
}
