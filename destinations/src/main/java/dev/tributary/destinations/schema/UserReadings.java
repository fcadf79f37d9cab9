package dev.tributary.destinations.schema;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.WorkspaceId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How often users make this instance ask a vendor: {@link #MOST_PER_MINUTE} times for a
 * destination, whatever the objects and settings are. Thread-safe.
 */
final class UserReadings {
  static final int MOST_PER_MINUTE = 10;

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final int MOST_DESTINATIONS = 10_000;

  private record Place(WorkspaceId workspace, DestinationId destination) {}

  private record Window(Instant end, int readings) {}

  private final Map<Place, Window> windows = new HashMap<>();

  /**
   * Counts one reading.
   *
   * @return null if it may begin; otherwise, when the next one may
   */
  synchronized @Nullable Instant begin(FieldKey key, Instant now) {
    Place place = new Place(key.workspace(), key.destination());
    Window window = windows.get(place);
    if (window == null || !now.isBefore(window.end())) {
      windows.remove(place);
      windows.values().removeIf(each -> !now.isBefore(each.end()));
      if (windows.size() >= MOST_DESTINATIONS) {
        return now.plus(MINUTE);
      }
      windows.put(place, new Window(now.plus(MINUTE), 1));
      return null;
    }
    if (window.readings() >= MOST_PER_MINUTE) {
      return window.end();
    }
    windows.put(place, new Window(window.end(), window.readings() + 1));
    return null;
  }
}
