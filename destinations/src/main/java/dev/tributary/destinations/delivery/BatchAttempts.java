package dev.tributary.destinations.delivery;

import dev.tributary.contracts.id.SyncId;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.limit.RefusedAlike;
import dev.tributary.destinations.pacing.Permit;
import dev.tributary.destinations.protocol.JobLog;
import dev.tributary.destinations.protocol.JobLost;
import dev.tributary.destinations.protocol.RecordedJob;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sends the batches of one destination. If it has refused the last batches of a sync as a whole,
 * and refuses this one too, the records of the batch are sent alone, one after another, until one
 * is accepted or the sync is to pause. Thread-safe.
 */
final class BatchAttempts {
  /** The attempt ends before half of its lease. */
  private static final Duration ALONE_TIME = Duration.ofSeconds(15);

  /** A record that is sent alone begins no job: the ledger has its whole batch as one attempt. */
  private static final JobLog NO_JOBS =
      new JobLog() {
        @Override
        public RecordedJob begin(Batch batch, Duration deadline) throws JobLost {
          throw new JobLost("A record that is sent alone begins no job");
        }

        @Override
        public void record(RecordedJob job) {
          // There is no job.
        }

        @Override
        public void heard(Outcome outcome) {
          // The outcome of the record says it too.
        }
      };

  private final BatchSender sender;
  private final Clock clock;
  private final RefusedAlike refusals;

  /**
   * The result of a batch.
   *
   * @param batch with the rows as they were sent: one that was sent alone is a batch of its own
   * @param refused the words of the destination, without values, if it refuses every record of the
   *     sync; or null
   */
  record Attempted(LeasedBatch batch, BatchSender.Sent sent, @Nullable String refused) {}

  BatchAttempts(BatchSender sender, Clock clock) {
    this.sender = sender;
    this.clock = clock;
    this.refusals = new RefusedAlike(clock);
  }

  /** Whether every request may be refused, so that no two are sent at once. */
  boolean isCareful() {
    return refusals.isAnySuspicious();
  }

  /**
   * Sends a batch, continues the job that has it, or asks for its result.
   *
   * @param recording of a job of the batch
   * @param permit for the first request; null if the account has no budgets
   */
  Attempted send(LeasedBatch batch, JobRecording recording, @Nullable Permit permit) {
    BatchSender.Sent sent = sender.send(batch, recording, permit);
    if (recording.batch().job() != null) {
      return new Attempted(recording.batch(), recording.ofBatch(sent), null);
    }
    String id = batch.rows().getFirst().batch();
    String refused = refusals.observe(batch.sync().id(), id, sent.outcomes());
    boolean together = sent.outcomes().getFirst() instanceof Outcome.RefusedTogether;
    return refused == null && together && batch.rows().size() > 1
        ? alone(batch, sent)
        : new Attempted(batch, sent, refused);
  }

  private Attempted alone(LeasedBatch batch, BatchSender.Sent sent) {
    SyncId sync = batch.sync().id();
    List<ClaimedDelivery> rows = new ArrayList<>(batch.rows());
    List<Outcome> outcomes = new ArrayList<>(sent.outcomes());
    List<Egress.Exchange> exchanges = new ArrayList<>(sent.exchanges());
    String refused = null;
    Instant end = clock.instant().plus(ALONE_TIME);
    for (int i = 0; i < rows.size() && refused == null && refusals.isSuspicious(sync); i++) {
      if (clock.instant().isAfter(end)) {
        break;
      }
      ClaimedDelivery row = rows.get(i);
      ClaimedDelivery alone =
          ClaimedDeliveryBuilder.builder(row).batch(row.batch() + "." + i).build();
      LeasedBatch ofOne =
          new LeasedBatch(batch.attempt(), batch.sync(), List.of(alone), batch.retry());
      BatchSender.Sent one = sender.send(ofOne, NO_JOBS, null);
      Outcome outcome = rejected(one.outcomes().getFirst());
      refused = refusals.observe(sync, row.batch(), List.of(outcome));
      rows.set(i, alone);
      outcomes.set(i, outcome);
      exchanges.addAll(one.exchanges());
      if (!(outcome instanceof Outcome.Rejected)) {
        break;
      }
    }
    LeasedBatch asSent = new LeasedBatch(batch.attempt(), batch.sync(), rows, batch.retry());
    return new Attempted(
        asSent, new BatchSender.Sent(outcomes, exchanges, sent.parts()), refused);
  }

  private static Outcome rejected(Outcome outcome) {
    return outcome instanceof Outcome.RefusedTogether(var field, var words)
        ? new Outcome.Rejected(field, words)
        : outcome;
  }
}
