package dev.tributary.identity.job;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.change.ChangeListener;
import dev.tributary.contracts.change.ChangeSubject;
import dev.tributary.runtime.work.Renewal;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reports each change of a job after the change is stored. Thread-safe. */
public final class ChangeReportingQueue implements JobQueue {
  private final JobQueue queue;
  private final ChangeListener changes;

  public ChangeReportingQueue(JobQueue queue, ChangeListener changes) {
    this.queue = queue;
    this.changes = changes;
  }

  @Override
  public Optional<Job> claim(Collection<String> kinds, String holder, Duration lease) {
    Optional<Job> claimed = queue.claim(kinds, holder, lease);
    claimed.ifPresent(this::changed);
    return claimed;
  }

  @Override
  public Renewal extend(Job job, String holder, Duration lease) {
    return queue.extend(job, holder, lease);
  }

  @Override
  public void progress(Job job, String holder, JsonNode progress) {
    queue.progress(job, holder, progress);
    changed(job);
  }

  @Override
  public void ended(
      Job job, String holder, JobState state, @Nullable JsonNode result, @Nullable String error) {
    queue.ended(job, holder, state, result, error);
    changed(job);
  }

  @Override
  public void giveBack(Job job, String holder) {
    queue.giveBack(job, holder);
    changed(job);
  }

  private void changed(Job job) {
    changes.changed(job.workspace(), ChangeSubject.IDENTITY, List.of(job.id()));
  }
}
