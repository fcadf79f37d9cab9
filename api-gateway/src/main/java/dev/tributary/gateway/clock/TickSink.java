package dev.tributary.gateway.clock;

import dev.tributary.contracts.event.Tick;

/** Where ticks go: into every partition of {@code events}. */
public interface TickSink {

  /** Writes and waits until the log has it. */
  void write(Tick tick);
}
