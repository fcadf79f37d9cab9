package dev.tributary.runtime.openapi.request;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A request must contain the fields of at least one of these groups. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface AnyOf {
  /** The names of fields, with commas between the fields of one group. */
  String[] value();
}
