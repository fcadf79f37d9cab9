package dev.tributary.control.start;

import io.smallrye.config.ConfigMapping;
import java.net.URI;
import java.util.Optional;

/** The settings of the control plane. */
@ConfigMapping(prefix = "tributary.control")
public interface ControlConfig {
  Identity identity();

  /** Where identity resolution is. */
  interface Identity {
    URI url();

    /** Its management port; by default the own management port, at the host of its address. */
    Optional<URI> managementUrl();
  }
}
