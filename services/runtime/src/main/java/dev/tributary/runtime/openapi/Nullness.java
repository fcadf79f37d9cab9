package dev.tributary.runtime.openapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.lang.reflect.RecordComponent;
import org.jspecify.annotations.Nullable;

/** Whether a field may be null, and whether the answer then contains it. */
final class Nullness {
  private Nullness() {}

  static boolean of(RecordComponent component) {
    return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }

  static boolean leavesNullsOut(Class<?> type) {
    JsonInclude include = type.getAnnotation(JsonInclude.class);
    return include != null && include.value() != JsonInclude.Include.ALWAYS;
  }
}
