package dev.tributary.identity.start;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What trying rules on history may take. */
@ConfigMapping(prefix = "tributary.identity.trial")
public interface TrialConfig {
  /** After which no more of the history is taken in, and what there is is compared. */
  @WithDefault("30M")
  Duration time();
}
