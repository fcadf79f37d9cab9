package dev.tributary.destinations.connectors.postgresql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.EgressFailure;
import dev.tributary.destinations.connector.Listing;
import dev.tributary.destinations.connector.Listing.Listed;
import dev.tributary.destinations.connector.Listing.Page;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Target;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Lists the rows of a table in the order of its match column, which has a unique index. */
final class RowPages {
  private static final int MOST = 500;

  /** A longer value is left out. */
  private static final int LONGEST = 100_000;

  /** The types of which a value has the same text as the one that was sent. */
  private static final Set<String> TEXTS = Set.of("text", "character varying");

  /** Others change a value when it is stored: they cut or round it, or drop its offset. */
  private static final Set<String> COMPARED =
      Set.of(
          "text",
          "character varying",
          "jsonb",
          "boolean",
          "numeric",
          "smallint",
          "integer",
          "bigint",
          "timestamp with time zone");

  private RowPages() {}

  static Page page(Listing.Scope scope, Target target, Egress egress) {
    Table table =
        new Table(
            target.setting(Settings.SCHEMA, "public"),
            scope.syncSettings().path(Settings.TABLE).asText(""),
            scope.matchField(),
            false);
    if (!table.named()) {
      return failed("The table must be a name like " + table.pattern());
    }
    try (Connection connection = Connections.open(target, egress)) {
      connection.setReadOnly(true);
      Map<String, String> types = types(connection, table);
      String match = types.get(table.matchColumn());
      if (match == null) {
        return failed(
            "There is no table %s with a column %s".formatted(table.name(), table.matchColumn()));
      }
      return TEXTS.contains(match)
          ? records(connection, table, match, scope, types)
          : failed(
              "The match column %s has the type %s. Rows can be compared only by a column of the"
                      .formatted(table.matchColumn(), match)
                  + " type text or varchar without a length");
    } catch (EgressFailure e) {
      return new Page.Failed(e.outcome());
    } catch (SQLException e) {
      return new Page.Failed(Failures.outcome(e, false));
    } catch (JsonProcessingException e) {
      return new Page.Failed(new Outcome.Transient("A row of the table cannot be read", null));
    }
  }

  private static Page failed(String words) {
    return new Page.Failed(new Outcome.Misconfigured(words));
  }

  private static Page records(
      Connection connection,
      Table table,
      String matchType,
      Listing.Scope scope,
      Map<String, String> types)
      throws SQLException, JsonProcessingException {
    List<String> read =
        scope.fields().stream()
            .filter(field -> COMPARED.contains(types.getOrDefault(field, "")))
            .toList();
    String match = "t." + Table.quoted(table.matchColumn());
    StringBuilder columns = new StringBuilder(match).append("::text");
    for (String field : read) {
      String column = "t." + Table.quoted(field);
      columns.append(
          ", case when %1$s is null then 'null' when octet_length(%1$s::text) <= %2$d then"
              .concat(" to_jsonb(%1$s)::text end")
              .formatted(column, LONGEST));
    }
    String cursor = scope.cursor();
    String sql =
        "select %s from %s t where %s order by %s limit %d"
            .formatted(
                columns,
                table.quoted(),
                cursor == null
                    ? match + " is not null"
                    : "%s > cast(? as %s)".formatted(match, matchType),
                match,
                MOST);
    List<Listed> records = new ArrayList<>();
    String last = null;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      if (cursor != null) {
        statement.setString(1, cursor);
      }
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          last = rows.getString(1);
          records.add(new Listed(last, null, fields(rows, read)));
        }
      }
    }
    return new Page.Records(records, records.size() < MOST ? null : last);
  }

  /** A value that is too long is left out. */
  private static ObjectNode fields(ResultSet row, List<String> read)
      throws SQLException, JsonProcessingException {
    ObjectNode fields = Json.MAPPER.createObjectNode();
    for (int i = 0; i < read.size(); i++) {
      String value = row.getString(i + 2);
      if (value != null) {
        fields.set(read.get(i), Json.MAPPER.readTree(value));
      }
    }
    return fields;
  }

  private static Map<String, String> types(Connection connection, Table table) throws SQLException {
    Map<String, String> types = new HashMap<>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            select attname, format_type(atttypid, atttypmod) from pg_attribute
            where attrelid = to_regclass(?) and attnum > 0 and not attisdropped\
            """)) {
      statement.setString(1, table.quoted());
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          types.put(rows.getString(1), rows.getString(2));
        }
      }
    }
    return types;
  }
}
