package dev.tributary.destinations.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that a test moves on. Thread-safe. */
final class MovedClock extends Clock {
  private final AtomicReference<Clock> now;

  MovedClock(Clock from) {
    now = new AtomicReference<>(from);
  }

  void move(Duration time) {
    now.updateAndGet(clock -> Clock.offset(clock, time));
  }

  @Override
  public Instant instant() {
    return now.get().instant();
  }

  @Override
  public ZoneId getZone() {
    return now.get().getZone();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return now.get().withZone(zone);
  }
}
