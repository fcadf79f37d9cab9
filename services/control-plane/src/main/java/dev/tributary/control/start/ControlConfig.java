package dev.tributary.control.start;

import io.smallrye.config.ConfigMapping;

/** The settings of the control plane, except those of a feature, which are in its package. */
@ConfigMapping(prefix = "tributary.control")
public interface ControlConfig {

  /** The address at which browsers and API clients reach this installation; no slash at its end. */
  String gatewayUrl();

  /** The key secret of the collector, hex: by it the collector knows the control plane. */
  String collectorKeySecret();
}
