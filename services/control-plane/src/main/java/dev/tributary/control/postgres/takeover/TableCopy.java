package dev.tributary.control.postgres.takeover;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyOut;

/** Copies rows between two databases with PostgreSQL's own text format, which is exact. */
final class TableCopy {
  private final Connection source;
  private final Connection target;

  TableCopy(Connection source, Connection target) {
    this.source = source;
    this.target = target;
  }

  /** Copies all rows. Returns their number. */
  long all(String table) throws SQLException {
    return some(table, "", "");
  }

  /**
   * Copies rows.
   *
   * @param order the order of the rows; empty for any
   * @param without a column that the target fills itself; empty for none
   */
  long some(String table, String order, String without) throws SQLException {
    List<String> columns = columns(FormerTables.name(table));
    columns.remove(without);
    String names = String.join(", ", columns);
    CopyOut out =
        source
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyOut(
                "copy (select %s from %s %s) to stdout"
                    .formatted(names, FormerTables.name(table), order));
    CopyIn in =
        target
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn("copy %s (%s) from stdin".formatted(table, names));
    try {
      for (byte[] row = out.readFromCopy(); row != null; row = out.readFromCopy()) {
        in.writeToCopy(row, 0, row.length);
      }
      in.endCopy();
    } finally {
      if (in.isActive()) {
        in.cancelCopy();
      }
      if (out.isActive()) {
        out.cancelCopy();
      }
    }
    if (in.getHandledRowCount() != out.getHandledRowCount()) {
      throw new SQLException(
          "%s has %d rows, of which %d were copied"
              .formatted(table, out.getHandledRowCount(), in.getHandledRowCount()));
    }
    return in.getHandledRowCount();
  }

  private List<String> columns(String table) throws SQLException {
    List<String> columns = new ArrayList<>();
    try (PreparedStatement statement =
        source.prepareStatement(
            """
            select column_name from information_schema.columns
            where table_schema = current_schema() and table_name = ? order by ordinal_position\
            """)) {
      statement.setString(1, table);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          columns.add(rows.getString(1));
        }
      }
    }
    return columns;
  }
}
