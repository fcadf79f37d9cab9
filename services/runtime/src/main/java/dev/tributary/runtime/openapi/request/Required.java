package dev.tributary.runtime.openapi.request;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A request must contain this component. The component is nullable in Java, because the binding
 * reports a missing field together with the other mistakes of a request. The end-to-end tests send
 * each body without each of its fields, and compare the answer with the document.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Required {
  /** Whether a {@link Draft} must contain it too. */
  boolean inDrafts() default true;
}
