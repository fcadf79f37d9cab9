package dev.tributary.identity.start;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/** The resources of a run of matching. */
@ConfigMapping(prefix = "tributary.matching")
public interface MatchingConfig {
  /**
   * The memory limit of the engine, outside of the heap. It uses about 100 MB more, and spills the
   * rest to a folder.
   */
  @WithDefault("192")
  int memoryMegabytes();

  /** The threads of the engine. */
  @WithDefault("2")
  int threads();

  /** The folder that the engine spills to. */
  @WithDefault("${java.io.tmpdir}")
  Path scratch();
}
