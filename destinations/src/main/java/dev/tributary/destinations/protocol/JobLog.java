package dev.tributary.destinations.protocol;

import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Outcome;
import java.time.Duration;
import java.time.Instant;

/** Records the job of one batch, for one worker. Not thread-safe. */
public interface JobLog {
  /**
   * The account in which jobs begin.
   *
   * @param name an opaque name
   * @param openJobs at most so many jobs of the account are open; 0 for any number
   */
  record Account(String name, int openJobs) {
    /** An account whose open jobs are not counted. */
    public static final Account ANY = new Account("", 0);
  }

  /** From now on, jobs begin in this account. */
  default void within(Account account) {}

  /**
   * Records a job of all items of the batch, before its first request is sent.
   *
   * @param deadline how long the job may be without a result
   * @throws JobHeldBack if the job must not begin now: the items are sent later
   * @throws JobLost if the job is not recorded, or perhaps not
   */
  RecordedJob begin(Batch batch, Duration deadline) throws JobLost;

  /**
   * Records the state of the job, before its next request is sent. The time that the worker has for
   * its requests begins again.
   *
   * @throws JobLost if the state is not recorded, or perhaps not
   */
  void record(RecordedJob job) throws JobLost;

  /**
   * Whether the ledger needs the vendor's ids of the records of a job now, because memberships wait
   * for them. A log that cannot tell says so, too: then the ids are read.
   */
  default boolean needsIds(RecordedJob job) {
    return true;
  }

  /** Takes an answer of the destination as a whole: it may have to pause or to wait. */
  void heard(Outcome outcome);

  /** A log for a single attempt without the ledger: nobody takes the job over. */
  static JobLog unrecorded(Instant now) {
    return new JobLog() {
      @Override
      public RecordedJob begin(Batch batch, Duration deadline) {
        return RecordedJobBuilder.builder()
            .id(batch.key())
            .step(RecordedJob.Step.SUBMITTING)
            .vendorJob(null)
            .begunAt(now)
            .deadlineAt(now.plus(deadline))
            .unreadable(0)
            .abandoned(false)
            .notBefore(now)
            .words(null)
            .fence(0)
            .build();
      }

      @Override
      public void record(RecordedJob job) {
        // Nothing is kept.
      }

      @Override
      public void heard(Outcome outcome) {
        // The outcomes of the items say it too.
      }
    };
  }
}
