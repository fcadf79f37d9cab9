package dev.tributary.destinations.connectors.postgresql;

import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Item;

/**
 * The table that a sync writes to. Names are checked against a pattern and quoted.
 *
 * @param matchColumn the column that identifies the record
 * @param create whether to create missing tables and columns
 */
record Table(String schema, String name, String matchColumn, boolean create) {
  /** The column with the id of an event. */
  private static final String EVENT_ID = "event_id";

  static Table of(Batch batch) {
    Item first = batch.items().getFirst();
    String match = first.matchField();
    return new Table(
        batch.target().setting(Settings.SCHEMA, "public"),
        batch.syncSettings().path(Settings.TABLE).asText(""),
        match == null ? EVENT_ID : match,
        batch.syncSettings().path(Settings.CREATE_TABLE).asBoolean(true));
  }

  boolean named() {
    return name.matches(pattern()) && schema.matches(pattern()) && matchColumn.matches(pattern());
  }

  String pattern() {
    return Settings.NAME;
  }

  String quoted() {
    return quoted(schema) + "." + quoted(name);
  }

  /** The table that stores the versions that were delivered. */
  String deliveries() {
    return quoted(schema) + ".tributary_delivery";
  }

  static String quoted(String identifier) {
    return '"' + identifier.replace("\"", "\"\"") + '"';
  }
}
