package dev.tributary.control.clock;

import dev.tributary.contracts.id.WorkspaceId;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The stored clock of the installation. Every call blocks, and fails if the store cannot be
 * reached.
 */
public interface ClockStore {

  /**
   * The decision, with the offsets of the workspaces at that moment.
   *
   * @param offsets milliseconds by workspace; those without an offset are left out
   */
  record Outcome(TickerRow.Step step, Map<WorkspaceId, Long> offsets) {}

  /**
   * Ticks if this instance holds or gets the lease, and renews the lease.
   *
   * @param largestStep by how much time may have moved. It is called after the database's clock was
   *     read, because the database may have stalled before
   */
  Outcome step(String self, Supplier<Duration> largestStep);

  /** Ticks once, also while another instance holds the lease: an additional tick is harmless. */
  Outcome tickOnce(Duration largestStep);

  TickerRow read();

  /** Accepts a jump. Does nothing if there is none. */
  void resume();
}
