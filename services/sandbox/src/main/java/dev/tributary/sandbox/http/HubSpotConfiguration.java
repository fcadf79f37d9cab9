package dev.tributary.sandbox.http;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** Settings of the HubSpot stand-in at its start. */
@ConfigMapping(prefix = "sandbox.hubspot")
interface HubSpotConfiguration {
  /** The only accepted token; any token is accepted if it is absent. */
  Optional<String> token();

  /** The file that keeps its records over a restart; absent for no file. */
  Optional<Path> file();
}
