package dev.tributary.warehouse.table;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The declared form of a model's rows; a read that does not fit it changes nothing.
 *
 * @param primaryKey names of columns
 * @param observedAt the column that says when a row was last observed to be so
 */
public record Shape(List<Column> columns, List<String> primaryKey, @Nullable String observedAt) {

  public List<Column> keyColumns() {
    return primaryKey.stream().map(name -> column(name).orElseThrow()).toList();
  }

  public Optional<Column> column(String name) {
    return columns.stream().filter(column -> column.name().equals(name)).findFirst();
  }

  /**
   * What of this shape a read lacks or has in another type, as sentences; empty if it fits. More
   * columns than declared are ignored.
   */
  public List<String> misfits(List<Column> read) {
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
