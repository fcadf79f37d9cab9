package dev.tributary.sandbox.webhook;

import java.time.Clock;
import java.util.Collection;
import java.util.concurrent.ConcurrentSkipListMap;

/** All receivers, by name. A receiver is created when it is first named. Thread-safe. */
public final class Receivers {
  private final Clock clock;
  private final ConcurrentSkipListMap<String, Receiver> receivers = new ConcurrentSkipListMap<>();

  public Receivers(Clock clock) {
    this.clock = clock;
  }

  public Receiver named(String name) {
    return receivers.computeIfAbsent(name, n -> new Receiver(n, clock));
  }

  public Collection<Receiver> all() {
    return receivers.values();
  }

  /** Deletes all receivers with their settings and faults. */
  public void reset() {
    receivers.clear();
  }
}
