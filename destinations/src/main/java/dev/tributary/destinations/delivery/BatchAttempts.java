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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sends the batches of one destination. If it has refused the last batches of a sync as a whole,
 * and refuses this one too, the records of the batch are sent alone, one after another, until one
 * is accepted or the sync is to pause. Thread-safe.
 */
final class BatchAttempts {
  /** A record is sent alone only if so much of the time of the attempt is left. */
  private static final Duration TIME_ALONE = BatchEgress.LEAST_TIME.plusSeconds(3);

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
  record Attempted(LeasedBatch batch, BatchSender.Sent sent, @Nullable String refused) {
    /** Whether the destination has answered, and nothing concerns more than this batch. */
    boolean isAnswered() {
      return sent.outcomes().stream().allMatch(BatchAttempts::concernsItsItem);
    }
  }

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
   * @param end of the attempt: no request begins that could end after it. A recorded job has time
   *     of its own
   */
  Attempted send(LeasedBatch batch, JobRecording recording, @Nullable Permit permit, Instant end) {
    BatchSender.Sent sent = sender.send(batch, recording, permit, end);
    if (recording.batch().job() != null) {
      return new Attempted(recording.batch(), recording.ofBatch(sent), null);
    }
    List<Outcome> answers = batch.answers(sent.outcomes());
    String id = batch.rows().getFirst().batch();
    String refused = answers.isEmpty() ? null : refusals.observe(batch.sync().id(), id, answers);
    boolean alone =
        refused == null
            && batch.rows().size() > 1
            && sent.outcomes().stream().allMatch(BatchAttempts::concernsItsItem);
    return alone ? alone(batch, sent, end) : new Attempted(batch, sent, refused);
  }

  /**
   * Whether an outcome says that the destination has answered, and concerns nothing but its item or
   * its batch. After any other outcome, a further request could repeat an effect or be refused.
   */
  private static boolean concernsItsItem(Outcome outcome) {
    return switch (outcome) {
      case Outcome.RefusedTogether refused -> true;
      case Outcome.Rejected rejected -> true;
      case Outcome.RefusedExisting existing -> true;
      case Outcome.RefusedMissing missing -> true;
      case Outcome.WaitsForRecord waiting -> true;
      case Outcome.Delivered delivered -> true;
      case Outcome.Accepted accepted -> true;
      case Outcome.PartlyRefused refused -> true;
      case Outcome.Submitted submitted -> true;
      case Outcome.ResultUnknown unknown -> true;
      case Outcome.Missing missing -> true;
      case Outcome.Exists exists -> true;
      case Outcome.NotRepeated kept -> false;
      case Outcome.Ambiguous unknown -> false;
      case Outcome.Transient failed -> false;
      case Outcome.RateLimited limited -> false;
      case Outcome.HeldBack held -> false;
      case Outcome.WaitsForAccount waiting -> false;
      case Outcome.WaitsForPlace waiting -> false;
      case Outcome.QuotaSpent spent -> false;
      case Outcome.Unauthorised refused -> false;
      case Outcome.UnusableCredentials unusable -> false;
      case Outcome.Gone gone -> false;
      case Outcome.PlaceGone gone -> false;
      case Outcome.Misconfigured misconfigured -> false;
    };
  }

  /** Sends the rows alone that were refused together; the others have their outcome. */
  private Attempted alone(LeasedBatch batch, BatchSender.Sent sent, Instant end) {
    SyncId sync = batch.sync().id();
    List<ClaimedDelivery> rows = new ArrayList<>(batch.rows());
    List<Outcome> outcomes = new ArrayList<>(sent.outcomes());
    List<Egress.Exchange> exchanges = new ArrayList<>(sent.exchanges());
    boolean placeGone = sent.placeGone();
    Map<String, Optional<String>> removed = new HashMap<>(sent.removed());
    String refused = null;
    for (int i = 0; i < rows.size() && refused == null && refusals.isSuspicious(sync); i++) {
      if (!(outcomes.get(i) instanceof Outcome.RefusedTogether)) {
        continue;
      }
      if (!clock.instant().isBefore(end.minus(TIME_ALONE))) {
        break;
      }
      ClaimedDelivery row = rows.get(i);
      Optional<String> newId = removed.getOrDefault(row.id(), Optional.empty());
      ClaimedDelivery alone =
          ClaimedDeliveryBuilder.builder(row)
              .batch(row.batch() + "." + i)
              .vendorId(newId.orElse(row.vendorId()))
              .build();
      LeasedBatch ofOne =
          new LeasedBatch(batch.attempt(), batch.sync(), List.of(alone), batch.retry());
      BatchSender.Sent one = sender.send(ofOne, NO_JOBS, null, end);
      Outcome outcome = rejected(one.outcomes().getFirst());
      refused = refusals.observe(sync, row.batch(), List.of(outcome));
      rows.set(i, alone);
      outcomes.set(i, outcome);
      exchanges.addAll(one.exchanges());
      placeGone |= one.placeGone();
      one.removed()
          .forEach((delivery, id) ->
              removed.merge(delivery, id, (before, now) -> now.isPresent() ? now : before));
      if (!(outcome instanceof Outcome.Rejected)) {
        break;
      }
    }
    LeasedBatch asSent = new LeasedBatch(batch.attempt(), batch.sync(), rows, batch.retry());
    return new Attempted(
        asSent,
        new BatchSender.Sent(outcomes, exchanges, sent.parts(), placeGone, removed),
        refused);
  }

  private static Outcome rejected(Outcome outcome) {
    return outcome instanceof Outcome.RefusedTogether(var field, var words)
        ? new Outcome.Rejected(field, words)
        : outcome;
  }
}
