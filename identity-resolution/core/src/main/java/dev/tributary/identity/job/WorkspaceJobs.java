package dev.tributary.identity.job;

import dev.tributary.contracts.id.WorkspaceId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The jobs of one kind, as users start, read and cancel them. Thread-safe. */
public interface WorkspaceJobs {
  /**
   * Adds a job to the queue.
   *
   * @param spec what is to be done, in the form of the kind
   * @param createdBy the subject of the user
   * @throws JobAlreadyActive if a job is queued or running in the workspace
   */
  Job start(WorkspaceId workspace, Object spec, String createdBy);

  /**
   * @throws JobNotFound if there is none
   */
  Job require(WorkspaceId workspace, String id);

  /**
   * Newest first.
   *
   * @param before the last job of the previous page, or null
   */
  List<Job> list(WorkspaceId workspace, @Nullable String before, int limit);

  /** The newest job that has succeeded. */
  Optional<Job> succeeded(WorkspaceId workspace);

  /**
   * Cancels a queued job, and requests the end of a running job; a finished job stays as it is.
   *
   * @return the job after the request
   * @throws JobNotFound if there is none
   */
  Job cancel(WorkspaceId workspace, String id);
}
