package dev.tributary.control.start;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The readers that follow changes at one instance: one for each visible tab of the web UI. */
@ConfigMapping(prefix = "tributary.control.changes")
public interface ChangeStreamConfig {
  /** In all. */
  @WithDefault("800")
  int places();

  /** In one workspace. */
  @WithDefault("200")
  int placesOfWorkspace();
}
