package dev.tributary.destinations.schema;

import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The lists that this instance has in memory. Their number and their size are bounded: the list
 * that was used the longest time ago is left out first. Thread-safe.
 */
final class KnownLists {
  static final int MOST_LISTS = 500;

  /** Fields and options of all lists together. */
  static final int MOST_PARTS = 200_000;

  private final Map<FieldKey, FieldList> lists = new LinkedHashMap<>(16, 0.75f, true);
  private int parts;

  synchronized @Nullable FieldList find(FieldKey key) {
    return lists.get(key);
  }

  /** Keeps a list, unless there is a newer one. Lists that have expired are left out. */
  synchronized void keep(FieldKey key, FieldList list, Instant now) {
    FieldList old = lists.get(key);
    if (old != null && list.askedAt().isBefore(old.askedAt())) {
      return;
    }
    leaveOutExpired(now);
    FieldList replaced = lists.put(key, list);
    parts += parts(list) - (replaced == null ? 0 : parts(replaced));
    Iterator<FieldList> eldest = lists.values().iterator();
    while (lists.size() > 1 && (lists.size() > MOST_LISTS || parts > MOST_PARTS)) {
      parts -= parts(eldest.next());
      eldest.remove();
    }
  }

  private void leaveOutExpired(Instant now) {
    Iterator<FieldList> each = lists.values().iterator();
    while (each.hasNext()) {
      FieldList list = each.next();
      if (!now.isBefore(list.until())) {
        parts -= parts(list);
        each.remove();
      }
    }
  }

  private static int parts(FieldList list) {
    return list.fields().values().stream()
        .mapToInt(field -> 1 + field.options().listed().size())
        .sum();
  }
}
