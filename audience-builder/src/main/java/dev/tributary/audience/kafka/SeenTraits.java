package dev.tributary.audience.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.audience.dictionary.ReceivedTrait;
import dev.tributary.contracts.event.CallType;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.AppliedEvent;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * The traits in the messages of a poll: changed traits, and traits that identify calls repeated.
 */
final class SeenTraits {
  /**
   * The limit of an index. A longer name of a trait is hardly meant, so no time is stored for it.
   */
  private static final int LONGEST = 500;

  private final Map<WorkspaceId, Map<String, ReceivedTrait>> seen = new TreeMap<>();

  void add(
      ProfileUpdate update, Map<String, JsonNode> before, Map<String, JsonNode> after, long now) {
    if (before != after) {
      after.forEach((name, value) -> {
        if (!value.equals(before.get(name))) {
          add(update.workspace(), name, now);
        }
      });
    }
    for (AppliedEvent event : update.events()) {
      if (event.type() == CallType.IDENTIFY) {
        event
            .properties()
            .fieldNames()
            .forEachRemaining(name -> {
              if (after.containsKey(name)) {
                add(update.workspace(), name, now);
              }
            });
      }
    }
  }

  private void add(WorkspaceId workspace, String name, long now) {
    // PostgreSQL keeps no text with U+0000.
    if (name.length() <= LONGEST && name.indexOf('\0') < 0) {
      seen.computeIfAbsent(workspace, _ -> new TreeMap<>())
          .merge(
              name,
              new ReceivedTrait(workspace, name, now),
              (one, other) -> one.at() < other.at() ? other : one);
    }
  }

  /** Each name once, sorted. */
  Collection<ReceivedTrait> sorted() {
    return seen.values().stream().flatMap(names -> names.values().stream()).toList();
  }
}
