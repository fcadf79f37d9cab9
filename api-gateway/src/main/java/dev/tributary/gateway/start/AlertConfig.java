package dev.tributary.gateway.start;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How alerts are looked for. */
@ConfigMapping(prefix = "tributary.gateway.alert")
public interface AlertConfig {

  /**
   * From one look to the next. An alert opens with the second look that finds it, so a model that
   * runs every minute is missed within two of its intervals.
   */
  @WithDefault("15S")
  Duration every();

  /** A source's usual gap counts as this at least. */
  @WithDefault("5M")
  Duration shortestGap();

  /** How long changes may wait, for delivery or for a part of the pipeline. */
  @WithDefault("15M")
  Duration patience();
}
