package dev.tributary.runtime.start;

import dev.tributary.runtime.loop.ExactlyOnceLoop;
import dev.tributary.runtime.loop.Stopped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/**
 * Ready while every loop goes on. A partition that has stood still for a minute is named with the
 * address of the input that it stands at.
 */
@org.eclipse.microprofile.health.Readiness
public class LoopReadiness implements HealthCheck {
  private static final String REMEDY =
      "look for this address in the log, which names the cause; it goes on by itself once that is gone";

  private final Instance<ExactlyOnceLoop> loops;

  public LoopReadiness(@Any Instance<ExactlyOnceLoop> loops) {
    this.loops = loops;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response = HealthCheckResponse.named("partitions");
    boolean ready = true;
    for (ExactlyOnceLoop loop : loops) {
      String logProblem = loop.logProblem();
      if (logProblem != null) {
        response.withData("log", logProblem);
        ready = false;
      }
      if (loop.failing()) {
        response.withData("loop", "A partition cannot be claimed or applied; see the log");
        ready = false;
      }
      for (Stopped stopped : loop.stopped(ExactlyOnceLoop.STILL)) {
        response.withData(stopped.consumer() + " " + stopped.address(), words(stopped));
        ready = false;
      }
    }
    return response.status(ready).build();
  }

  private static String words(Stopped stopped) {
    String cause = stopped.cause() == null ? "nothing failed yet" : stopped.cause();
    return "stands since %s with at least %d to read (%s): %s"
        .formatted(stopped.since(), stopped.behind(), cause, REMEDY);
  }
}
