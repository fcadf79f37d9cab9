package dev.tributary.gateway.start;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How failed sign-ins reach the trail of administration. */
@ConfigMapping(prefix = "tributary.gateway.failed-sign-ins")
public interface SignInConfig {

  /** From one look into Keycloak's log of events to the next. */
  @WithDefault("30S")
  Duration every();
}
