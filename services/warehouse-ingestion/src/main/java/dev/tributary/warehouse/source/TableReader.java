package dev.tributary.warehouse.source;

import dev.tributary.warehouse.duckdb.RunDatabase;
import dev.tributary.warehouse.duckdb.SnapshotDiff;
import dev.tributary.warehouse.table.Catalogue;
import dev.tributary.warehouse.table.Column;
import dev.tributary.warehouse.table.RunFailure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An opened warehouse. Every method may fail with a {@link RunFailure} that says what is wrong and
 * how to repair it. One thread at a time, except {@link #cancel}.
 */
public interface TableReader extends AutoCloseable {

  /** The tables there are. */
  List<String> tables() throws RunFailure;

  /**
   * The tables with their columns, without any value.
   *
   * @param most of this many columns of all tables together, the first ones
   */
  Catalogue catalogue(int most) throws RunFailure;

  /**
   * The columns of a query.
   *
   * @throws RunFailure if it is not one SELECT, or refers to something that does not exist; with
   *     the position in the query, if the engine gives it
   */
  List<Column> describe(String sql) throws RunFailure;

  /**
   * The table columns from which the columns of a query come, by names in lower case.
   *
   * @param columns as {@link #describe} has returned them
   * @return by column; empty if they are unknown
   */
  Optional<Map<String, List<String>>> bases(String sql, List<Column> columns) throws RunFailure;

  /** The first rows of a query, values as text. */
  List<Map<String, @Nullable String>> preview(String sql, int limit) throws RunFailure;

  /** Reads a query once into a run's database. */
  void stage(String sql, SnapshotDiff diff) throws RunFailure;

  /** The database in which the run is compared. */
  RunDatabase database();

  /** Ends the running query; any thread may call this. */
  void cancel();

  @Override
  void close();
}
