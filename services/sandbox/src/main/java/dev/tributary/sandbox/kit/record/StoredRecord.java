package dev.tributary.sandbox.kit.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.kit.record.Change.Nulls;
import dev.tributary.sandbox.kit.record.Change.Objects;
import dev.tributary.sandbox.kit.record.UniqueKeys.Key;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One record of a vendor, at one moment.
 *
 * @param writes how often it was created or updated over the vendor's API
 * @param unchangedWrites how many of those writes changed no value
 * @param createdElsewhere whether the control API created it
 */
public record StoredRecord(
    String id,
    Map<String, String> keys,
    ObjectNode values,
    Instant createdAt,
    Instant updatedAt,
    int writes,
    int unchangedWrites,
    boolean createdElsewhere) {
  public @Nullable String key(String name) {
    return keys.get(name);
  }

  /** A new record without values. A record from elsewhere has no write over the vendor's API. */
  static StoredRecord empty(String id, Instant now, boolean createdElsewhere) {
    return new StoredRecord(
        id,
        Map.of(),
        Json.LENIENT.createObjectNode(),
        now,
        now,
        createdElsewhere ? -1 : 0,
        0,
        createdElsewhere);
  }

  List<Key> uniqueKeys() {
    return keys.entrySet().stream().map(key -> new Key(key.getKey(), key.getValue())).toList();
  }

  /** The same record after a write over the vendor's API. */
  StoredRecord changed(Map<String, @Nullable String> newKeys, Change change, Instant now) {
    var mergedKeys = new TreeMap<>(keys);
    newKeys.forEach((name, value) -> {
      if (value == null) {
        mergedKeys.remove(name);
      } else {
        mergedKeys.put(name, value);
      }
    });
    var merged = merged(values, change.values(), change);
    boolean unchanged = merged.equals(values) && mergedKeys.equals(keys);
    return new StoredRecord(
        id,
        mergedKeys,
        merged,
        createdAt,
        unchanged ? updatedAt : now,
        writes + 1,
        unchangedWrites + (unchanged ? 1 : 0),
        createdElsewhere);
  }

  private static ObjectNode merged(ObjectNode held, ObjectNode given, Change how) {
    var merged = held.deepCopy();
    given
        .properties()
        .forEach(field -> {
          var name = field.getKey();
          if (field.getValue() instanceof ObjectNode object) {
            var before =
                how.objects() == Objects.MERGED && merged.get(name) instanceof ObjectNode present
                    ? present
                    : Json.LENIENT.createObjectNode();
            merged.set(name, merged(before, object, how));
          } else if (!field.getValue().isNull()) {
            merged.set(name, field.getValue().deepCopy());
          } else if (how.nulls() == Nulls.CLEAR) {
            merged.remove(name);
          }
        });
    return merged;
  }
}
