package dev.tributary.destinations.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.connector.CountedRefusal;
import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.Manifest.Confirmation;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.ledger.Content;
import dev.tributary.destinations.ledger.DesiredRecord;
import dev.tributary.destinations.ledger.Priority;
import dev.tributary.destinations.ledger.RecordKey;
import dev.tributary.destinations.ledger.State;
import dev.tributary.destinations.limit.Backoff;
import dev.tributary.destinations.limit.Circuit;
import dev.tributary.destinations.web.RetryAfter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OutcomeDecisionTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration PAUSE = Duration.ofSeconds(3);
  private static final Duration QUESTION_PAUSE = Duration.ofSeconds(8);

  @Test
  void troubleIsRepeatedForADayAndThenGivenUp() {
    Outcome trouble = new Outcome.Transient("HTTP 500", null);
    assertThat(one(EffectClass.A, NOW.minus(Duration.ofHours(23)), trouble).state())
        .isEqualTo(State.RETRYING);
    assertThat(one(EffectClass.A, NOW.minus(Duration.ofHours(25)), trouble).state())
        .isEqualTo(State.DEAD);
  }

  @Test
  void theVendorsMomentIsHonouredWhenItIsLaterThanOurs() {
    Outcome later = new Outcome.Transient("HTTP 503", NOW.plusSeconds(60));
    assertThat(one(EffectClass.A, NOW, later).notBefore()).isEqualTo(NOW.plusSeconds(60));
    Outcome sooner = new Outcome.Transient("HTTP 503", NOW.plusSeconds(1));
    assertThat(one(EffectClass.A, NOW, sooner).notBefore()).isEqualTo(NOW.plus(PAUSE));
  }

  @Test
  void retryAfterIsReadInSecondsAndAsADate() {
    assertThat(RetryAfter.of(answer("7"), NOW)).isEqualTo(NOW.plusSeconds(7));
    assertThat(RetryAfter.of(answer("Sun, 01 Mar 2026 12:00:30 GMT"), NOW))
        .isEqualTo(NOW.plusSeconds(30));
    assertThat(RetryAfter.of(answer("soon"), NOW)).isNull();
    assertThat(RetryAfter.of(answer("999999999999"), NOW)).isEqualTo(NOW.plusSeconds(3600));
  }

  @Test
  void onlyABatchWhoseKeyRecognisesARepeatStaysTogether() {
    Outcome trouble = new Outcome.Transient("x", null);
    assertThat(one(EffectClass.A, NOW, trouble).batch()).isNull();
    assertThat(one(EffectClass.D, NOW, trouble).batch()).isNull();
    for (EffectClass effectClass : List.of(EffectClass.B, EffectClass.C, EffectClass.E)) {
      assertThat(one(effectClass, NOW, trouble).batch()).isEqualTo("att_1");
    }
    ClaimedDelivery half = ClaimedDeliveryBuilder.builder(row("dlv_1", NOW)).repeated(true).build();
    assertThat(reports(EffectClass.A, half, trouble).batch()).isEqualTo("att_1");
  }

  @Test
  void aBatchStaysTogetherAndARefusedOneIsHalved() {
    List<ClaimedDelivery> rows = IntStream.range(0, 4).mapToObj(i -> row("dlv_" + i, NOW)).toList();
    OutcomeDecision decision =
        new OutcomeDecision(EffectClass.C, false, NOW, PAUSE, QUESTION_PAUSE);
    List<AttemptReport> again =
        decision.of(rows, Collections.nCopies(4, new Outcome.Transient("x", null)));
    assertThat(again).extracting(AttemptReport::notBefore).containsOnly(NOW.plus(PAUSE));
    assertThat(again).extracting(AttemptReport::batch).containsOnly("att_1");
    List<AttemptReport> halved =
        decision.of(rows, Collections.nCopies(4, new Outcome.RefusedTogether(null, "x")));
    assertThat(halved)
        .extracting(AttemptReport::batch)
        .containsExactly("att_10", "att_10", "att_11", "att_11");
    assertThat(halved).noneMatch(AttemptReport::counted);
  }

  /** A part was sent with a key of its own, so its rows stay together from then on. */
  @Test
  void theRowsOfAPartAreABatchOfTheirOwn() {
    List<ClaimedDelivery> rows = IntStream.range(0, 5).mapToObj(i -> row("dlv_" + i, NOW)).toList();
    Outcome failed = new Outcome.Transient("x", null);
    Outcome refused = new Outcome.RefusedTogether(null, "y");
    List<AttemptReport> again =
        new OutcomeDecision(EffectClass.B, false, NOW, PAUSE, QUESTION_PAUSE)
            .of(rows, List.of(failed, failed, refused, refused, refused), List.of(0, 0, 1, 1, 2));
    assertThat(again)
        .extracting(AttemptReport::batch)
        .startsWith("att_1.0.", "att_1.0.", "att_1.1.0", "att_1.1.1");
    assertThat(again.getLast().state()).isEqualTo(State.REJECTED);
  }

  @Test
  void theHalvesOfAPartHaveTheNameOfNoOtherPart() {
    List<ClaimedDelivery> rows =
        IntStream.range(0, 24).mapToObj(i -> row("dlv_" + i, NOW)).toList();
    List<Outcome> outcomes = new ArrayList<>();
    List<Integer> parts = new ArrayList<>();
    for (int part = 0; part < 12; part++) {
      outcomes.addAll(
          Collections.nCopies(
              2,
              part == 1
                  ? new Outcome.RefusedTogether(null, "x")
                  : new Outcome.Transient("y", null)));
      parts.addAll(Collections.nCopies(2, part));
    }
    List<AttemptReport> reports =
        new OutcomeDecision(EffectClass.B, false, NOW, PAUSE, QUESTION_PAUSE)
            .of(rows, outcomes, parts);
    assertThat(reports.stream().map(AttemptReport::batch).distinct())
        .as("11 parts that stay together, and two halves")
        .hasSize(13);
  }

  @Test
  void anObjectWhoseAnswersConfirmNothingIsNeverDelivered() {
    OutcomeDecision decision =
        new OutcomeDecision(
            EffectClass.A, false, NOW, PAUSE, QUESTION_PAUSE, Confirmation.ACCEPTED, Duration.ZERO);
    assertThat(decision.of(rows(), List.of(new Outcome.Delivered("v-1"))))
        .extracting(AttemptReport::state)
        .containsExactly(State.ACCEPTED);
  }

  @Test
  void aWrittenRecordSettlesAndOneThatWasNotWrittenDoesNot() {
    Duration settle = Duration.ofMinutes(5);
    OutcomeDecision decision =
        new OutcomeDecision(
            EffectClass.A, false, NOW, PAUSE, QUESTION_PAUSE, Confirmation.DELIVERED, settle);
    Instant settled = NOW.plus(settle);
    assertThat(decision.of(rows(), List.of(new Outcome.Delivered(null))).getFirst().settlesAt())
        .isEqualTo(settled);
    AttemptReport cut = decision.of(rows(), List.of(new Outcome.Ambiguous("cut"))).getFirst();
    assertThat(cut.settlesAt()).isEqualTo(settled);
    assertThat(cut.notBefore()).isEqualTo(settled);
    AttemptReport failed =
        decision.of(rows(), List.of(new Outcome.Transient("x", null))).getFirst();
    assertThat(failed.settlesAt()).isNull();
    assertThat(failed.notBefore()).isEqualTo(NOW.plus(PAUSE));
  }

  @Test
  void anExistingRecordMayBeOurOwnAfterAnEarlierAttempt() {
    Outcome exists = new Outcome.RefusedExisting("exists");
    assertThat(one(EffectClass.A, NOW, exists).words()).isEqualTo("exists");
    ClaimedDelivery second = ClaimedDeliveryBuilder.builder(row("dlv_1", NOW)).attempt(2).build();
    assertThat(reports(EffectClass.A, second, exists).words())
        .startsWith("exists")
        .contains("An earlier attempt");
  }

  @Test
  void onlyAppendingWithoutAKeyAndJobsAreEverUncertain() {
    Outcome cut = new Outcome.Ambiguous("cut");
    for (EffectClass effectClass : EffectClass.values()) {
      assertThat(
              new OutcomeDecision(effectClass, false, NOW, PAUSE, QUESTION_PAUSE)
                  .of(rows(), List.of(cut)))
          .extracting(AttemptReport::state)
          .containsExactly(effectClass == EffectClass.E ? State.UNCERTAIN : State.RETRYING);
      assertThat(
              new OutcomeDecision(effectClass, true, NOW, PAUSE, QUESTION_PAUSE)
                  .of(rows(), List.of(cut)))
          .extracting(AttemptReport::state)
          .containsExactly(
              effectClass == EffectClass.C || effectClass == EffectClass.E
                  ? State.UNCERTAIN
                  : State.RETRYING);
    }
  }

  @Test
  void anAttemptWithoutAnAnswerIsNotRepeatedBeforeItsMoment() {
    Outcome cut = new Outcome.Ambiguous("cut", NOW.plusSeconds(30));
    assertThat(one(EffectClass.A, NOW, cut).notBefore()).isEqualTo(NOW.plusSeconds(30));
  }

  @Test
  void whatIsOnlyReceivedIsDoneAndNotDelivered() {
    AttemptReport received = one(EffectClass.A, NOW, new Outcome.Accepted("v-1"));
    assertThat(received.state()).isEqualTo(State.ACCEPTED);
    assertThat(received.vendorId()).isEqualTo("v-1");
    assertThat(received.reason()).isNull();
    assertThat(received.notBefore()).isNull();
  }

  @Test
  void refusalsWithoutNamesLeaveEachRowReceivedWithTheirNumber() {
    List<Outcome> outcomes =
        Outcome.accepted(
            4, List.of(new CountedRefusal("invalid e-mail", 2), new CountedRefusal("", 1)));
    List<ClaimedDelivery> rows = IntStream.range(0, 4).mapToObj(i -> row("dlv_" + i, NOW)).toList();
    assertThat(
            new OutcomeDecision(EffectClass.A, false, NOW, PAUSE, QUESTION_PAUSE)
                .of(rows, outcomes))
        .allMatch(report -> report.state() == State.ACCEPTED)
        .allMatch(report -> AttemptReport.PARTLY_REFUSED.equals(report.reason()))
        .extracting(AttemptReport::words)
        .containsOnly("3 of 4 records were refused: 2 invalid e-mail");
  }

  @Test
  void ifAllAreRefusedEachRowIsKnownToBeRefused() {
    assertThat(Outcome.accepted(2, List.of(new CountedRefusal("too old", 2))))
        .containsOnly(new Outcome.Rejected(null, "2 of 2 records were refused: 2 too old"));
    assertThat(Outcome.accepted(2, List.of())).containsOnly(new Outcome.Accepted(null));
  }

  @Test
  void countsAreAddedOncePerCall() {
    List<Outcome> outcomes = new ArrayList<>();
    outcomes.addAll(Outcome.accepted(3, List.of(new CountedRefusal("a", 1))));
    outcomes.add(new Outcome.Delivered(null));
    outcomes.addAll(Outcome.accepted(3, List.of(new CountedRefusal("a", 1))));
    outcomes.addAll(
        Outcome.accepted(9, List.of(new CountedRefusal("a", 2), new CountedRefusal("b", 5))));
    AttemptResult result = AttemptResult.of(List.of(), outcomes, List.of());
    assertThat(result.refusals())
        .containsExactly(new CountedRefusal("a", 4), new CountedRefusal("b", 5));
    assertThat(result.refused()).isEqualTo(9);
  }

  @Test
  void aRecordThatMayOnlyBeCreatedOrOnlyUpdatedIsRefusedWithItsReason() {
    AttemptReport exists = one(EffectClass.A, NOW, new Outcome.RefusedExisting("is there"));
    assertThat(exists.state()).isEqualTo(State.REJECTED);
    assertThat(exists.reason()).isEqualTo("exists");
    AttemptReport missing = one(EffectClass.A, NOW, new Outcome.RefusedMissing("is not there"));
    assertThat(missing.state()).isEqualTo(State.REJECTED);
    assertThat(missing.reason()).isEqualTo("missing");
  }

  @Test
  void aRowThatWaitsForAnotherRecordIsTriedForADayWithTheReason() {
    Outcome waits = new Outcome.WaitsForRecord("The company acme is missing");
    AttemptReport waiting = one(EffectClass.A, NOW, waits);
    assertThat(waiting.state()).isEqualTo(State.RETRYING);
    assertThat(waiting.reason()).isEqualTo("waits-for-another-record");
    assertThat(waiting.words()).isEqualTo("The company acme is missing");
    assertThat(one(EffectClass.A, NOW.minus(Duration.ofHours(25)), waits).state())
        .isEqualTo(State.DEAD);
  }

  @Test
  void aSpentQuotaCostsNoAttemptAndAFreshBatchIsNotKept() {
    Outcome spent = new Outcome.QuotaSpent(NOW.plusSeconds(3_600), "tomorrow");
    AttemptReport fresh = one(EffectClass.A, NOW.minus(Duration.ofHours(25)), spent);
    assertThat(fresh.state()).isEqualTo(State.PENDING);
    assertThat(fresh.reason()).isEqualTo("quota-spent");
    assertThat(fresh.notBefore()).isEqualTo(NOW.plusSeconds(3_600));
    assertThat(fresh.counted()).isFalse();
    assertThat(fresh.batch()).isNull();
    // The receiver recognises a batch that may have arrived only by its rows.
    ClaimedDelivery repeated =
        ClaimedDeliveryBuilder.builder(row("dlv_1", NOW)).repeated(true).build();
    assertThat(reports(EffectClass.A, repeated, spent).batch()).isEqualTo("att_1");
  }

  @Test
  void aJobIsAskedLaterAndNotSentAgain() {
    Outcome inJob = new Outcome.Submitted("job-1", NOW.plusSeconds(60), "queued").at(7);
    AttemptReport submitted = one(EffectClass.C, NOW, inJob);
    assertThat(submitted.state()).isEqualTo(State.SUBMITTED);
    assertThat(submitted.job()).isEqualTo("job-1");
    assertThat(submitted.jobItem()).isEqualTo(7);
    assertThat(submitted.notBefore()).isEqualTo(NOW.plusSeconds(60));
    assertThat(one(EffectClass.C, NOW, new Outcome.Submitted("job-1", NOW, "")).notBefore())
        .as("not at once")
        .isEqualTo(NOW.plus(QUESTION_PAUSE));
    Instant late = NOW.plus(Duration.ofDays(9));
    assertThat(one(EffectClass.C, NOW, new Outcome.Submitted("job-1", late, "")).notBefore())
        .as("not after the end of the window")
        .isEqualTo(NOW.plus(OutcomeDecision.WINDOW));
  }

  @Test
  void aRowThatOurOwnLimitHoldsBackDoesNotKeepItsBatch() {
    Outcome held = new Outcome.HeldBack(NOW.plusSeconds(9), "our limit");
    AttemptReport fresh = one(EffectClass.A, NOW, held);
    assertThat(fresh.state()).isEqualTo(State.PENDING);
    assertThat(fresh.reason()).isEqualTo("rate-limited");
    assertThat(fresh.notBefore()).isEqualTo(NOW.plusSeconds(9));
    assertThat(fresh.counted()).isFalse();
    assertThat(fresh.batch()).isNull();
    ClaimedDelivery repeated =
        ClaimedDeliveryBuilder.builder(row("dlv_1", NOW)).repeated(true).build();
    assertThat(reports(EffectClass.A, repeated, held).batch()).isEqualTo("att_1");
  }

  @Test
  void aRowThatWaitsForTheNameOfTheAccountSaysSo() {
    Outcome waits = new Outcome.WaitsForAccount(NOW.plusSeconds(9), "HTTP 500");
    AttemptReport report = one(EffectClass.A, NOW, waits);
    assertThat(report.state()).isEqualTo(State.PENDING);
    assertThat(report.reason()).isEqualTo("waits-for-account");
    assertThat(report.notBefore()).isEqualTo(NOW.plusSeconds(9));
    assertThat(report.counted()).isFalse();
    assertThat(report.batch()).isNull();
  }

  @Test
  void aRowWhosePlaceIsBeingCreatedSaysSo() {
    Outcome waits = new Outcome.WaitsForPlace(NOW.plusSeconds(9), "\"list A\" is being created");
    AttemptReport report = one(EffectClass.A, NOW, waits);
    assertThat(report.state()).isEqualTo(State.PENDING);
    assertThat(report.reason()).isEqualTo("waits-for-place");
    assertThat(report.notBefore()).isEqualTo(NOW.plusSeconds(9));
    assertThat(report.counted()).isFalse();
    assertThat(report.batch()).isNull();
  }

  @Test
  void anAnswerThatSaysNothingAboutTheJobLeavesTheRowInIt() {
    ClaimedDelivery asked = asked(NOW);
    for (Outcome outcome :
        List.of(
            new Outcome.Ambiguous("cut"),
            new Outcome.RateLimited(NOW.plusSeconds(9), "slowly"),
            new Outcome.HeldBack(NOW.plusSeconds(9), "our limit"),
            new Outcome.WaitsForAccount(NOW.plusSeconds(9), "no answer"),
            new Outcome.QuotaSpent(NOW.plusSeconds(9), "tomorrow"),
            new Outcome.Unauthorised("401"),
            new Outcome.Gone("410"),
            new Outcome.Misconfigured("no such address"),
            new Outcome.Submitted("job-1", NOW.plusSeconds(9), "working").at(0))) {
      AttemptReport report = reports(EffectClass.C, asked, outcome);
      assertThat(report.state()).as(outcome.toString()).isEqualTo(State.SUBMITTED);
      assertThat(report.job()).isEqualTo("job-1");
      assertThat(report.jobItem()).as("where it was sent").isEqualTo(7);
      assertThat(report.notBefore()).isAfterOrEqualTo(NOW.plus(QUESTION_PAUSE));
      assertThat(report.counted()).isTrue();
    }
    for (Outcome outcome :
        List.of(
            new Outcome.Delivered(null),
            new Outcome.Rejected(null, "no"),
            new Outcome.Transient("cancelled", null))) {
      assertThat(reports(EffectClass.C, asked, outcome).job()).isNull();
    }
  }

  @Test
  void aJobWithoutAResultForADayCountsAsOneWithoutAnAnswer() {
    ClaimedDelivery old = asked(NOW.minus(Duration.ofHours(25)));
    Outcome working = new Outcome.Submitted("job-1", NOW.plusSeconds(60), "working");
    ClaimedDelivery tried =
        ClaimedDeliveryBuilder.builder(old)
            .firstAttemptAt(NOW.minus(Duration.ofHours(25 + 24)))
            .build();
    for (Outcome outcome : List.of(working, new Outcome.Ambiguous("cut"))) {
      AttemptReport given = reports(EffectClass.A, old, outcome);
      assertThat(given.state()).as("the day was one of the job").isEqualTo(State.RETRYING);
      assertThat(given.reason()).isEqualTo(AttemptReport.NO_ANSWER);
      assertThat(reports(EffectClass.A, tried, outcome).state())
          .as("tried for a day before")
          .isEqualTo(State.DEAD);
    }
    assertThat(
            new OutcomeDecision(EffectClass.C, true, NOW, PAUSE, QUESTION_PAUSE)
                .of(List.of(old), List.of(working))
                .getFirst()
                .state())
        .isEqualTo(State.UNCERTAIN);
  }

  @Test
  void theDayOfAJobBeginsWithItsSubmissionAndNotWithTheFirstAttempt() {
    Outcome working = new Outcome.Submitted("job-1", NOW.plusSeconds(60), "working");
    Instant longAgo = NOW.minus(Duration.ofHours(30));
    assertThat(one(EffectClass.A, longAgo, working).state()).isEqualTo(State.SUBMITTED);
    ClaimedDelivery asked = asked(NOW.minus(Duration.ofHours(1)));
    assertThat(reports(EffectClass.A, asked, working).state()).isEqualTo(State.SUBMITTED);
  }

  @Test
  void anAnswerAboutTheAccountNeverEndsAJobHoweverOldItIs() {
    ClaimedDelivery old = asked(NOW.minus(Duration.ofHours(25)));
    for (Outcome outcome :
        List.of(
            new Outcome.RateLimited(NOW.plusSeconds(9), "slowly"),
            new Outcome.HeldBack(NOW.plusSeconds(9), "our limit"),
            new Outcome.WaitsForAccount(NOW.plusSeconds(9), "no answer"),
            new Outcome.QuotaSpent(NOW.plusSeconds(9), "tomorrow"),
            new Outcome.Unauthorised("401"),
            new Outcome.Gone("410"),
            new Outcome.Misconfigured("no such address"))) {
      AttemptReport report = reports(EffectClass.C, old, outcome);
      assertThat(report.state()).as(outcome.toString()).isEqualTo(State.SUBMITTED);
      assertThat(report.notBefore()).isAfterOrEqualTo(NOW.plus(QUESTION_PAUSE));
    }
    assertThat(reports(EffectClass.C, old, new Outcome.Delivered(null)).state())
        .isEqualTo(State.DELIVERED);
  }

  @Test
  void questionsAboutAJobBecomeRareWithItsAge() {
    RetryPauses.Questions questions = RetryPauses.promised(new Random(1)).questions();
    assertThat(questions.pause(Duration.ZERO)).isBetween(seconds(5), Duration.ofMillis(5_500));
    assertThat(questions.pause(Duration.ofMinutes(10))).isBetween(seconds(60), seconds(66));
    assertThat(questions.pause(Duration.ofHours(20))).isBetween(seconds(900), seconds(990));
    Duration age = Duration.ZERO;
    int asked = 0;
    while (age.compareTo(OutcomeDecision.WINDOW) < 0) {
      age = age.plus(questions.pause(age));
      asked++;
    }
    assertThat(asked).isBetween(50, 200);
  }

  @Test
  void aTimeOfTheVendorIsNeitherPastNorFarAway() {
    RetryPauses pauses = RetryPauses.promised(new Random(1));
    Instant day = NOW.plus(Duration.ofDays(1));
    assertThat(
            pauses.bounded(
                List.of(
                    new Outcome.QuotaSpent(NOW.minusSeconds(5), "past"),
                    new Outcome.QuotaSpent(NOW.plusSeconds(300), "soon"),
                    new Outcome.QuotaSpent(NOW.plus(Duration.ofDays(40)), "far"),
                    new Outcome.RateLimited(NOW.minusSeconds(5), "past"),
                    new Outcome.RateLimited(NOW.plus(Duration.ofDays(40)), "far"),
                    new Outcome.Accepted(null)),
                NOW))
        .containsExactly(
            new Outcome.QuotaSpent(NOW.plusSeconds(60), "past"),
            new Outcome.QuotaSpent(NOW.plusSeconds(300), "soon"),
            new Outcome.QuotaSpent(day, "far"),
            new Outcome.RateLimited(NOW.plusSeconds(1), "past"),
            new Outcome.RateLimited(day, "far"),
            new Outcome.Accepted(null));
  }

  private static Duration seconds(int seconds) {
    return Duration.ofSeconds(seconds);
  }

  private static ClaimedDelivery asked(Instant submittedAt) {
    return ClaimedDeliveryBuilder.builder(row("dlv_1", submittedAt))
        .job("job-1")
        .jobItem(7)
        .submittedAt(submittedAt)
        .build();
  }

  @Test
  void pausesGrowFromASecondToAQuarterOfAnHourAndAreSpread() {
    Backoff backoff = RetryPauses.promised(new Random(1)).attempts();
    for (int attempt = 1; attempt < 40; attempt++) {
      long ceiling = Math.min(1000L << Math.min(attempt - 1, 20), 900_000);
      assertThat(backoff.pause(attempt).toMillis()).isBetween(0L, ceiling);
    }
    assertThat(IntStream.range(0, 50).mapToObj(i -> backoff.pause(12)).distinct().count())
        .isGreaterThan(40);
  }

  @Test
  void aDestinationThatFailsIsOnlyProbedAndSaysSoAfterThreeTimes() {
    Circuit circuit =
        new Circuit(Clock.fixed(NOW, ZoneOffset.UTC), RetryPauses.promised(new Random(1)).probes());
    circuit.failed();
    assertThat(circuit.probing()).isTrue();
    circuit.failed();
    assertThat(circuit.failing()).isFalse();
    circuit.failed();
    assertThat(circuit.failing()).isTrue();
    circuit.answered();
    assertThat(circuit.failing()).isFalse();
    assertThat(circuit.probing()).isFalse();
  }

  private static AttemptReport one(EffectClass effectClass, Instant first, Outcome outcome) {
    return new OutcomeDecision(effectClass, false, NOW, PAUSE, QUESTION_PAUSE)
        .of(List.of(row("dlv_1", first)), List.of(outcome))
        .getFirst();
  }

  private static AttemptReport reports(
      EffectClass effectClass, ClaimedDelivery row, Outcome outcome) {
    return new OutcomeDecision(effectClass, false, NOW, PAUSE, QUESTION_PAUSE)
        .of(List.of(row), List.of(outcome))
        .getFirst();
  }

  private static List<ClaimedDelivery> rows() {
    return List.of(row("dlv_1", NOW));
  }

  private static Egress.Answer answer(String retryAfter) {
    return new Egress.Answer(503, Map.of("retry-after", List.of(retryAfter)), new byte[0]);
  }

  private static ClaimedDelivery row(String id, Instant firstAttemptAt) {
    return ClaimedDeliveryBuilder.builder()
        .id(id)
        .fence(1)
        .key(new RecordKey(new WorkspaceId("wsp_1"), new DestinationId("dst_1"), "rows", id))
        .event(false)
        .sync(new SyncId("syn_1"))
        .object("rows")
        .owner("prf_1")
        .parentVendorId(null)
        .content(Content.NONE)
        .version(1)
        .hash("hash")
        .deliveredHash(null)
        .confirmed(true)
        .deliveredFields(null)
        .setOnce(Set.of())
        .deliveredAs(null)
        .formerKeys(List.of())
        .vendorId(null)
        .attempt(1)
        .firstAttemptAt(firstAttemptAt)
        .batch("att_1")
        .repeated(false)
        .job(null)
        .jobItem(null)
        .submittedAt(null)
        .lane(Priority.LIVE)
        .desiredAt(NOW)
        .origin(new DesiredRecord.Origin("evt_1", NOW, null))
        .build();
  }
}
