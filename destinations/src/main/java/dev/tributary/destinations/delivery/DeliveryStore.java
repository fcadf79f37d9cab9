package dev.tributary.destinations.delivery;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.destinations.ledger.Priority;
import dev.tributary.destinations.limit.RowLimit;
import dev.tributary.destinations.protocol.JobHeldBack;
import dev.tributary.destinations.protocol.JobLog;
import dev.tributary.destinations.protocol.JobLost;
import dev.tributary.destinations.protocol.RecordedJob;
import dev.tributary.destinations.protocol.StoreFailure;
import dev.tributary.destinations.sync.Catalogue;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The ledger as the engine uses it; each method is one committed transaction. Thread-safe.
 *
 * <p>A row is due if it is pending or retrying, and its time has come. A membership has no time
 * before its record has an id at the vendor. A row that waits for the result of a job is submitted,
 * whatever is desired meanwhile. {@code DeliveryStoreContract} of the tests is the contract of each
 * implementation.
 */
public interface DeliveryStore {

  /**
   * Claims the next rows that are due for a destination, or the rows of a job that the vendor is to
   * be asked about: leases them, and commits an attempt before anything is sent. Rows that the
   * person's current consent does not allow are recorded as withheld, unless they are removals.
   * Rows of a deleted sync are recorded as dead. Nothing is claimed while the destination is held,
   * or paused for another reason than a user's wish. A user's pause of a destination or a sync
   * stops all rows but opt-outs. Questions about jobs pass the pause of a destination, and wait for
   * that of their sync.
   *
   * <p>Opt-outs go first. In a lane, the syncs take turns: a claim has rows of the sync whose last
   * turn is the longest ago. If nothing of that sync is ready, the sync does not count. Of a sync,
   * the rows that are due for the longest time go first, with others of the same object and
   * operation. Rows that were sent as a batch, and whose destination recognises a repetition by its
   * batch, go again with all rows of this batch and no others. Other rows wait for a full batch as
   * long as their object declares. In a batch, the rows are in the order of the times since when
   * their content is desired.
   *
   * @param turn every other turn looks for jobs before all rows that are no opt-outs; of five
   *     turns, one looks at the backfill lane before the live one
   * @param retries whether rows that failed before may be claimed
   * @param limit of the rows of a batch, and of the batches. Several batches have only rows that
   *     were not sent before
   */
  WorkSearchResult claim(
      Catalogue.Destination destination, int turn, boolean retries, RowLimit limit)
      throws StoreFailure;

  /** A claim that no budget limits. */
  default WorkSearchResult claim(Catalogue.Destination destination, int turn, boolean retries)
      throws StoreFailure {
    return claim(destination, turn, retries, RowLimit.NONE);
  }

  /**
   * The lane from which a claim of this turn would take rows; jobs to be asked about count as live.
   * Empty if it would find nothing. Rows that another worker is about to take can count.
   */
  Optional<Priority> mostUrgent(
      Catalogue.Destination destination, int turn, boolean retries, RowLimit limit)
      throws StoreFailure;

  /**
   * Of these destinations, the ids of those that have rows due now. One statement for all of them,
   * with a few index searches for each. A row that a claim would skip, such as one that waits for a
   * fuller batch, may count: the claim decides. Rows of paused syncs do not count, unless there are
   * so many of them that the search ends before it has seen all.
   */
  Set<DestinationId> due(Collection<Catalogue.Destination> destinations) throws StoreFailure;

  /**
   * Records the results of attempts. Rows whose fence has increased since are not changed, and
   * neither are those that another report of the same attempt has changed. A row whose desired
   * content is newer than the sent one is pending again, unless it waits for its next attempt or
   * for a job. Without an answer, or if the vendor has lost the record, the content at the
   * destination is unknown. Another record that has got a match value that a delivered record has
   * left is sent again. Of a recorded job, the reports are those of the rows that leave it. The job
   * ends with its last row; until then, its lease ends, and it is due again at its {@link
   * RecordedJob#notBefore}.
   *
   * @param batches the batches of one claim, at least one; one only if a job has it
   * @return whether rows became due by this: their content changed while they were in flight, or
   *     they waited for a record of these attempts. No notification announces them
   */
  boolean report(List<Reported> batches) throws StoreFailure;

  /** Records the result of one attempt. */
  default boolean report(LeasedBatch batch, List<AttemptReport> reports, AttemptResult result)
      throws StoreFailure {
    return report(List.of(new Reported(batch, reports, result)));
  }

  /**
   * The result of one batch.
   *
   * @param result null if nothing was sent: then there was no attempt
   */
  record Reported(LeasedBatch batch, List<AttemptReport> reports, @Nullable AttemptResult result) {}

  /**
   * Records that the vendor has lost the records of rows that stay in a recorded job: all of their
   * fields are missing there, whatever becomes of the job. Rows whose fence has increased since are
   * not changed. It does not matter whether another worker has the job now: the place was gone for
   * both.
   */
  void lost(List<ClaimedDelivery> rows) throws StoreFailure;

  /**
   * Records a job of all rows of a batch, before its first request is sent. The rows are submitted
   * from then on, and the job has a lease of its own.
   *
   * @param deadline how long the job may be without a result
   * @param account in which the job begins
   * @return the same rows, in the job
   * @throws JobHeldBack if the account has as many open jobs as it may: then nothing is recorded
   * @throws JobLost if another worker has taken over some of the rows: then nothing is recorded; or
   *     if the store does not answer: then the job may be recorded
   */
  LeasedBatch begin(LeasedBatch batch, Duration deadline, JobLog.Account account) throws JobLost;

  /**
   * How many jobs of an account are open. A job counts until its rows have left it, or until nobody
   * has asked about it for an hour.
   */
  int openJobs(Catalogue.Destination destination, String account) throws StoreFailure;

  /**
   * Records the state of a job that a worker has leased. The lease begins again.
   *
   * @throws JobLost if another worker has the job: then nothing is recorded; or if the store does
   *     not answer: then the state may be recorded
   */
  void record(RecordedJob job) throws JobLost;

  /** Whether memberships wait for the vendor's ids of records of a job. */
  boolean needsIds(RecordedJob job) throws StoreFailure;

  /**
   * Rows in flight whose lease has expired, as batches of their own. They stay in flight, with
   * their fence, until they are reported. Rows of a deleted sync are recorded as dead instead.
   */
  List<LeasedBatch> abandoned(Catalogue catalogue) throws StoreFailure;

  /**
   * Stops a destination until a user resumes it. The reason of an earlier pause stays. If there is
   * a newer version of the destination, nothing is stopped: the cause may be gone.
   */
  void pause(Catalogue.Destination destination, String reason, String words) throws StoreFailure;

  /**
   * Stops a sync until a user resumes it. The reason of an earlier pause stays. If there is a newer
   * version of the sync or of its destination, nothing is stopped: the cause may be gone.
   */
  void pause(Catalogue.Sync sync, String reason, String words) throws StoreFailure;

  /** Holds a destination: no instance sends anything until then. A longer hold stays. */
  void hold(Catalogue.Destination destination, Instant until) throws StoreFailure;

  /**
   * Ends the hold of a destination, because its definition has changed. Rows that wait for its
   * quota, a limit or its account are due.
   */
  void release(Catalogue.Destination destination) throws StoreFailure;

  /** Stores whether a destination answers, for users and for {@code PendingDeliveries}. */
  void health(Catalogue.Destination destination, boolean failing, String words) throws StoreFailure;
}
