package dev.tributary.contracts.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collection;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The id of a model of a warehouse. The order of ids is the order of their texts.
 *
 * @param value any text; ids of the product begin with {@code mdl_}; JSON contains only this text
 */
public record ModelId(@JsonValue String value) implements Comparable<ModelId> {
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public ModelId {
    Objects.requireNonNull(value);
  }

  /** The id with a text that may be missing; null for null. */
  public static @Nullable ModelId ofNullable(@Nullable String value) {
    return value == null ? null : new ModelId(value);
  }

  /** The text of an id that may be missing; null for null. */
  public static @Nullable String textOf(@Nullable ModelId model) {
    return model == null ? null : model.value();
  }

  /** The texts, for a query's parameter. */
  public static String[] values(Collection<ModelId> models) {
    return models.stream().map(ModelId::value).toArray(String[]::new);
  }

  @Override
  public int compareTo(ModelId other) {
    return value.compareTo(other.value);
  }

  /** The text, so that logs and problems show the plain id. */
  @Override
  public String toString() {
    return value;
  }
}
