package dev.tributary.warehouse.source;

import dev.tributary.warehouse.duckdb.RunDatabase;
import dev.tributary.warehouse.duckdb.SnapshotDiff;
import dev.tributary.warehouse.run.RunFailure;
import dev.tributary.warehouse.table.Column;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An opened warehouse. Every method may fail with a {@link RunFailure} that says what is wrong and
 * what would help. One thread at a time, except {@link #cancel}.
 */
public interface TableReader extends AutoCloseable {

  /** The tables there are. */
  List<String> tables() throws RunFailure;

  /**
   * The columns of a query.
   *
   * @throws RunFailure if it is not one SELECT, or refers to what is not there
   */
  List<Column> describe(String sql) throws RunFailure;

  /**
   * From which columns of tables the columns of a query come, by names in lower case.
   *
   * @param columns as {@link #describe} has told them
   * @return by column; empty if it cannot be told
   */
  Optional<Map<String, List<String>>> bases(String sql, List<Column> columns) throws RunFailure;

  /** The first rows of a query, values as text. */
  List<Map<String, @Nullable String>> preview(String sql, int limit) throws RunFailure;

  /** Reads a query once into a run's database. */
  void stage(String sql, SnapshotDiff diff) throws RunFailure;

  /** The database in which the run is compared. */
  RunDatabase database();

  /** Ends what is running; from any thread. */
  void cancel();

  @Override
  void close();
}
