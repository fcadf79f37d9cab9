package dev.tributary.sandbox.http;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** Settings of the HubSpot stand-in at its start. */
@ConfigMapping(prefix = "sandbox.hubspot")
interface HubSpotConfiguration {
  /** The only token accepted; any while it is absent. */
  Optional<String> token();

  /** Where its records outlive a restart; nowhere while it is absent. */
  Optional<Path> file();
}
