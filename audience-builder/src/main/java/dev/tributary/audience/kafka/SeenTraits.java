package dev.tributary.audience.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.audience.postgres.TraitSightings.Sighting;
import dev.tributary.contracts.event.CallType;
import dev.tributary.contracts.profile.AppliedEvent;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** The traits that came with a poll's news: what changed, and what identify calls said again. */
final class SeenTraits {
  /** What an index takes; who names a trait with more wants no column in a list. */
  private static final int LONGEST = 500;

  private final Map<String, Map<String, Sighting>> seen = new TreeMap<>();

  void add(News news, Map<String, JsonNode> before, Map<String, JsonNode> after, long now) {
    if (before != after) {
      after.forEach((name, value) -> {
        if (!value.equals(before.get(name))) {
          add(news.workspace(), name, now);
        }
      });
    }
    for (AppliedEvent event : news.events()) {
      if (event.type() == CallType.IDENTIFY) {
        event
            .properties()
            .fieldNames()
            .forEachRemaining(name -> {
              if (after.containsKey(name)) {
                add(news.workspace(), name, now);
              }
            });
      }
    }
  }

  private void add(String workspace, String name, long now) {
    // PostgreSQL keeps no text with U+0000.
    if (name.length() <= LONGEST && name.indexOf('\0') < 0) {
      seen.computeIfAbsent(workspace, _ -> new TreeMap<>())
          .merge(
              name,
              new Sighting(workspace, name, now),
              (one, other) -> one.at() < other.at() ? other : one);
    }
  }

  /** Each name once, sorted. */
  Collection<Sighting> sorted() {
    return seen.values().stream().flatMap(names -> names.values().stream()).toList();
  }
}
