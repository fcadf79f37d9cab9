package dev.tributary.definitions;

import dev.tributary.runtime.http.RunningService;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/**
 * Takes the broker away from the service of {@link RunningService}, which each service under test
 * of this module has. So the service publishes nothing of its database, and the tests publish with
 * parts of their own.
 */
public final class ServiceWithoutBroker implements QuarkusTestResourceLifecycleManager {
  /** No process listens at this port. */
  private static final String NOWHERE = "127.0.0.1:1";

  @Override
  public Map<String, String> start() {
    return Map.of("KAFKA_BOOTSTRAP_SERVERS", NOWHERE);
  }

  /** After {@link RunningService}, whose setting it replaces. */
  @Override
  public int order() {
    return 1;
  }

  @Override
  public void stop() {}
}
