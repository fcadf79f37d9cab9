package dev.tributary.warehouse.model;

import dev.tributary.warehouse.table.Column;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whether columns identify the rows of a table uniquely. Only callers who may read personal data
 * see the numbers, because a query can ask anything in its conditions.
 *
 * @param unique whether every row has a different key
 * @param rows number of rows of the table
 * @param missing rows in which one of the columns is empty
 * @param repeated rows whose values occur more than once
 */
public record KeyCheck(
    boolean unique, @Nullable Long rows, @Nullable Long missing, @Nullable Long repeated) {

  /** A query with one row, which {@link #of} reads. */
  public static String sql(TableSource source, List<String> primaryKey) {
    String missing =
        primaryKey.stream()
            .map(column -> Column.quote(column) + " is null")
            .collect(Collectors.joining(" or "));
    return """
    with source_ as (
    %1$s
    )
    select (select count(*) from source_) as rows_,
      (select count(*) from source_ where %2$s) as missing_,
      (select coalesce(sum(n_), 0) from (
        select count(*) as n_ from source_ where not (%2$s) group by %3$s having count(*) > 1
      ) repeated_) as repeated_\
    """
        .formatted(
            source.select(),
            missing,
            primaryKey.stream().map(Column::quote).collect(Collectors.joining(", ")));
  }

  public static KeyCheck of(Map<String, @Nullable String> row) {
    long missing = number(row, "missing_");
    long repeated = number(row, "repeated_");
    return new KeyCheck(missing + repeated == 0, number(row, "rows_"), missing, repeated);
  }

  /** The answer without numbers. */
  public KeyCheck withoutNumbers() {
    return new KeyCheck(unique, null, null, null);
  }

  private static long number(Map<String, @Nullable String> row, String column) {
    return Long.parseLong(String.valueOf(row.get(column)));
  }
}
