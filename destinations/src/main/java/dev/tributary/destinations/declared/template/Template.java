package dev.tributary.destinations.declared.template;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** A compiled part of a request. Pure and thread-safe. */
@FunctionalInterface
public interface Template {
  /**
   * The content, or null if it is absent: a property without a value is left out. The node may be
   * shared with the item, so nobody may change it.
   *
   * @throws UnfitValue if a value of the item cannot be in a request
   */
  @Nullable JsonNode value(Values values);
}
