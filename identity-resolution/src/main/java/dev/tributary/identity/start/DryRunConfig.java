package dev.tributary.identity.start;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The limits of a dry run of identity rules on the history. */
@ConfigMapping(prefix = "tributary.identity.trial")
public interface DryRunConfig {
  /** After this time, no more of the history is replayed, and the result so far is compared. */
  @WithDefault("30M")
  Duration time();
}
