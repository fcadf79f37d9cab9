package dev.tributary.control.start;

import dev.tributary.control.kafka.WaitingChannels;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready while every channel stores what it reads. A channel that waits is named, with the cause.
 */
@Readiness
public class ChannelReadiness implements HealthCheck {
  private final WaitingChannels waiting;

  public ChannelReadiness(WaitingChannels waiting) {
    this.waiting = waiting;
  }

  @Override
  public HealthCheckResponse call() {
    var waits = waiting.all();
    HealthCheckResponseBuilder response = HealthCheckResponse.named("channels");
    waits.forEach((channel, wait) ->
        response.withData(channel, "waits since %s: %s".formatted(wait.since(), wait.cause())));
    return response.status(waits.isEmpty()).build();
  }
}
