package dev.tributary.sandbox.kit.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * New values of a record. Names that are absent keep their values.
 *
 * @param keys the unique keys; null clears a key
 * @param values all other values
 * @param nulls the effect of a value that is null, also inside of merged objects
 * @param objects the effect of a value that is an object
 */
public record Change(
    Map<String, @Nullable String> keys, ObjectNode values, Nulls nulls, Objects objects) {
  /** The effect of a null value. */
  public enum Nulls {
    CLEAR,
    IGNORE
  }

  /** The effect of an object on an object. */
  public enum Objects {
    /** It changes the fields that it names. */
    MERGED,
    REPLACED
  }

  public Change(Map<String, @Nullable String> keys, ObjectNode values, Nulls nulls) {
    this(keys, values, nulls, Objects.MERGED);
  }
}
