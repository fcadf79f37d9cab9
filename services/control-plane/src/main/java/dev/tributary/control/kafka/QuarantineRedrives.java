package dev.tributary.control.kafka;

import dev.tributary.runtime.quarantine.MessageQuarantine;
import dev.tributary.runtime.tenancy.WorkspaceDirectory;
import dev.tributary.runtime.threads.ResilientWork;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Redrives messages of the quarantine once a second: those that a user has requested, and those
 * that an earlier version did not know. Thread-safe.
 */
public final class QuarantineRedrives implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(QuarantineRedrives.class);

  /** The intake itself ends earlier. */
  private static final Duration STORED_WITHIN = TrailIntake.REDRIVEN_WITHIN.plusSeconds(1);

  private final MessageQuarantine quarantine;
  private final TrailIntake intake;
  private final WorkspaceDirectory workspaces;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("quarantine-redrives").factory());

  public QuarantineRedrives(
      MessageQuarantine quarantine, TrailIntake intake, WorkspaceDirectory workspaces) {
    this.quarantine = quarantine;
    this.intake = intake;
    this.workspaces = workspaces;
  }

  public void start() {
    var unused =
        thread.scheduleWithFixedDelay(
            ResilientWork.repeatable(this::redrive), 1, 1, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }

  private void redrive() {
    if (!workspaces.complete()) {
      return;
    }
    try {
      quarantine.redrive(input -> intake.again(input).await().atMost(STORED_WITHIN).orElse(null));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      LOG.debugf("Messages in quarantine wait: %s", e.getMessage());
    }
  }
}
