package dev.tributary.destinations.delivery;

import dev.tributary.destinations.connector.Manifest;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.protocol.JobLost;
import dev.tributary.destinations.protocol.Protocols;
import dev.tributary.destinations.protocol.RecordedJob;
import dev.tributary.destinations.protocol.RecordedJobBuilder;
import dev.tributary.destinations.protocol.StoreFailure;
import dev.tributary.destinations.sync.Catalogue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Decides what the outcomes of batches mean for their rows, and writes that to the ledger.
 * Thread-safe.
 */
final class ResultRecorder {
  private final DeliveryStore store;
  private final Clock clock;
  private final RetryPauses pauses;
  private final Runnable due;

  /**
   * @param due runs after a report by which rows are due now
   */
  ResultRecorder(DeliveryStore store, Clock clock, RetryPauses pauses, Runnable due) {
    this.store = store;
    this.clock = clock;
    this.pauses = pauses;
    this.due = due;
  }

  /** Records the batches of a claim together. Rows that were not sent are due again at once. */
  void report(List<BatchAttempts.Attempted> attempted, List<LeasedBatch> unsent)
      throws StoreFailure {
    if (attempted.getFirst().batch().recorded() != null) {
      report(attempted.getFirst().batch(), attempted.getFirst().sent());
      return;
    }
    List<DeliveryStore.Reported> all = new ArrayList<>();
    for (BatchAttempts.Attempted each : attempted) {
      all.add(reported(each.batch(), decision(each.batch()), each.batch().rows(), each.sent()));
    }
    for (LeasedBatch each : unsent) {
      all.add(new DeliveryStore.Reported(each, decision(each).unsent(each.rows()), null));
    }
    if (store.report(all)) {
      due.run();
    }
  }

  /** Rows that a job leaves out are due again at once, in another batch; invalid ones never. */
  void release(LeasedBatch left) throws JobLost {
    Outcome outcome = new Outcome.HeldBack(clock.instant(), Protocols.LEFT_OUT);
    List<Outcome> outcomes = BatchSender.withInvalid(left.rows(), outcome);
    try {
      report(left, new BatchSender.Sent(outcomes, List.of()));
    } catch (StoreFailure e) {
      throw new JobLost("The rows that the job leaves out cannot be released", e);
    }
  }

  /** Records the outcomes of one batch; the attempt may be of another worker. */
  void report(LeasedBatch batch, BatchSender.Sent sent) throws StoreFailure {
    RecordedJob job = batch.recorded();
    if (job == null) {
      report(batch, decision(batch), batch.rows(), sent);
    } else {
      reportOfJob(batch, job, decision(batch), sent);
    }
  }

  private OutcomeDecision decision(LeasedBatch batch) {
    // The outcomes follow from the requests, so the manifest is the one that made the requests.
    Catalogue.Destination sentTo = batch.sync().destination();
    Manifest manifest = sentTo.connector().manifest();
    String object = batch.object();
    Optional<Manifest.ObjectType> declared = manifest.object(object);
    int attempt = batch.rows().stream().mapToInt(ClaimedDelivery::attempt).max().orElse(1);
    Instant now = clock.instant();
    return new OutcomeDecision(
        manifest.effectClass(object),
        sentTo.spec().settings().path("delivery").asText("").equals("at-most-once"),
        now,
        pauses.attempts().pause(attempt),
        pauses.questions().pause(age(batch, now)),
        declared.map(Manifest.ObjectType::confirms).orElse(Manifest.Confirmation.DELIVERED),
        declared.map(Manifest.ObjectType::settle).orElse(Duration.ZERO));
  }

  private void report(
      LeasedBatch batch,
      OutcomeDecision decision,
      List<ClaimedDelivery> rows,
      BatchSender.Sent sent)
      throws StoreFailure {
    if (store.report(List.of(reported(batch, decision, rows, sent)))) {
      due.run();
    }
  }

  private static DeliveryStore.Reported reported(
      LeasedBatch batch,
      OutcomeDecision decision,
      List<ClaimedDelivery> rows,
      BatchSender.Sent sent) {
    List<AttemptReport> decided = decision.of(rows, sent.outcomes(), sent.parts());
    // A place that is gone had all records of the batch, also those that were not sent any more.
    List<AttemptReport> reports =
        decided.stream()
            .map(report -> sent.placeGone() ? report.ofGone() : report)
            .map(report -> {
              Optional<String> removed = sent.removed().get(report.row().id());
              return removed == null ? report : report.ofRemoved(removed.orElse(null));
            })
            .toList();
    return new DeliveryStore.Reported(
        batch, reports, AttemptResult.of(reports, sent.outcomes(), sent.exchanges()));
  }

  /** Rows that have an outcome leave the job; the others have no report. */
  private void reportOfJob(
      LeasedBatch batch, RecordedJob job, OutcomeDecision decision, BatchSender.Sent sent)
      throws StoreFailure {
    List<Outcome> outcomes = sent.outcomes();
    List<ClaimedDelivery> leaving = new ArrayList<>();
    List<ClaimedDelivery> staying = new ArrayList<>();
    List<Outcome> theirs = new ArrayList<>();
    RecordedJob next = job;
    for (int i = 0; i < outcomes.size(); i++) {
      if (outcomes.get(i) instanceof Outcome.Submitted(var name, Instant askAt, String words, _)) {
        next =
            RecordedJobBuilder.builder(job)
                .notBefore(decision.nextQuestion(askAt, job.deadlineAt()))
                .words(words)
                .build();
        staying.add(batch.rows().get(i));
      } else {
        leaving.add(ClaimedDeliveryBuilder.builder(batch.rows().get(i)).job(null).build());
        theirs.add(outcomes.get(i));
      }
    }
    if (sent.placeGone() && !staying.isEmpty()) {
      store.lost(staying);
    }
    report(batch.with(next), decision, leaving, sent.of(theirs));
  }

  /** For how long a job has had the rows; zero if none has them. */
  private static Duration age(LeasedBatch batch, Instant now) {
    return batch.rows().stream()
        .map(ClaimedDelivery::submittedAt)
        .filter(Objects::nonNull)
        .min(Comparator.naturalOrder())
        .map(since -> Duration.between(since, now))
        .orElse(Duration.ZERO);
  }
}
