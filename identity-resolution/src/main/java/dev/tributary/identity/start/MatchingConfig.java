package dev.tributary.identity.start;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/** What looking for people who may be one may use. */
@ConfigMapping(prefix = "tributary.matching")
public interface MatchingConfig {
  /**
   * Of the engine, outside of the heap; it uses about 100 more, and spills the rest to a folder.
   */
  @WithDefault("192")
  int memoryMegabytes();

  /** Of the engine. */
  @WithDefault("2")
  int threads();

  /** Where it spills to. */
  @WithDefault("${java.io.tmpdir}")
  Path scratch();
}
