package dev.tributary.destinations.delivery;

import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.ledger.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides the next state of rows after their attempt. Pure.
 *
 * @param effectClass of the connector
 * @param atMostOnce whether the destination is set never to repeat a request that may have arrived
 * @param pause before the next attempt; one pause for the whole batch, so that it stays together
 */
record OutcomeDecision(EffectClass effectClass, boolean atMostOnce, Instant now, Duration pause) {
  static final Duration WINDOW = Duration.ofHours(24);

  /** One report per row, in order. */
  List<AttemptReport> of(List<ClaimedDelivery> rows, List<Outcome> outcomes) {
    List<AttemptReport> reports = new ArrayList<>(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      boolean firstHalf = i < rows.size() / 2;
      reports.add(of(rows.get(i), outcomes.get(i), rows.size(), firstHalf));
    }
    return reports;
  }

  private AttemptReport of(ClaimedDelivery row, Outcome outcome, int batchSize, boolean firstHalf) {
    return switch (outcome) {
      case Outcome.Delivered(String vendorId) ->
          AttemptReportBuilder.builder()
              .row(row)
              .state(State.DELIVERED)
              .reason(null)
              .field(null)
              .words(null)
              .notBefore(null)
              .vendorId(vendorId)
              .counted(true)
              .batch(row.batch())
              .build();
      case Outcome.Rejected(String field, String words) -> rejected(row, field, words);
      case Outcome.RefusedTogether(String field, String words) ->
          batchSize == 1
              ? rejected(row, field, words)
              : waiting(row, "batch-refused", words, now, row.batch() + (firstHalf ? "0" : "1"));
      case Outcome.RateLimited(Instant until, String words) ->
          waiting(row, "rate-limited", words, until, row.batch());
      case Outcome.Unauthorised(String words) ->
          waiting(row, "unauthorised", words, now, row.batch());
      case Outcome.Gone(String words) -> waiting(row, "gone", words, now, row.batch());
      case Outcome.Misconfigured(var setting, String words) ->
          waiting(row, "misconfigured", words, now, row.batch());
      case Outcome.Transient(String words, Instant notBefore) ->
          again(row, "transient", words, notBefore);
      case Outcome.Missing(String words) -> again(row, "transient", words, null);
      case Outcome.Exists(var vendorId, String words) -> again(row, "transient", words, null);
      case Outcome.PlaceGone(String words) -> again(row, "transient", words, null);
      case Outcome.Ambiguous(String words, Instant notBefore) ->
          effectClass.repeatable() || !atMostOnce
              ? again(row, AttemptReport.NO_ANSWER, words, notBefore)
              : AttemptReportBuilder.builder()
                  .row(row)
                  .state(State.UNCERTAIN)
                  .reason(AttemptReport.NO_ANSWER)
                  .field(null)
                  .words(words)
                  .notBefore(null)
                  .vendorId(null)
                  .counted(true)
                  .batch(row.batch())
                  .build();
    };
  }

  private static AttemptReport rejected(ClaimedDelivery row, @Nullable String field, String words) {
    return AttemptReportBuilder.builder()
        .row(row)
        .state(State.REJECTED)
        .reason("rejected")
        .field(field)
        .words(words)
        .notBefore(null)
        .vendorId(null)
        .counted(true)
        .batch(row.batch())
        .build();
  }

  private static AttemptReport waiting(
      ClaimedDelivery row, String reason, String words, Instant until, String batch) {
    return AttemptReportBuilder.builder()
        .row(row)
        .state(State.PENDING)
        .reason(reason)
        .field(null)
        .words(words)
        .notBefore(until)
        .vendorId(null)
        .counted(false)
        .batch(batch)
        .build();
  }

  private AttemptReport again(
      ClaimedDelivery row, String reason, String words, @Nullable Instant vendorsNotBefore) {
    Instant next = now.plus(pause);
    Instant notBefore =
        vendorsNotBefore != null && vendorsNotBefore.isAfter(next) ? vendorsNotBefore : next;
    boolean over = notBefore.isAfter(row.firstAttemptAt().plus(WINDOW));
    return over
        ? AttemptReportBuilder.builder()
            .row(row)
            .state(State.DEAD)
            .reason(reason)
            .field(null)
            .words(words)
            .notBefore(null)
            .vendorId(null)
            .counted(true)
            .batch(row.batch())
            .build()
        : AttemptReportBuilder.builder()
            .row(row)
            .state(State.RETRYING)
            .reason(reason)
            .field(null)
            .words(words)
            .notBefore(notBefore)
            .vendorId(null)
            .counted(true)
            .batch(row.batch())
            .build();
  }
}
