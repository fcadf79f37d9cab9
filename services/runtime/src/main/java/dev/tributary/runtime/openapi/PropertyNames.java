package dev.tributary.runtime.openapi;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.reflect.RecordComponent;

/** What a record's components are called in JSON. */
final class PropertyNames {
  private PropertyNames() {}

  /** A word that Java keeps for itself is given by the annotation, which stands at the accessor. */
  static String of(RecordComponent component) {
    JsonProperty given = component.getAccessor().getAnnotation(JsonProperty.class);
    return given == null || given.value().isEmpty() ? component.getName() : given.value();
  }
}
