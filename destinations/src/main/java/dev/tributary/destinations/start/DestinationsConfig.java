package dev.tributary.destinations.start;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The settings of this service, in addition to those of all services. */
@ConfigMapping(prefix = "tributary.destinations")
public interface DestinationsConfig {
  /** How long attempts, with their requests and answers, and delivered events are kept. */
  @WithDefault("7D")
  Duration keep();

  /**
   * How long a plan counts people within its request, before it goes on in the background; more
   * than 4 s counts as 4 s.
   */
  @WithDefault("4S")
  Duration planTime();

  /** How long an HTTP request waits for its answer; more than 20 s counts as 20 s. */
  @WithDefault("20S")
  Duration requestTimeout();

  /** How many instances share a rate limit while Redis is away. */
  @WithDefault("1")
  int replicas();
}
