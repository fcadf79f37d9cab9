package dev.tributary.warehouse.http;

import dev.tributary.warehouse.table.Catalogue;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The tables of a warehouse with their columns, without any value.
 *
 * @param tables in the order of their names
 * @param more whether the warehouse has more tables or columns than the answer
 */
@Schema(name = "WarehouseCatalogue")
public record CatalogueView(List<TableView> tables, boolean more) {

  /**
   * A table of a warehouse.
   *
   * @param name the name of the table
   * @param columns the columns, in their order in the table
   */
  @Schema(name = "WarehouseTable")
  public record TableView(String name, List<ColumnView> columns) {}

  /**
   * A column of a table of a warehouse.
   *
   * @param name the name of the column
   * @param type the type of the column, as the warehouse names it
   */
  @Schema(name = "WarehouseColumn")
  public record ColumnView(String name, String type) {}

  static CatalogueView of(Catalogue catalogue) {
    return new CatalogueView(
        catalogue.tables().stream()
            .map(table -> new TableView(table.name(), columns(table.columns())))
            .toList(),
        catalogue.more());
  }

  private static List<ColumnView> columns(List<Catalogue.TypedColumn> columns) {
    return columns.stream().map(each -> new ColumnView(each.name(), each.type())).toList();
  }
}
