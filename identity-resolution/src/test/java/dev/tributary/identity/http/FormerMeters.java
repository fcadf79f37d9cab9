package dev.tributary.identity.http;

import io.micrometer.core.instrument.Metrics;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Removes the meters of a service at its end. If several test JVMs share the tests, each class
 * starts a service, one after the other. All services of a JVM use the same registry. It would keep
 * the gauges of the first service, and a later service could not register its own.
 */
@ApplicationScoped
class FormerMeters {
  void remove(@Observes ShutdownEvent end) {
    Metrics.globalRegistry.clear();
  }
}
