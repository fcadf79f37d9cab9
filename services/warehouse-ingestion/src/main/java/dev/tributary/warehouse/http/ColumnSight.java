package dev.tributary.warehouse.http;

import dev.tributary.contracts.definition.ModelBody.Mapping;
import dev.tributary.runtime.tenancy.Sight;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which columns a caller may see. A column is personal, but for one that a model maps to a trait
 * and to nothing else: it is seen as the trait is. One that has a sensitive trait's name, or is
 * mapped to one by whatever model, is shown to nobody, under whatever name a query gives it.
 *
 * @param mapping of the model that the rows are of; {@link Mapping#NONE} where that is not known
 * @param others which may know better that a column is sensitive
 * @param origins from which columns of tables a column comes, by names in lower case; a column
 *     without any is one of a table; empty if nothing is known: then any may be sensitive
 */
record ColumnSight(
    Sight sight,
    Mapping mapping,
    Collection<Mapping> others,
    Optional<Map<String, List<String>>> origins) {
  private static final Map<String, Object> MASKED = Map.of("masked", true);

  /** Whether values that are to be shown are more than masks. */
  static boolean tells(Map<String, Object> shown) {
    return shown.values().stream().anyMatch(value -> !value.equals(MASKED));
  }

  /** Of a row. */
  Object value(String column, Object value) {
    return personal(column) || harmless(column) ? value : MASKED;
  }

  /** Of a primary key: personal whatever it is mapped to. */
  Object key(String column, Object value) {
    return personal(column) ? value : MASKED;
  }

  /** Of several columns, where any of them may be. */
  boolean key(Collection<String> columns) {
    return columns.stream().allMatch(this::personal);
  }

  private boolean personal(String column) {
    return sight.personalData() && !sensitive(column);
  }

  private boolean harmless(String column) {
    String trait = mapping.traits().get(column);
    return trait != null
        && sight.trait(trait)
        && !sensitive(column)
        && !mapping.identifiers().containsKey(column)
        && !mapping.consent().containsKey(column)
        && !mapping.subscriptions().containsKey(column);
  }

  private boolean sensitive(String column) {
    if (origins.isEmpty()) {
      return sight.classes().anySensitive() || named(column);
    }
    return named(column)
        || origins.get().getOrDefault(column, List.of()).stream().anyMatch(this::named);
  }

  /** Whether a column of that name, in whatever case, is sensitive. */
  private boolean named(String column) {
    return sight.classes().isSensitive(column)
        || sight.classes().sensitive().stream().anyMatch(column::equalsIgnoreCase)
        || others.stream()
            .flatMap(each -> each.traits().entrySet().stream())
            .anyMatch(each ->
                each.getKey().equalsIgnoreCase(column)
                    && sight.classes().isSensitive(each.getValue()));
  }
}
