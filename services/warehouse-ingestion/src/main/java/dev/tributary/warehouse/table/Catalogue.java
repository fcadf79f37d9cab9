package dev.tributary.warehouse.table;

import java.util.ArrayList;
import java.util.List;

/**
 * The tables of a warehouse with their columns, without any value.
 *
 * @param tables in the order of their names
 * @param more whether the warehouse has more tables or columns than these
 */
public record Catalogue(List<Table> tables, boolean more) {

  public Catalogue {
    tables = List.copyOf(tables);
  }

  /**
   * @param columns in their order in the table
   */
  public record Table(String name, List<TypedColumn> columns) {

    public Table {
      columns = List.copyOf(columns);
    }
  }

  /**
   * A column.
   *
   * @param type as the warehouse names it
   */
  public record TypedColumn(String name, String type) {}

  /** Collects columns, those of each table together. Confined to one thread. */
  public static final class Builder {
    private final int most;
    private final List<Table> tables = new ArrayList<>();
    private final List<TypedColumn> columns = new ArrayList<>();
    private String table = "";
    private int added;

    /**
     * @param most the number of columns of all tables together that are kept
     */
    public Builder(int most) {
      this.most = most;
    }

    public void add(String tableName, String column, String type) {
      added++;
      if (added > most) {
        return;
      }
      if (!tableName.equals(table)) {
        finishTable();
        table = tableName;
      }
      columns.add(new TypedColumn(column, type));
    }

    private void finishTable() {
      if (!columns.isEmpty()) {
        tables.add(new Table(table, columns));
        columns.clear();
      }
    }

    public Catalogue build() {
      finishTable();
      return new Catalogue(tables, added > most);
    }
  }
}
