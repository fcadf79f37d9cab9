package dev.tributary.control.postgres.audit;

import java.util.LinkedHashMap;
import java.util.Map;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** The optional conditions of a query, with their bound values. Not thread-safe. */
final class Conditions {
  private final StringBuilder hql = new StringBuilder();
  private final Map<String, Object> bindings = new LinkedHashMap<>();

  /**
   * Adds a condition, unless its value is null.
   *
   * @param condition with {@code :name} in the place of the value
   */
  Conditions and(String condition, String name, @Nullable Object value) {
    return value == null ? this : and(condition, Map.of(name, value));
  }

  /** Adds a condition with several values. */
  Conditions and(String condition, Map<String, ?> values) {
    hql.append(" and ").append(condition);
    bindings.putAll(values);
    return this;
  }

  /** The conditions in HQL, each after an {@code and}. */
  String hql() {
    return hql.toString();
  }

  /** Binds the values to the query. */
  <T> Mutiny.SelectionQuery<T> bind(Mutiny.SelectionQuery<T> query) {
    bindings.forEach(query::setParameter);
    return query;
  }
}
