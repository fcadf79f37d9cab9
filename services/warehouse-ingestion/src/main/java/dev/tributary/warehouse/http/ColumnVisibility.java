package dev.tributary.warehouse.http;

import dev.tributary.contracts.definition.ModelBody.Mapping;
import dev.tributary.runtime.tenancy.Visibility;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which columns a caller may see. A column is personal, except one that a model maps to a trait and
 * to nothing else: its visibility is the trait's. A column that has a sensitive trait's name, or
 * that any model maps to a sensitive trait, is shown to nobody, under any name that a query gives
 * it.
 *
 * @param mapping of the model of the rows; {@link Mapping#NONE} if it is unknown
 * @param others other mappings, which may show that a column is sensitive
 * @param origins the table columns from which each column comes, by names in lower case; a column
 *     without any is a table's column; empty if nothing is known: then any column may be sensitive
 */
record ColumnVisibility(
    Visibility visibility,
    Mapping mapping,
    Collection<Mapping> others,
    Optional<Map<String, List<String>>> origins) {
  private static final Map<String, Object> MASKED = Map.of("masked", true);

  /** Whether any shown value is more than a mask. */
  static boolean hasUnmaskedValue(Map<String, Object> shown) {
    return shown.values().stream().anyMatch(value -> !value.equals(MASKED));
  }

  /** A value of a row. */
  Object value(String column, Object value) {
    return personal(column) || harmless(column) ? value : MASKED;
  }

  /** A value of a primary key: personal, whatever it is mapped to. */
  Object key(String column, Object value) {
    return personal(column) ? value : MASKED;
  }

  /** Whether the caller may see the values of all these key columns. */
  boolean key(Collection<String> columns) {
    return columns.stream().allMatch(this::personal);
  }

  private boolean personal(String column) {
    return visibility.personalData() && !sensitive(column);
  }

  private boolean harmless(String column) {
    String trait = mapping.traits().get(column);
    return trait != null
        && visibility.trait(trait)
        && !sensitive(column)
        && !mapping.identifiers().containsKey(column)
        && !mapping.consent().containsKey(column)
        && !mapping.subscriptions().containsKey(column);
  }

  /** Whether the column is shown to nobody. */
  boolean sensitive(String column) {
    if (origins.isEmpty()) {
      return visibility.classes().anySensitive() || named(column);
    }
    return named(column)
        || origins.get().getOrDefault(column, List.of()).stream().anyMatch(this::named);
  }

  /** Whether a column with that name, in upper or lower case, is sensitive. */
  private boolean named(String column) {
    return visibility.classes().isSensitive(column)
        || visibility.classes().sensitive().stream().anyMatch(column::equalsIgnoreCase)
        || others.stream()
            .flatMap(each -> each.traits().entrySet().stream())
            .anyMatch(each ->
                each.getKey().equalsIgnoreCase(column)
                    && visibility.classes().isSensitive(each.getValue()));
  }
}
