package dev.tributary.collector.start;

import dev.tributary.collector.kafka.EventLog;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready after the log's topics are known. */
@Readiness
public class LogReadiness implements HealthCheck {
  private final EventLog log;

  public LogReadiness(EventLog log) {
    this.log = log;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("event-log").status(log.ready()).build();
  }
}
