package dev.tributary.identity.start;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How many readers may follow events live at one instance. */
@ConfigMapping(prefix = "tributary.identity.stream")
public interface StreamConfig {
  /** In all. */
  @WithDefault("500")
  int places();

  /** In one workspace. */
  @WithDefault("100")
  int placesOfWorkspace();
}
