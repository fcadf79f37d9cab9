package dev.tributary.control.http.workspace;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Time. */
@ConfigMapping(prefix = "tributary.control.clock")
public interface ClockConfig {
  /** Whether workspaces may move their business time forward. */
  @WithDefault("false")
  boolean offsetAllowed();

  /**
   * By how much time may move while no control plane ticks, before the clock counts as broken. The
   * retention of the log is as long.
   */
  @WithDefault("30D")
  Duration longestOutage();
}
