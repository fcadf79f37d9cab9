package dev.tributary.control.kafka;

import dev.tributary.runtime.quarantine.MessageQuarantine;
import dev.tributary.runtime.tenancy.WorkspaceDirectory;
import dev.tributary.runtime.threads.PeriodicWork;
import java.time.Duration;

/**
 * Redrives messages of the quarantine once a second: those that a user has requested, and those
 * that an earlier version did not know. Thread-safe.
 */
public final class QuarantineRedrives implements AutoCloseable {
  private static final Duration EVERY = Duration.ofSeconds(1);

  /** The intake itself ends earlier. */
  private static final Duration STORED_WITHIN = TrailIntake.REDRIVEN_WITHIN.plusSeconds(1);

  private final MessageQuarantine quarantine;
  private final TrailIntake intake;
  private final WorkspaceDirectory workspaces;
  private final PeriodicWork work =
      new PeriodicWork("quarantine-redrives", EVERY, EVERY, this::redrive);

  public QuarantineRedrives(
      MessageQuarantine quarantine, TrailIntake intake, WorkspaceDirectory workspaces) {
    this.quarantine = quarantine;
    this.intake = intake;
    this.workspaces = workspaces;
  }

  public void start() {
    work.start();
  }

  @Override
  public void close() {
    work.close();
  }

  private void redrive() throws Exception {
    if (workspaces.complete()) {
      quarantine.redrive(input -> intake.again(input).await().atMost(STORED_WITHIN).orElse(null));
    }
  }
}
