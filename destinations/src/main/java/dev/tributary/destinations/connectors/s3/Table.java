package dev.tributary.destinations.connectors.s3;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Batch.Operation;
import dev.tributary.destinations.connector.Item;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The content of a file, whatever its format: one row for each item of a batch.
 *
 * @param columns in order; those of Tributary, the match field, then the fields of the mapping, and
 *     then other fields that the items have, in alphabetical order
 * @param rows one value for each column; a missing node if the item does not have the field
 */
record Table(List<String> columns, List<List<JsonNode>> rows) {
  /** The change of the record; files of events do not have this column. */
  static final String OPERATION = "tributary_operation";

  /** The id of the delivery, or of the event. */
  static final String ID = "tributary_id";

  /** Grows with each change of a record; files of events do not have this column. */
  static final String VERSION = "tributary_version";

  /** When the content became desired. */
  static final String TIME = "tributary_time";

  /**
   * A list of all other match values under which earlier files may have the record, oldest first:
   * those that were delivered, and those of attempts without an answer. Files of events do not have
   * this column.
   */
  static final String FORMER = "tributary_former_match_values";

  /** Of the columns of Tributary. Their names are compared without case, as readers do. */
  private static final String PREFIX = "tributary_";

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String EVENTS = "events";
  private static final String MEMBERS = "audience-members";

  static Table of(Batch batch) {
    boolean events = batch.object().equals(EVENTS);
    Set<String> columns =
        new LinkedHashSet<>(
            events ? List.of(ID, TIME) : List.of(OPERATION, ID, VERSION, TIME, FORMER));
    batch.items().stream()
        .map(Item::matchField)
        .filter(field -> field != null)
        .findFirst()
        .ifPresent(columns::add);
    columns.addAll(batch.mapping());
    columns.addAll(present(batch));
    List<String> ordered = List.copyOf(columns);
    List<List<JsonNode>> rows = new ArrayList<>();
    for (Item item : batch.items()) {
      ObjectNode all = events ? event(item) : record(batch, item);
      List<JsonNode> row = new ArrayList<>();
      for (String column : ordered) {
        JsonNode value = all.get(column);
        row.add(value == null ? MissingNode.getInstance() : value);
      }
      rows.add(row);
    }
    return new Table(ordered, rows);
  }

  /**
   * The fields that the items have. Without a mapping, a sync passes all values on; and other syncs
   * of the same records can map further fields. Names of Tributary's columns are left out.
   */
  private static Set<String> present(Batch batch) {
    Set<String> names = new TreeSet<>();
    batch.items().forEach(item -> item.fields().fieldNames().forEachRemaining(names::add));
    names.removeIf(name -> name.regionMatches(true, 0, PREFIX, 0, PREFIX.length()));
    return names;
  }

  private static ObjectNode event(Item item) {
    ObjectNode row = JSON.objectNode();
    row.setAll(item.fields());
    row.put(ID, item.matchValue());
    row.put(TIME, item.since().toString());
    return row;
  }

  private static ObjectNode record(Batch batch, Item item) {
    ObjectNode row = JSON.objectNode();
    String field = item.matchField();
    boolean removed = batch.operation() == Operation.REMOVE;
    String delivered = item.deliveredAs();
    String named = removed && delivered != null ? delivered : item.matchValue();
    row.setAll(item.fields());
    if (field != null) {
      row.put(field, named);
    }
    boolean member = batch.object().equals(MEMBERS);
    row.put(OPERATION, removed ? member ? "left" : "removed" : member ? "member" : "upserted");
    row.put(ID, item.delivery());
    row.put(VERSION, item.version());
    row.put(TIME, item.since().toString());
    Set<String> others = others(item, named);
    if (!others.isEmpty()) {
      others.forEach(row.putArray(FORMER)::add);
    }
    return row;
  }

  /**
   * All match values under which a file may have the record, but the one that its row names. Of a
   * removal, the current value is one of them: an attempt without an answer may have written it.
   */
  private static Set<String> others(Item item, String named) {
    Set<String> values = new LinkedHashSet<>();
    if (item.deliveredAs() != null) {
      values.add(item.deliveredAs());
    }
    values.addAll(item.formerMatchValues());
    values.add(item.matchValue());
    values.remove(named);
    return values;
  }
}
