package dev.tributary.gateway.redis;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Sessions of browsers. */
@ConfigMapping(prefix = "tributary.gateway.session")
public interface SessionConfig {

  /** At least 32 characters, the same on all gateways; seals what is stored. */
  String secret();

  /** How long an unused session is kept; Keycloak's own idle time is the effective limit. */
  @WithDefault("2H")
  Duration idle();
}
