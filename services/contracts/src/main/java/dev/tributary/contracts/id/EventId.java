package dev.tributary.contracts.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collection;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The id of an accepted event. The order of ids is the order of their texts.
 *
 * @param value any text; ids of the product begin with {@code evt_}; JSON contains only this text
 */
public record EventId(@JsonValue String value) implements Comparable<EventId> {
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public EventId {
    Objects.requireNonNull(value);
  }

  /** The text of an id that may be missing; null for null. */
  public static @Nullable String textOf(@Nullable EventId event) {
    return event == null ? null : event.value();
  }

  /** The texts, for a query's parameter. */
  public static String[] values(Collection<EventId> events) {
    return events.stream().map(EventId::value).toArray(String[]::new);
  }

  @Override
  public int compareTo(EventId other) {
    return value.compareTo(other.value);
  }

  /** The text, so that logs and problems show the plain id. */
  @Override
  public String toString() {
    return value;
  }
}
