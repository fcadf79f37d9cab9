package dev.tributary.runtime.openapi;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the subject of the routes that a resource inherits. The ids and texts of these operations
 * have placeholders, which {@link RouteTexts} fills.
 */
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface RoutesFor {
  /**
   * The subject: as in a path, for example {@code sync} or {@code audience-builder}, or in words,
   * for example {@code alert rule}.
   */
  String value();

  /** An additional sentence for the description of each route that reads. */
  String reading() default "";

  /** An additional sentence for the description of each route that changes something. */
  String changing() default "";
}
