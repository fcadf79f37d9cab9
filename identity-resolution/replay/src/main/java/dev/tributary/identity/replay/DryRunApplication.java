package dev.tributary.identity.replay;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.job.Job;
import dev.tributary.identity.job.JobAlreadyActive;
import dev.tributary.identity.rules.Author;

/** Puts the rules of a dry run in force, also for the profiles that exist. Thread-safe. */
public interface DryRunApplication {
  /**
   * Rules that are in force from now on.
   *
   * @param version of the rules
   * @param rebuild the requested rebuild under these rules
   */
  record Applied(long version, Job rebuild) {}

  /**
   * Replaces the rules and requests a rebuild, both or none. It is refused if the rules are not at
   * the version that the dry run was based on.
   *
   * @throws JobAlreadyActive if a rebuild is queued or running
   */
  Applied apply(WorkspaceId workspace, DryRunSpec dryRun, Author by);
}
