package dev.tributary.audience.start;

import io.smallrye.config.ConfigMapping;
import java.net.URI;
import java.util.Optional;

/** The addresses of identity resolution. */
@ConfigMapping(prefix = "tributary.audience.identity")
public interface IdentityConfig {

  /** The address for requests. */
  URI url();

  /** The address of the management port; without it, {@link #managementPort} at the same host. */
  Optional<URI> managementUrl();

  /** The management port if it has no address of its own. */
  int managementPort();
}
