package dev.tributary.identity.postgres.timeline;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The optional conditions of a query, with their bound values. Not thread-safe. */
public final class Conditions {
  private final StringBuilder sql = new StringBuilder();
  private final Map<String, Object> bindings = new LinkedHashMap<>();

  /**
   * Adds a condition, unless its value is null.
   *
   * @param condition with {@code :name} in the place of the value
   */
  public Conditions and(String condition, String name, @Nullable Object value) {
    return value == null ? this : and(condition, Map.of(name, value));
  }

  /** Adds a condition with several values. */
  public Conditions and(String condition, Map<String, ?> values) {
    sql.append(" and ").append(condition);
    bindings.putAll(values);
    return this;
  }

  /** The conditions, each after an {@code and}. */
  public String sql() {
    return sql.toString();
  }

  /** The bound values, by name. */
  public Map<String, Object> bindings() {
    return bindings;
  }
}
