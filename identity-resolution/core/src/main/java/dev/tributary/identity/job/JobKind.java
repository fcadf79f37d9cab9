package dev.tributary.identity.job;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Work of one kind. Another process may start it again at any point, and must then reach the same
 * result.
 */
public interface JobKind {
  /** The stored name; it must never change. */
  String name();

  /**
   * Does the whole work, on the runner's thread.
   *
   * @return the result
   * @throws JobFailure with a message for users
   * @throws Exception for anything else: users see that the job failed, and the log has the cause
   */
  JsonNode run(Job job, JobContext context) throws Exception;
}
