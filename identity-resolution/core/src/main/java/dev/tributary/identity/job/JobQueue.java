package dev.tributary.identity.job;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.runtime.work.Renewal;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The queue of jobs, as the worker sees it. Thread-safe. */
public interface JobQueue {
  /**
   * Takes the job that has waited longest, or a job whose lease has ended.
   *
   * @param holder the name of this process, different at each start
   */
  Optional<Job> claim(Collection<String> kinds, String holder, Duration lease);

  /** Keeps a claimed job for another lease. */
  Renewal extend(Job job, String holder, Duration lease);

  /** Does nothing if this holder has lost the job; so do all methods below. */
  void progress(Job job, String holder, JsonNode progress);

  void ended(
      Job job, String holder, JobState state, @Nullable JsonNode result, @Nullable String error);

  /** Returns the job to the queue; the attempt does not count. */
  void giveBack(Job job, String holder);
}
