package dev.tributary.runtime.definition;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An object that the current transaction changes, for the trail of administration.
 *
 * @param kind as in paths and codes: {@code audience}
 * @param before null if it is new
 * @param after null if it is deleted
 * @param secrets the fields of both that hold secrets, as JSON pointers (RFC 6901), each with all
 *     fields below it; the trail also recognises secrets by the names of their fields
 */
public record AuditedChange(
    String kind,
    String id,
    String name,
    @Nullable Object before,
    @Nullable Object after,
    Set<String> secrets) {

  /** A change of an object whose secrets are recognised by the names of their fields. */
  public AuditedChange(
      String kind, String id, String name, @Nullable Object before, @Nullable Object after) {
    this(kind, id, name, before, after, Set.of());
  }
}
