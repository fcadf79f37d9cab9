package dev.tributary.control.kafka;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The channels that cannot store what they have read, and why. Thread-safe. */
public final class WaitingChannels {
  private final Map<String, Wait> waits = new ConcurrentHashMap<>();
  private final Clock clock;

  public WaitingChannels(Clock clock) {
    this.clock = clock;
  }

  /**
   * A channel that waits.
   *
   * @param cause of the newest failure
   */
  public record Wait(Instant since, String cause) {}

  /** Returns whether the channel did not wait before. */
  boolean waits(String channel, String cause) {
    Wait first = new Wait(clock.instant(), cause);
    return waits.merge(channel, first, (before, _) -> new Wait(before.since(), cause)) == first;
  }

  void goesOn(String channel) {
    waits.remove(channel);
  }

  public Map<String, Wait> all() {
    return Map.copyOf(waits);
  }

  /** How long the channel that waits longest has waited; zero if none waits. */
  public Duration longest() {
    Instant now = clock.instant();
    return waits.values().stream()
        .map(wait -> Duration.between(wait.since(), now))
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }
}
