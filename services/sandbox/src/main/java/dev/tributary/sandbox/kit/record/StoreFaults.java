package dev.tributary.sandbox.kit.record;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a store deviates from a perfect one, in the format of the control API.
 *
 * @param visibleAfterMilliseconds how long a reader still sees the record of before a write; null
 *     for 0
 * @param dropped values of keys, in their normal form, whose records are dropped in silence; null
 *     for none
 */
public record StoreFaults(@Nullable Long visibleAfterMilliseconds, @Nullable List<String> dropped) {
  static final StoreFaults NONE = new StoreFaults(null, null);

  public StoreFaults {
    if (visibleAfterMilliseconds != null && visibleAfterMilliseconds < 0) {
      throw new IllegalArgumentException("visibleAfterMilliseconds must be 0 or more");
    }
  }

  long delay() {
    return Objects.requireNonNullElse(visibleAfterMilliseconds, 0L);
  }

  boolean drops(StoredRecord record) {
    return dropped != null && record.keys().values().stream().anyMatch(dropped::contains);
  }
}
