package dev.tributary.warehouse.source;

import dev.tributary.warehouse.table.QueryPosition;
import dev.tributary.warehouse.table.RunFailure;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites an engine's error message for a query. Engines quote the values that cause an error, and
 * readers of a run's failure may not be allowed to see them.
 */
public final class EngineFailure {
  private static final String CODE = "query-failed";
  private static final Pattern SOURCE_COLUMN = Pattern.compile("source column \"?([^\"]+?)\"?$");

  /** How the part of a message about its position begins: of DuckDB and of PostgreSQL. */
  private static final List<String> POSITIONS = List.of("\nLINE ", "\n  Position: ");

  private static final int MOST_WORDS = 500;

  /** A missing object, in the message of a query that was bound and not executed. */
  private static final Pattern ABSENT =
      Pattern.compile(
          "(?:with name|column|relation) \"?([\\w .-]{1,100}?)\"? (?:does not exist|not found)");

  private static final Map<String, String> DUCKDB =
      Map.of(
          "Conversion Error", "A value cannot be converted to the type that the query asks for",
          "Invalid Input Error", "A function was given a value that it does not accept",
          "Out of Range Error", "A number is too large for its type",
          "Out of Memory Error",
              "The query needs more memory or disk than a run may use; read fewer columns or rows",
          "Parser Error", "The query is not SQL that the engine can read",
          "Binder Error", "The query names or combines columns in a way that does not fit",
          "Catalog Error", "The query names a table, column or function that is not there",
          "IO Error", "A file of the warehouse cannot be read");

  private static final Map<String, String> POSTGRESQL =
      Map.of(
          "22", "A value cannot be converted or computed as the query asks",
          "42", "The query names what is not there, or may not be read, or is not valid SQL",
          "53", "The warehouse has no resources left for the query",
          "54", "The query is too large for the warehouse",
          "57", "The warehouse ended the query, as at its time limit",
          "40", "The warehouse rolled the read back because of other work");

  private EngineFailure() {}

  /**
   * An error while a query is bound, before any row is read: the message may contain names from the
   * query.
   *
   * @param position where in the query; null if it is unknown
   */
  static RunFailure ofBinding(SQLException e, @Nullable QueryPosition position) {
    Matcher absent = ABSENT.matcher(FilesReader.firstLine(e));
    String named = absent.find() ? ": " + absent.group(1) : "";
    return new RunFailure(CODE, sentence(e) + named, words(e), position, e);
  }

  /**
   * An error while rows are read.
   *
   * @param columns names that the message may contain
   * @param position where in the query; null if it is unknown
   */
  static RunFailure ofReading(
      SQLException e, Set<String> columns, @Nullable QueryPosition position) {
    Matcher column = SOURCE_COLUMN.matcher(FilesReader.firstLine(e));
    String named =
        column.find() && lower(columns).contains(column.group(1).toLowerCase(Locale.ROOT))
            ? ", in the column " + column.group(1)
            : "";
    return new RunFailure(CODE, sentence(e) + named, words(e), position, e);
  }

  /** The engine's message without the position, which is a field of its own. */
  static String words(SQLException e) {
    String whole = String.valueOf(e.getMessage());
    int end =
        POSITIONS.stream()
            .mapToInt(whole::lastIndexOf)
            .filter(at -> at >= 0)
            .min()
            .orElse(whole.length());
    String message = whole.substring(0, end).strip();
    return message.length() <= MOST_WORDS ? message : message.substring(0, MOST_WORDS) + "…";
  }

  private static Set<String> lower(Set<String> columns) {
    Set<String> lower = new TreeSet<>();
    columns.forEach(column -> lower.add(column.toLowerCase(Locale.ROOT)));
    return lower;
  }

  /** A sentence for the kind of failure. */
  public static String sentence(SQLException e) {
    String words = String.valueOf(e.getMessage());
    String kind = words.substring(0, Math.max(0, words.indexOf(':')));
    String duckDb = DUCKDB.get(kind);
    if (duckDb != null) {
      return duckDb;
    }
    String state = String.valueOf(e.getSQLState());
    String known = POSTGRESQL.get(state.substring(0, Math.min(2, state.length())));
    return known == null
        ? "The engine could not carry out the query"
        : known + " (SQLSTATE " + state + ")";
  }
}
