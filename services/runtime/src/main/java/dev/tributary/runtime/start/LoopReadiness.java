package dev.tributary.runtime.start;

import dev.tributary.runtime.config.TributaryConfig;
import dev.tributary.runtime.log.WriterGuard;
import dev.tributary.runtime.loop.ExactlyOnceLoop;
import dev.tributary.runtime.loop.failure.StalledPartition;
import io.quarkus.arc.properties.UnlessBuildProperty;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/**
 * Ready while every loop makes progress and the service may publish. For a partition that has not
 * moved for a minute, the address of its next input is named.
 */
@org.eclipse.microprofile.health.Readiness
@UnlessBuildProperty(
    name = TributaryConfig.WITHOUT_DATABASE,
    stringValue = "true",
    enableIfMissing = true)
public class LoopReadiness implements HealthCheck {
  private static final String REMEDY =
      "look for this address in the log, which names the cause; it goes on by itself once that is"
          + " gone";

  private final Instance<ExactlyOnceLoop> loops;
  private final WriterGuard guard;

  public LoopReadiness(@Any Instance<ExactlyOnceLoop> loops, WriterGuard guard) {
    this.loops = loops;
    this.guard = guard;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response = HealthCheckResponse.named("partitions");
    String anotherLog = guard.problem();
    if (anotherLog != null) {
      response.withData("published-to", anotherLog);
    }
    boolean ready = anotherLog == null;
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
      for (StalledPartition stopped : loop.stopped(ExactlyOnceLoop.STILL)) {
        response.withData(stopped.consumer() + " " + stopped.address(), words(stopped));
        ready = false;
      }
    }
    return response.status(ready).build();
  }

  private static String words(StalledPartition stopped) {
    String cause = stopped.cause() == null ? "nothing failed yet" : stopped.cause();
    return "stands since %s with at least %d to read (%s): %s"
        .formatted(stopped.since(), stopped.behind(), cause, REMEDY);
  }
}
