package dev.tributary.warehouse.http;

import dev.tributary.contracts.definition.ModelBody.Mapping;
import dev.tributary.runtime.tenancy.Sight;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Which columns a caller may see. A column is personal, but for one that a model maps to a trait
 * and to nothing else: it is seen as the trait is. One that has a sensitive trait's name, or is
 * mapped to one by whatever model, is shown to nobody.
 *
 * @param mapping of the model that the rows are of; {@link Mapping#NONE} where that is not known
 * @param others which may know better that a column is sensitive
 */
record ColumnSight(Sight sight, Mapping mapping, Collection<Mapping> others) {
  private static final Map<String, Object> MASKED = Map.of("masked", true);

  static ColumnSight ofModel(Sight sight, Mapping mapping) {
    return new ColumnSight(sight, mapping, List.of(mapping));
  }

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
    return sight.classes().isSensitive(column)
        || others.stream()
            .map(each -> each.traits().get(column))
            .anyMatch(trait -> trait != null && sight.classes().isSensitive(trait));
  }
}
