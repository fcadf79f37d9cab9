package dev.tributary.destinations.declared.template;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
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

  /**
   * Whether {@link #write} writes the content without a tree. Such content is never absent. The
   * bytes are those of {@link #value}.
   */
  default boolean isStreamed() {
    return false;
  }

  /**
   * Writes the content as JSON. After an exception, a part is written.
   *
   * @throws UnfitValue if a value of the item cannot be in a request
   * @throws UnsupportedOperationException if the content is not {@link #isStreamed streamed}
   */
  default void write(JsonGenerator out, Values values) throws IOException {
    throw new UnsupportedOperationException("The content is a tree");
  }
}
