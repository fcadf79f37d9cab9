package dev.tributary.control.clock;

import dev.tributary.contracts.event.Tick;

/** Writes ticks into every partition of {@code events}. */
public interface TickSink {

  /** False while the log is not the one that belongs to the database. */
  default boolean open() {
    return true;
  }

  /** Writes a tick and waits until the log has stored it. */
  void write(Tick tick);
}
