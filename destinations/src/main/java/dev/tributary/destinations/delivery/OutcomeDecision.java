package dev.tributary.destinations.delivery;

import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.connector.Manifest.Confirmation;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.ledger.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decides the next state of rows after their attempt, or after a question about their job. Pure.
 *
 * @param effectClass of the object
 * @param atMostOnce whether the destination is set never to repeat a request that may have arrived
 * @param pause before the next attempt; one pause for the whole batch, so that it stays together
 * @param questionPause before the next question about a job, likewise
 * @param confirms what a successful answer says about a record of the object
 * @param settle the least time between two writes of a record of the object
 */
record OutcomeDecision(
    EffectClass effectClass,
    boolean atMostOnce,
    Instant now,
    Duration pause,
    Duration questionPause,
    Confirmation confirms,
    Duration settle) {
  static final Duration WINDOW = Duration.ofHours(24);

  /** For an object whose answers confirm, and whose records need no time to settle. */
  OutcomeDecision(
      EffectClass effectClass,
      boolean atMostOnce,
      Instant now,
      Duration pause,
      Duration questionPause) {
    this(effectClass, atMostOnce, now, pause, questionPause, Confirmation.DELIVERED, Duration.ZERO);
  }

  /** One report per row, in order. */
  List<AttemptReport> of(List<ClaimedDelivery> rows, List<Outcome> outcomes) {
    return of(rows, outcomes, Collections.nCopies(rows.size(), 0));
  }

  /**
   * One report per row, in order. The rows of a part are a batch of their own from now on, because
   * the part had a key of its own. A point ends the number of the part: without it, the first half
   * of part 1 would have the name of part 10.
   *
   * @param parts the number of the part that each row was sent in, ascending from 0
   */
  List<AttemptReport> of(List<ClaimedDelivery> rows, List<Outcome> outcomes, List<Integer> parts) {
    List<AttemptReport> reports = new ArrayList<>(rows.size());
    for (int begin = 0; begin < rows.size(); ) {
      int part = parts.get(begin);
      int end = parts.lastIndexOf(part) + 1;
      boolean whole = end - begin == rows.size();
      List<ClaimedDelivery> some =
          rows.subList(begin, end).stream()
              .map(row -> whole ? row : inBatch(row, row.batch() + "." + part + "."))
              .toList();
      reports.addAll(ofPart(some, outcomes.subList(begin, end)));
      begin = end;
    }
    return reports;
  }

  /** The reports of rows that were claimed and not sent: they are due again at once. */
  List<AttemptReport> unsent(List<ClaimedDelivery> rows) {
    return rows.stream()
        .map(row -> waiting(row, null, null, now, row.repeated() ? row.batch() : null))
        .toList();
  }

  private static ClaimedDelivery inBatch(ClaimedDelivery row, String batch) {
    return ClaimedDeliveryBuilder.builder(row).batch(batch).build();
  }

  private List<AttemptReport> ofPart(List<ClaimedDelivery> rows, List<Outcome> outcomes) {
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
          done(row, confirms == Confirmation.ACCEPTED ? State.ACCEPTED : State.DELIVERED, vendorId);
      case Outcome.Accepted(String vendorId) -> done(row, State.ACCEPTED, vendorId);
      case Outcome.PartlyRefused refused ->
          written(counted(row, State.ACCEPTED, AttemptReport.PARTLY_REFUSED, refused.words()));
      case Outcome.Submitted(String job, Instant askAt, String words, Integer position) ->
          row.job() == null
              ? inJob(row, job, position, AttemptReport.SUBMITTED, words, earlier(askAt, end(now)))
              : working(row, words, askAt);
      case Outcome.Rejected(String field, String words) -> rejected(row, field, words);
      case Outcome.RefusedExisting(String words) ->
          counted(row, State.REJECTED, AttemptReport.EXISTS, words + createdBefore(row));
      case Outcome.RefusedMissing(String words) ->
          counted(row, State.REJECTED, AttemptReport.MISSING, words).ofGone();
      case Outcome.WaitsForRecord(String words) ->
          again(row, AttemptReport.WAITS_FOR_RECORD, words, null);
      case Outcome.RefusedTogether(String field, String words) ->
          batchSize == 1
              ? rejected(row, field, words)
              : waiting(row, "batch-refused", words, now, row.batch() + (firstHalf ? "0" : "1"));
      case Outcome.RateLimited(Instant until, String words) ->
          held(row, AttemptReport.RATE_LIMITED, words, until, batchOfRepeat(row));
      case Outcome.HeldBack(Instant until, String words) ->
          heldUnsent(row, AttemptReport.RATE_LIMITED, words, until);
      case Outcome.WaitsForAccount(Instant until, String words) ->
          heldUnsent(row, AttemptReport.WAITS_FOR_ACCOUNT, words, until);
      case Outcome.WaitsForPlace(Instant until, String words) ->
          heldUnsent(row, AttemptReport.WAITS_FOR_PLACE, words, until);
      case Outcome.QuotaSpent(Instant until, String words) ->
          heldUnsent(row, AttemptReport.QUOTA_SPENT, words, until);
      case Outcome.Unauthorised(String words) ->
          held(row, "unauthorised", words, now, batchOfRepeat(row));
      case Outcome.UnusableCredentials(var reason, String words) ->
          held(row, reason.wireName(), words, now, batchOfRepeat(row));
      case Outcome.Gone(String words) -> held(row, "gone", words, now, batchOfRepeat(row));
      case Outcome.Misconfigured(var setting, String words) ->
          held(row, "misconfigured", words, now, batchOfRepeat(row));
      case Outcome.Transient(String words, Instant notBefore) ->
          again(row, "transient", words, notBefore);
      case Outcome.Missing(String words) -> again(row, "transient", words, null).ofGone();
      case Outcome.Exists(var vendorId, String words) -> again(row, "transient", words, null);
      case Outcome.PlaceGone(String words) -> again(row, "transient", words, null);
      case Outcome.Ambiguous(String words, Instant notBefore) ->
          row.job() == null
              ? unanswered(row, words, notBefore)
              : working(row, words, notBefore == null ? now : notBefore);
      case Outcome.ResultUnknown(String words) ->
          written(counted(row, State.UNCERTAIN, AttemptReport.RESULT_UNKNOWN, words));
      case Outcome.NotRepeated(String words) ->
          AttemptReportBuilder.builder(
                  counted(row, State.UNCERTAIN, AttemptReport.NO_ANSWER, words))
              .counted(false)
              .build();
    };
  }

  private AttemptReport done(ClaimedDelivery row, State state, @Nullable String vendorId) {
    return AttemptReportBuilder.builder(written(counted(row, state, null, null)))
        .vendorId(vendorId)
        .build();
  }

  /** The attempt has written the record, or may have. A next attempt waits until it has settled. */
  private AttemptReport written(AttemptReport report) {
    if (settle.isZero() || report.row().event()) {
      return report;
    }
    Instant settled = now.plus(settle);
    Instant next = report.notBefore();
    return AttemptReportBuilder.builder(report)
        .settlesAt(settled)
        .notBefore(next == null || next.isAfter(settled) ? next : settled)
        .build();
  }

  /** The vendor does not say who created the record. */
  private static String createdBefore(ClaimedDelivery row) {
    return row.attempt() > 1 ? ". An earlier attempt of this delivery may have created it" : "";
  }

  private AttemptReport rejected(ClaimedDelivery row, @Nullable String field, String words) {
    return AttemptReportBuilder.builder(counted(row, State.REJECTED, "rejected", words))
        .field(field)
        .build();
  }

  /** A row that this attempt has not sent, or that the vendor has refused before it read it. */
  private AttemptReport heldUnsent(
      ClaimedDelivery row, String reason, String words, Instant until) {
    return held(row, reason, words, until, row.repeated() ? row.batch() : null);
  }

  /**
   * Null if the row may go with any others: the destination recognises a repeat by the record. A
   * row without the name of a batch was sent so, whatever the effect class is now.
   */
  private @Nullable String batchOfRepeat(ClaimedDelivery row) {
    boolean repeats = effectClass.repeatsBatches() || row.repeated();
    return repeats && !row.batch().isEmpty() ? row.batch() : null;
  }

  /** A state without a next attempt. */
  private AttemptReport counted(
      ClaimedDelivery row, State state, @Nullable String reason, @Nullable String words) {
    return AttemptReportBuilder.builder()
        .row(row)
        .state(state)
        .reason(reason)
        .field(null)
        .words(words)
        .notBefore(null)
        .vendorId(null)
        .counted(true)
        .batch(batchOfRepeat(row))
        .gone(false)
        .job(null)
        .jobItem(null)
        .settlesAt(null)
        .build();
  }

  /**
   * The job has no result yet. Some time after the submission, the job counts as one without an
   * answer: a row must not wait for ever.
   */
  private AttemptReport working(ClaimedDelivery row, String words, Instant askAt) {
    Instant end = end(row.submittedAt() == null ? now : row.submittedAt());
    return now.isAfter(end)
        ? unanswered(
            row,
            "The job %s has no result after %d hours".formatted(row.job(), WINDOW.toHours()),
            null)
        : stays(row, AttemptReport.SUBMITTED, words, earlier(askAt, end));
  }

  private AttemptReport stays(ClaimedDelivery row, String reason, String words, Instant askAt) {
    return inJob(row, Objects.requireNonNull(row.job()), row.jobItem(), reason, words, askAt);
  }

  private AttemptReport inJob(
      ClaimedDelivery row,
      String job,
      @Nullable Integer position,
      String reason,
      String words,
      Instant askAt) {
    Instant earliest = now.plus(questionPause);
    return AttemptReportBuilder.builder(
            counted(row, State.SUBMITTED, reason, words.isEmpty() ? null : words))
        .notBefore(askAt.isAfter(earliest) ? askAt : earliest)
        .job(job)
        .jobItem(position)
        .settlesAt(settle.isZero() ? null : now.plus(settle))
        .build();
  }

  private static Instant end(Instant submittedAt) {
    return submittedAt.plus(WINDOW);
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private AttemptReport unanswered(ClaimedDelivery row, String words, @Nullable Instant notBefore) {
    boolean again =
        switch (effectClass) {
          case A, B, D -> true;
          case C -> !atMostOnce;
          case E -> false;
        };
    return again
        ? written(again(row, AttemptReport.NO_ANSWER, words, notBefore))
        : written(counted(row, State.UNCERTAIN, AttemptReport.NO_ANSWER, words));
  }

  /** The time of the next question about a recorded job. A job is asked about at its deadline. */
  Instant nextQuestion(Instant askAt, Instant deadline) {
    Instant earliest = now.plus(questionPause);
    Instant next = earlier(askAt, deadline);
    return next.isAfter(earliest) ? next : earliest;
  }

  /**
   * An answer that concerns the whole account. A row in a job stays there, however old the job is:
   * the answer says nothing about it.
   */
  private AttemptReport held(
      ClaimedDelivery row, String reason, String words, Instant until, @Nullable String batch) {
    return row.job() == null
        ? waiting(row, reason, words, until, batch)
        : stays(row, reason, words, until);
  }

  /** The time that a row has spent in a job that it leaves now: it is no time of attempts. */
  private Duration inJob(ClaimedDelivery row) {
    Instant since = row.submittedAt();
    return since == null || since.isAfter(now) ? Duration.ZERO : Duration.between(since, now);
  }

  private AttemptReport waiting(
      ClaimedDelivery row,
      @Nullable String reason,
      @Nullable String words,
      Instant until,
      @Nullable String batch) {
    return AttemptReportBuilder.builder(counted(row, State.PENDING, reason, words))
        .notBefore(until)
        .counted(false)
        .batch(batch)
        .build();
  }

  private AttemptReport again(
      ClaimedDelivery row, String reason, String words, @Nullable Instant vendorsNotBefore) {
    Instant next = now.plus(pause);
    Instant notBefore =
        vendorsNotBefore != null && vendorsNotBefore.isAfter(next) ? vendorsNotBefore : next;
    boolean over = notBefore.isAfter(row.firstAttemptAt().plus(inJob(row)).plus(WINDOW));
    return over
        ? counted(row, State.DEAD, reason, words)
        : AttemptReportBuilder.builder(counted(row, State.RETRYING, reason, words))
            .notBefore(notBefore)
            .build();
  }
}
