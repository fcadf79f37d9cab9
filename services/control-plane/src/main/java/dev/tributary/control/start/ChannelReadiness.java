package dev.tributary.control.start;

import dev.tributary.control.kafka.TrailPositions;
import dev.tributary.control.kafka.WaitingChannels;
import io.smallrye.common.annotation.Identifier;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready while every channel stores what it reads. A channel that waits is named, with the cause. If
 * the positions do not fit the log, the reason is named.
 */
@Readiness
public class ChannelReadiness implements HealthCheck {
  private final WaitingChannels waiting;
  private final TrailPositions positions;

  public ChannelReadiness(
      WaitingChannels waiting, @Identifier(TrailPositions.NAME) TrailPositions positions) {
    this.waiting = waiting;
    this.positions = positions;
  }

  @Override
  public HealthCheckResponse call() {
    var waits = waiting.all();
    HealthCheckResponseBuilder response = HealthCheckResponse.named("channels");
    waits.forEach((channel, wait) ->
        response.withData(channel, "waits since %s: %s".formatted(wait.since(), wait.cause())));
    String problem = positions.problem();
    if (problem != null) {
      response.withData("log", problem);
    }
    return response.status(waits.isEmpty() && problem == null).build();
  }
}
