package dev.tributary.destinations.plan;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.destinations.ledger.Delivery;
import dev.tributary.destinations.ledger.LedgerBatch;
import dev.tributary.destinations.ledger.RecordKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The rows of the ledger as the parts of a plan have changed them so far. A backfill writes each
 * part before it reads the next one, so each part has to see the changes of the parts before. Not
 * thread-safe.
 */
final class PlannedRows {
  private static final int BYTES_OF_ROW = 500;
  private static final int BYTES_OF_FIELD = 100;

  private final Map<String, Planned> byId = new LinkedHashMap<>();
  private final Map<RecordKey, String> idByKey = new HashMap<>();
  private final Map<String, Set<String>> idsByOwner = new HashMap<>();
  private final Map<String, Set<String>> idsByParent = new HashMap<>();
  private final Set<String> forgotten = new HashSet<>();
  private long bytes;

  /**
   * A row after the parts so far.
   *
   * @param was as the ledger has it; null if the ledger does not have it
   */
  record Planned(Delivery row, @Nullable Delivery was) {}

  /** About how many bytes the rows have. */
  long bytes() {
    return bytes;
  }

  /** The rows, in the order in which the parts have led to them. */
  Collection<Planned> all() {
    return byId.values();
  }

  @Nullable Delivery find(@Nullable String id) {
    Planned planned = id == null ? null : byId.get(id);
    return planned == null ? null : planned.row();
  }

  /**
   * The rows that the keys and the owners of a part lead to, as the parts before have left them.
   *
   * @param read the same rows as the ledger has them
   */
  List<Delivery> before(
      List<Delivery> read, Collection<RecordKey> keys, Collection<String> owners) {
    Map<String, Delivery> found = new LinkedHashMap<>();
    for (Delivery row : read) {
      if (!forgotten.contains(row.id())) {
        Planned planned = byId.get(row.id());
        found.put(row.id(), planned == null ? row : planned.row());
      }
    }
    for (RecordKey key : keys) {
      add(idByKey.get(key), found);
    }
    for (String owner : owners) {
      idsByOwner.getOrDefault(owner, Set.of()).forEach(id -> add(id, found));
    }
    for (String record : List.copyOf(found.keySet())) {
      idsByParent.getOrDefault(record, Set.of()).forEach(id -> add(id, found));
    }
    return new ArrayList<>(found.values());
  }

  private void add(@Nullable String id, Map<String, Delivery> found) {
    Planned planned = id == null ? null : byId.get(id);
    if (planned != null) {
      found.put(planned.row().id(), planned.row());
    }
  }

  /**
   * Keeps the changes of a part.
   *
   * @param read as the ledger has them
   */
  void apply(LedgerBatch batch, List<Delivery> read) {
    Map<String, Delivery> ledger = new HashMap<>();
    read.forEach(row -> ledger.put(row.id(), row));
    batch.inserted().forEach(row -> put(row, null));
    batch.updated().forEach(row -> put(row, ledger.get(row.id())));
    for (String id : batch.forgotten()) {
      Planned before = byId.remove(id);
      if (before != null) {
        unlink(before.row());
      }
      forgotten.add(id);
    }
  }

  boolean isForgotten(String id) {
    return forgotten.contains(id);
  }

  /** Keeps a row that no part has changed so far. */
  void keep(Delivery row) {
    put(row, row);
  }

  private void put(Delivery row, @Nullable Delivery read) {
    Planned before = byId.get(row.id());
    if (before != null) {
      unlink(before.row());
    }
    byId.put(row.id(), new Planned(row, before == null ? read : before.was()));
    idByKey.put(row.key(), row.id());
    link(idsByOwner, row.owner(), row.id());
    link(idsByParent, row.parent(), row.id());
    bytes += bytes(row);
  }

  private void unlink(Delivery row) {
    idByKey.remove(row.key(), row.id());
    unlink(idsByOwner, row.owner(), row.id());
    unlink(idsByParent, row.parent(), row.id());
    bytes -= bytes(row);
  }

  private static void link(Map<String, Set<String>> ids, @Nullable String by, String id) {
    if (by != null) {
      ids.computeIfAbsent(by, _ -> new TreeSet<>()).add(id);
    }
  }

  private static void unlink(Map<String, Set<String>> ids, @Nullable String by, String id) {
    Set<String> found = by == null ? null : ids.get(by);
    if (found != null) {
      found.remove(id);
    }
  }

  private static long bytes(Delivery row) {
    long size = BYTES_OF_ROW;
    for (Map.Entry<String, JsonNode> field : row.content().fields().properties()) {
      JsonNode value = field.getValue();
      int length = value.isValueNode() ? value.asText().length() : value.toString().length();
      size += BYTES_OF_FIELD + length;
    }
    return size;
  }
}
