package dev.tributary.control.workspace.invitation;

import io.smallrye.config.ConfigMapping;

/** The setting that an invitation needs. */
@ConfigMapping(prefix = "tributary.control")
public interface InvitationConfig {

  /** The address at which browsers reach this installation; no slash at its end. */
  String gatewayUrl();
}
