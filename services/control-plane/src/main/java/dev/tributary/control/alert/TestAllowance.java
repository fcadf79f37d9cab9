package dev.tributary.control.alert;

import dev.tributary.contracts.id.WorkspaceId;
import java.time.Duration;
import java.util.Optional;

/**
 * How many tests of its channels a workspace may send. All control planes share it. Thread-safe;
 * blocks.
 */
public interface TestAllowance {
  /** Two tests of each channel in a row. */
  int AT_ONCE = 6;

  /** Then one test after each of these. */
  Duration EVERY = Duration.ofMinutes(1);

  /**
   * Takes one test.
   *
   * @return empty if there is one; else after how long there is one
   */
  Optional<Duration> take(WorkspaceId workspace);
}
