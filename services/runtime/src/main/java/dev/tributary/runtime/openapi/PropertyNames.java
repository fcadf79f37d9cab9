package dev.tributary.runtime.openapi;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.reflect.RecordComponent;

/** The JSON names of a record's components. */
final class PropertyNames {
  private PropertyNames() {}

  /** If the name is a reserved word of Java, the annotation at the accessor gives it. */
  static String of(RecordComponent component) {
    JsonProperty given = component.getAccessor().getAnnotation(JsonProperty.class);
    return given == null || given.value().isEmpty() ? component.getName() : given.value();
  }
}
