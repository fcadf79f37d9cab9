package dev.tributary.sandbox.hubspot;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One record of the CRM, at one moment.
 *
 * @param writes how often it was created or updated over the vendor's API, so that "sent once" can
 *     be checked
 * @param unchangedWrites how many of those writes changed no value
 * @param createdElsewhere whether the control API created it
 */
public record CrmObject(
    String id,
    Map<String, String> properties,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Instant archivedAt,
    int writes,
    int unchangedWrites,
    boolean createdElsewhere) {
  public CrmObject {
    properties = Collections.unmodifiableMap(properties);
  }

  static CrmObject create(
      String id, Map<String, String> values, Instant now, boolean createdElsewhere) {
    return new CrmObject(
        id, merge(Map.of(), values), now, now, null, createdElsewhere ? 0 : 1, 0, createdElsewhere);
  }

  /** The given values replace the present ones; an empty value clears. */
  CrmObject updated(Map<String, String> values, Instant now) {
    var merged = merge(properties, values);
    boolean unchanged = merged.equals(properties);
    return new CrmObject(
        id,
        merged,
        createdAt,
        unchanged ? updatedAt : now,
        archivedAt,
        writes + 1,
        unchangedWrites + (unchanged ? 1 : 0),
        createdElsewhere);
  }

  CrmObject archived(Instant now) {
    return new CrmObject(
        id, properties, createdAt, now, now, writes, unchangedWrites, createdElsewhere);
  }

  @Nullable String value(String property) {
    return properties.get(property);
  }

  private static Map<String, String> merge(Map<String, String> held, Map<String, String> values) {
    var merged = new TreeMap<>(held);
    values.forEach((name, value) -> {
      if (value.isEmpty()) {
        merged.remove(name);
      } else {
        merged.put(name, value);
      }
    });
    return merged;
  }
}
