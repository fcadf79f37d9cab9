package dev.tributary.identity.job;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Work of one kind. It may be begun again at any point by another process, and then has to come to
 * the same.
 */
public interface JobKind {
  /** As it is stored: never renamed. */
  String name();

  /**
   * Works to the end, on the runner's thread.
   *
   * @return what it came to
   * @throws JobFailure for what its people should read
   * @throws Exception for anything else: they are told that it failed, the log why
   */
  JsonNode run(Job job, JobContext context) throws Exception;
}
