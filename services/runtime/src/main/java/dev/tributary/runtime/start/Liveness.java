package dev.tributary.runtime.start;

import dev.tributary.runtime.loop.ExactlyOnceLoop;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/**
 * Alive while every started loop continues its rounds. A loop that hangs for minutes needs a
 * restart. A loop that waits for definitions needs none, however long the log is unavailable.
 */
@org.eclipse.microprofile.health.Liveness
public class Liveness implements HealthCheck {
  private static final Duration HANGS = Duration.ofMinutes(3);

  private final Instance<ExactlyOnceLoop> loops;
  private final Clock clock;

  public Liveness(@Any Instance<ExactlyOnceLoop> loops, Clock clock) {
    this.loops = loops;
    this.clock = clock;
  }

  @Override
  public HealthCheckResponse call() {
    Instant hung = clock.instant().minus(HANGS);
    boolean alive =
        loops.stream()
            .map(ExactlyOnceLoop::lastRound)
            .allMatch(last -> last.equals(Instant.EPOCH) || last.isAfter(hung));
    return HealthCheckResponse.named("loops").status(alive).build();
  }
}
