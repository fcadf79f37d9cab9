package dev.tributary.destinations.delivery;

import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.protocol.JobLog;
import dev.tributary.destinations.protocol.JobLost;
import dev.tributary.destinations.protocol.RecordedJob;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Records the job of one batch in the ledger, for the worker that has the batch. */
final class JobRecording implements JobLog {
  private final DeliveryStore store;
  private LeasedBatch batch;
  private @Nullable Outcome heard;
  private boolean lost;

  JobRecording(DeliveryStore store, LeasedBatch batch) {
    this.store = store;
    this.batch = batch;
  }

  /** The batch, with its job as it was last recorded. */
  LeasedBatch batch() {
    return batch;
  }

  /** What the destination answered last about the job as a whole; null if it answered nothing. */
  @Nullable Outcome heard() {
    return heard;
  }

  /** Whether a step is not recorded. Then this worker reports nothing: another one continues. */
  boolean isLost() {
    return lost;
  }

  /**
   * A second submission within one attempt follows a refused one: the job stays the same. After a
   * failure, nothing was sent. If the job is recorded all the same, the report of this worker
   * changes nothing, and another worker takes the job over.
   */
  @Override
  public RecordedJob begin(Batch sent, Duration deadline) throws JobLost {
    RecordedJob begun = batch.recorded();
    if (begun != null) {
      return begun;
    }
    batch = store.begin(batch, deadline);
    return Objects.requireNonNull(batch.recorded());
  }

  @Override
  public void record(RecordedJob job) throws JobLost {
    try {
      store.record(job);
    } catch (JobLost e) {
      lost = true;
      throw e;
    }
    batch = batch.with(job);
  }

  @Override
  public void heard(Outcome outcome) {
    heard = outcome;
  }
}
