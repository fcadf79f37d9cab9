package dev.tributary.sandbox.hubspot;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The event definitions of an account, and the events that it has received. */
final class EventLog {
  /** HubSpot takes one event of a definition and a {@code uuid} within a year. */
  private static final Duration UNIQUE = Duration.ofDays(365);

  /** A received event. */
  record Event(
      String eventName,
      @Nullable String email,
      @Nullable String objectId,
      @Nullable String utk,
      String occurredAt,
      Map<String, String> properties,
      @Nullable String uuid,
      Instant receivedAt) {}

  private record Key(String eventName, String uuid) {}

  private final Map<String, Set<String>> definitions = new TreeMap<>();
  private final List<Event> events = new ArrayList<>();
  private final Map<Key, Instant> received = new HashMap<>();

  /**
   * Creates a definition, or replaces its own properties.
   *
   * @return its fully qualified name
   */
  String define(String name, Set<String> properties) {
    var full = "pe%d_%s".formatted(Account.PORTAL_ID, name);
    definitions.put(full, Set.copyOf(properties));
    return full;
  }

  /** The properties of a definition, without those that each definition has. */
  Optional<Set<String>> properties(String fullName) {
    return Optional.ofNullable(definitions.get(fullName));
  }

  /** Keeps an event, unless its key was received within a year. */
  void add(Event event) {
    if (event.uuid() != null) {
      var key = new Key(event.eventName(), event.uuid());
      var first = received.get(key);
      if (first != null && first.plus(UNIQUE).isAfter(event.receivedAt())) {
        return;
      }
      received.put(key, event.receivedAt());
    }
    events.add(event);
  }

  /** Oldest first. */
  List<Event> events() {
    return List.copyOf(events);
  }

  void clear() {
    definitions.clear();
    events.clear();
    received.clear();
  }
}
