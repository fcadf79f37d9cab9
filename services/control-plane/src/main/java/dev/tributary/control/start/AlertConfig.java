package dev.tributary.control.start;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of the checks for alerts. */
@ConfigMapping(prefix = "tributary.control.alert")
public interface AlertConfig {

  /**
   * The interval of the checks. An alert opens with the second check that finds it, so a late model
   * that runs every minute is noticed within two of its intervals.
   */
  @WithDefault("15S")
  Duration every();

  /** The smallest value for the usual gap of a source. */
  @WithDefault("5M")
  Duration shortestGap();

  /** How long changes may wait for their delivery. */
  @WithDefault("15M")
  Duration patience();

  /**
   * How long accepted data may wait to be processed. A stage is late after a minute, and alerts
   * only after it has been late for this time: after an outage, a stage is mostly late for seconds.
   * With the default, an alert opens within three minutes after the oldest of these data arrived.
   */
  @WithDefault("1M")
  Duration late();
}
