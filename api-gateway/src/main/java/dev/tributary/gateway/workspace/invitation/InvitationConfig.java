package dev.tributary.gateway.workspace.invitation;

import io.smallrye.config.ConfigMapping;

/** The part of the settings of the front door that an invitation needs. */
@ConfigMapping(prefix = "tributary.gateway")
public interface InvitationConfig {

  /** The address at which browsers reach this installation; no slash at its end. */
  String url();
}
