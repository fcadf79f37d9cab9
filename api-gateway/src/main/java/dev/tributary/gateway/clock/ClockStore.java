package dev.tributary.gateway.clock;

import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/** Where the installation's clock stands. Every call blocks, and fails if it cannot be asked. */
public interface ClockStore {

  /**
   * What was decided, with the workspaces' offsets that hold at that moment.
   *
   * @param offsets milliseconds by workspace; those without an offset are left out
   */
  record Outcome(TickerRow.Step step, Map<String, Long> offsets) {}

  /**
   * Ticks if it is this gateway's turn, and keeps its turn.
   *
   * @param largestStep by how much time may have moved; asked after the database's clock was read,
   *     because the database may have stalled before
   */
  Outcome step(String self, Supplier<Duration> largestStep);

  /** Ticks once, whoever's turn it is. */
  Outcome tickOnce(Duration largestStep);

  TickerRow read();

  /** Accepts a jump; nothing if there is none. */
  void resume();
}
