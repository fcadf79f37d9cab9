package dev.tributary.sandbox.kit.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * New values of a record. Names that are absent keep their values.
 *
 * @param keys the unique keys; null clears a key
 * @param values all other values; objects replace objects
 * @param nulls the effect of a value that is null
 */
public record Change(Map<String, @Nullable String> keys, ObjectNode values, Nulls nulls) {
  /** The effect of a null value. */
  public enum Nulls {
    CLEAR,
    IGNORE
  }
}
