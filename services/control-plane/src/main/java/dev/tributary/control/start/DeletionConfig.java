package dev.tributary.control.start;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Deleted workspaces. */
@ConfigMapping(prefix = "tributary.control.deletion")
public interface DeletionConfig {

  /** For how long a deleted workspace can be restored. */
  @WithDefault("7D")
  Duration hold();
}
