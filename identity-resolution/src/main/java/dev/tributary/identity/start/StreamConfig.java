package dev.tributary.identity.start;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The clients that follow events live at one instance. */
@ConfigMapping(prefix = "tributary.identity.stream")
public interface StreamConfig {
  /** The longest time until a stream shows a decision whose change was lost. */
  @WithDefault("30S")
  Duration quiet();

  /** In all. */
  @WithDefault("500")
  int places();

  /** In one workspace. */
  @WithDefault("100")
  int placesOfWorkspace();
}
