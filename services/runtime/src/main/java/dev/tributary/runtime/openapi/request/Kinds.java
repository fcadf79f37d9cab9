package dev.tributary.runtime.openapi.request;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** This component of a request says which of the {@link OfKind} components the request contains. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Kinds {
  /** The accepted values. */
  String[] value();
}
