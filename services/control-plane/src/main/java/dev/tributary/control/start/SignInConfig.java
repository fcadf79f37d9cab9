package dev.tributary.control.start;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of the copy of failed sign-ins to the trail of administration. */
@ConfigMapping(prefix = "tributary.control.failed-sign-ins")
public interface SignInConfig {

  /** The interval between two reads of Keycloak's log of events. */
  @WithDefault("30S")
  Duration every();
}
