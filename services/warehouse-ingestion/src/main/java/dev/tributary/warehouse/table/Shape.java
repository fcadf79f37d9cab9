package dev.tributary.warehouse.table;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The declared form of a model's rows. A read in another form changes nothing.
 *
 * @param primaryKey names of columns
 * @param observedAt the column with the time when a row's values were last observed
 */
public record Shape(List<Column> columns, List<String> primaryKey, @Nullable String observedAt) {

  public List<Column> keyColumns() {
    return primaryKey.stream().map(name -> column(name).orElseThrow()).toList();
  }

  public Optional<Column> column(String name) {
    return columns.stream().filter(column -> column.name().equals(name)).findFirst();
  }

  /**
   * The columns of this shape that a read does not have or has with another type, as sentences;
   * empty if it fits. Columns that are not declared are ignored.
   */
  public List<String> mismatches(List<Column> read) {
    return columns.stream()
        .flatMap(declared -> {
          Optional<Column> found =
              read.stream().filter(column -> column.name().equals(declared.name())).findFirst();
          if (found.isEmpty()) {
            return Optional.of("The column %s is gone".formatted(declared.name())).stream();
          }
          return found.get().engineType().equals(declared.engineType())
              ? Optional.<String>empty().stream()
              : Optional.of(
                  "The column %s was %s and is now %s"
                      .formatted(declared.name(), declared.engineType(), found.get().engineType()))
                  .stream();
        })
        .toList();
  }
}
