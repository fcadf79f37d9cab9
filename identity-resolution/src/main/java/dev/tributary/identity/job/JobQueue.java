package dev.tributary.identity.job;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where jobs wait, as those who work on them see it. Thread-safe. */
public interface JobQueue {
  /** What the lease's renewal answers. */
  enum Heartbeat {
    GO_ON,
    CANCEL,
    LOST
  }

  /**
   * Takes the job that waits longest, or one whose holder has let its lease run out.
   *
   * @param holder this process, differently named at each start
   */
  Optional<Job> claim(Collection<String> kinds, String holder, Duration lease);

  /** Keeps a claimed job for another lease. */
  Heartbeat extend(Job job, String holder, Duration lease);

  /** Like all below, does nothing for who has lost the job. */
  void progress(Job job, String holder, JsonNode progress);

  void ended(
      Job job, String holder, JobState state, @Nullable JsonNode result, @Nullable String error);

  /** Puts the job back; the attempt does not count. */
  void giveBack(Job job, String holder);
}
