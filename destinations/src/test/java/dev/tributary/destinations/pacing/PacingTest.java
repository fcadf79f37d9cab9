package dev.tributary.destinations.pacing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.WorkspaceId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Budgets of several windows together, in virtual time. */
class PacingTest {
  private static final Instant MIDNIGHT = Instant.parse("2026-03-07T00:00:00Z");
  private static final Budget FAST =
      Budget.requests(100, 10).told(new Budget.QuotaHeaders("X-Remaining", "X-Max", "X-Reset"));
  private static final Budget DAILY =
      new Budget(
          null,
          2_000,
          new BudgetWindow(null, BudgetWindow.Per.DAY, null, null),
          null,
          null,
          null,
          null,
          null);

  private static final Instant NOON = MIDNIGHT.plus(Duration.ofHours(12));
  private static final Question TOLD =
      question(
          "dst_1", false, DAILY.told(new Budget.QuotaHeaders("X-Daily-Remaining", null, null)));

  private Instant now = MIDNIGHT;
  private final Clock clock =
      new Clock() {
        @Override
        public ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          return this;
        }

        @Override
        public Instant instant() {
          return now;
        }
      };
  private final Accounts accounts = new Accounts();
  private final InMemorySpentStore store = new InMemorySpentStore();
  private final InMemoryUseStore uses = new InMemoryUseStore();

  /** Redis without Redis. */
  private final class Accounts implements Pacer {
    final Map<String, AccountPace> paces = new HashMap<>();
    boolean alone;

    private AccountPace of(String account) {
      return paces.computeIfAbsent(account, _ -> new AccountPace());
    }

    @Override
    public Decision ask(String account, Ask ask) {
      Decision decision = of(account).ask(ask, now.toEpochMilli());
      return new Decision(
          decision.granted(), decision.millis(), new Decision.Grant(decision.grant().at(), alone));
    }

    @Override
    public void giveBack(String account, String id) {
      of(account).giveBack(id);
    }

    @Override
    public void settle(String account, String id, Rest rest) {
      of(account).settle(id, rest);
    }

    @Override
    public Optional<PaceReading> read(String account, List<Charge> charges) {
      return Optional.of(of(account).read(charges, now.toEpochMilli()));
    }

    @Override
    public void end(String account, String id) {
      of(account).end(id);
    }

    @Override
    public void slowDown(String account, Duration pause) {
      of(account).slowDown(pause.toMillis(), now.toEpochMilli());
    }

    @Override
    public void learn(String account, Charge charge, double spent, Duration hold) {
      of(account).learn(charge, spent, hold.toMillis(), now.toEpochMilli());
    }
  }

  private Pacing replica() {
    return new Pacing(accounts, new CountedBudgets(store), new UseTally(uses), clock);
  }

  private static Question question(String destination, boolean backfill, Budget... budgets) {
    return new Question(
        "account",
        new Flow(new WorkspaceId("wsp_1"), new DestinationId(destination), backfill),
        List.of(budgets).stream().map(budget -> new Need(budget, budget.key(), 1, 1)).toList(),
        0,
        Duration.ofMinutes(1));
  }

  private record NextQuestion(Instant at, Pacing replica, Question question) {}

  /** Runs until so many requests were sent, and returns when each was sent. */
  private List<Instant> sent(int requests, NextQuestion... askers) {
    PriorityQueue<NextQuestion> turns = new PriorityQueue<>(Comparator.comparing(NextQuestion::at));
    turns.addAll(List.of(askers));
    List<Instant> sent = new ArrayList<>();
    while (sent.size() < requests) {
      NextQuestion turn = turns.remove();
      now = turn.at;
      Instant next =
          switch (turn.replica.ask(turn.question)) {
            case Answer.Granted(Permit permit) -> {
              sent.add(permit.from());
              yield permit.from().plusMillis(2);
            }
            case Answer.Later(Instant at) -> at;
          };
      turns.add(new NextQuestion(next, turn.replica, turn.question));
    }
    sent.sort(null);
    return sent;
  }

  @Test
  void aQuotaOfADayIsKeptByTwoReplicasAlthoughRedisForgetsEverything() {
    Question question = question("dst_1", true, FAST, DAILY);
    NextQuestion one = new NextQuestion(MIDNIGHT, replica(), question);
    NextQuestion two = new NextQuestion(MIDNIGHT.plusMillis(3), replica(), question);
    List<Instant> sent = sent(1_000, one, two);
    accounts.paces.clear();
    Instant flushed = now.plusMillis(1);
    sent.addAll(
        sent(
            4_000,
            new NextQuestion(flushed, one.replica, question),
            new NextQuestion(flushed.plusMillis(3), two.replica, question)));
    Vendor fast = new Vendor(100, 10_000);
    for (Instant at : sent) {
      fast.arrive(at.toEpochMilli(), 1);
    }
    assertThat(fast.violations()).isZero();
    Instant secondDay = MIDNIGHT.plus(Duration.ofDays(1));
    Instant thirdDay = MIDNIGHT.plus(Duration.ofDays(2));
    assertThat(sent).filteredOn(at -> at.isBefore(secondDay)).hasSizeBetween(1_980, 2_000);
    assertThat(sent)
        .filteredOn(at -> !at.isBefore(secondDay) && at.isBefore(thirdDay))
        .hasSizeBetween(1_980, 2_000);
    // The vendor allows 1,000 more requests within 100 s of the third day.
    assertThat(Duration.between(thirdDay, sent.getLast())).isLessThan(Duration.ofSeconds(112));
  }

  @Test
  void ofADailyQuotaBackfillLeavesAPartToLiveRecordsUntilTheDayEnds() {
    Pacing replica = replica();
    Question live = question("dst_1", false, DAILY);
    Question backfill = question("dst_2", true, DAILY);
    int granted = 0;
    while (replica.ask(live) instanceof Answer.Granted && granted < 10) {
      granted++;
    }
    while (replica.ask(backfill) instanceof Answer.Granted) {
      granted++;
    }
    assertThat(granted).isBetween(1_590, 1_610);
    assertThat(replica.ask(live)).isInstanceOf(Answer.Granted.class);
    now = MIDNIGHT.plus(Duration.ofHours(23));
    while (replica.ask(backfill) instanceof Answer.Granted) {
      granted++;
    }
    assertThat(granted).isGreaterThan(1_970);
  }

  @Test
  void withoutLiveRecordsBackfillMayUseTheWholeDay() {
    Pacing replica = replica();
    int granted = 0;
    while (replica.ask(question("dst_2", true, DAILY)) instanceof Answer.Granted) {
      granted++;
    }
    assertThat(granted).isEqualTo(2_000);
  }

  @Test
  void aPermitThatIsGivenBackCostsNothing() {
    Pacing replica = replica();
    Question question = question("dst_1", false, FAST, DAILY);
    for (int i = 0; i < 5_000; i++) {
      if (replica.ask(question) instanceof Answer.Granted(Permit permit)) {
        assertThat(permit.from()).isEqualTo(now);
        replica.giveBack(permit);
      }
    }
  }

  @Test
  void theBudgetFollowsTheVendorWhereItSaysThatLessIsLeft() {
    Pacing replica = replica();
    Question question = question("dst_1", false, FAST);
    List<Instant> before = sent(100, new NextQuestion(MIDNIGHT, replica, question));
    Duration alone = Duration.between(before.getFirst(), before.getLast());
    now = now.plusSeconds(20);
    // Another program has used more than half of the window.
    replica.learn(granted(replica, question), name -> name.equals("X-Remaining") ? "40" : null);
    List<Instant> after = sent(50, new NextQuestion(now, replica, question));
    Duration shared = Duration.between(after.getFirst(), after.getLast());
    assertThat(shared).isGreaterThan(alone);
  }

  @Test
  void theBudgetFollowsALowerLimitOfTheVendor() {
    Pacing replica = replica();
    Question question = question("dst_1", false, FAST);
    replica.learn(
        granted(replica, question),
        name -> name.equals("X-Max") ? "60" : name.equals("X-Remaining") ? "59" : null);
    List<Instant> after = sent(40, new NextQuestion(now, replica, question));
    assertThat(Duration.between(after.getFirst(), after.getLast()))
        .isGreaterThan(Duration.ofSeconds(6));
  }

  @Test
  void whenNothingIsLeftNothingLeavesUntilTheVendorsReset() {
    Pacing replica = replica();
    Question question = question("dst_1", false, FAST);
    Permit permit = granted(replica, question);
    replica.learn(
        permit,
        name ->
            switch (name) {
              case "X-Remaining" -> "0";
              case "X-Reset" -> Long.toString(now.getEpochSecond() + 7);
              default -> null;
            });
    Instant reset = now.plusSeconds(7);
    now = now.plusSeconds(2);
    assertThat(replica.ask(question)).isInstanceOf(Answer.Later.class);
    Instant next = sent(1, new NextQuestion(now, replica, question)).getFirst();
    assertThat(next).isBetween(reset, reset.plusMillis(100));
  }

  @Test
  void aDailyQuotaFollowsTheVendorToo() {
    Pacing replica = replica();
    now = NOON;
    Permit permit = granted(replica, TOLD);
    replica.learn(permit, _ -> "5");
    assertThat(grantedNow(replica, TOLD)).isEqualTo(5);
  }

  @Test
  void aNumberOfTheDayBeforeDoesNotSpendTheNewDay() {
    Pacing replica = replica();
    now = MIDNIGHT.minusSeconds(1);
    Permit before = granted(replica, TOLD);
    // For the vendor, the day has not begun yet.
    now = MIDNIGHT.plusSeconds(3);
    replica.learn(before, _ -> "0");
    replica.learn(granted(replica, TOLD), _ -> "0");
    assertThat(replica.ask(TOLD)).isInstanceOf(Answer.Granted.class);
    now = MIDNIGHT.plus(Duration.ofMinutes(20));
    replica.learn(before, _ -> "0");
    assertThat(replica.ask(TOLD)).isInstanceOf(Answer.Granted.class);
  }

  @Test
  void theBudgetFollowsTheVendorWhereItSaysThatMoreIsLeftThanBefore() {
    Pacing replica = replica();
    now = NOON;
    Permit permit = granted(replica, TOLD);
    Permit next = granted(replica, TOLD);
    replica.learn(permit, _ -> "0");
    assertThat(replica.ask(TOLD)).isInstanceOf(Answer.Later.class);
    // The quota was raised, or the number was of another window.
    replica.learn(next, _ -> "1500");
    assertThat(grantedNow(replica, TOLD)).isBetween(1_490, 1_500);
  }

  @Test
  void anHourAfterTheVendorHasSaidThatNothingIsLeftARequestAsksAgain() {
    Pacing replica = replica();
    now = NOON;
    replica.learn(granted(replica, TOLD), _ -> "0");
    now = NOON.plus(Duration.ofMinutes(59));
    assertThat(replica.ask(TOLD)).isInstanceOf(Answer.Later.class);
    now = NOON.plus(Duration.ofMinutes(61));
    replica.learn(granted(replica, TOLD), _ -> "0");
    assertThat(replica.ask(TOLD)).isInstanceOf(Answer.Later.class);
  }

  private static final Duration EACH_TEN_MINUTES = Duration.ofMinutes(10);

  private void reports(Pacing replica, Question question, long used, @Nullable Long limit) {
    Need need = question.needs().getFirst();
    replica.reported(question.account(), question.flow(), need, new ReportedUse(used, limit), now);
  }

  @Test
  void theUseByOtherProgramsIsHeldBackAlsoBeforeTheFirstRequest() {
    Pacing replica = replica();
    now = NOON;
    Question question = question("dst_1", false, DAILY);
    reports(replica, question, 1_990, null);
    assertThat(grantedNow(replica, question)).isEqualTo(10);
    assertThat(grantedNow(replica(), question)).as("of another instance").isZero();
    // Our own ten are in the number of the vendor.
    reports(replica, question, 1_995, null);
    assertThat(grantedNow(replica, question)).isEqualTo(5);
  }

  /** The part of others is a tenth of what the account has, which is less than declared. */
  @Test
  void anAccountWithASmallerQuotaLeavesItsPartToOthers() {
    Pacing replica = replica();
    now = NOON;
    Question question = question("dst_1", false, DAILY.leaving(0.1));
    reports(replica, question, 0, 100L);
    assertThat(grantedNow(replica, question)).isEqualTo(90);
    reports(replica, question, 90, 100L);
    assertThat(grantedNow(replica, question)).as("others have used nothing").isZero();
  }

  @Test
  void othersThatUseMoreThanTheirPartTakeOurs() {
    Pacing replica = replica();
    now = NOON;
    Question question = question("dst_1", false, DAILY.leaving(0.1));
    reports(replica, question, 70, 100L);
    assertThat(grantedNow(replica, question)).isEqualTo(30);
  }

  /** Nobody has chosen the amount of a manifest, so the account's own one counts. */
  @Test
  void theLargerQuotaOfAnAccountReplacesTheOneOfTheManifest() {
    Pacing replica = replica();
    now = NOON;
    Question question = question("dst_1", false, DAILY.leaving(0.1));
    Need need = question.needs().getFirst().following();
    ReportedUse use = new ReportedUse(1_000, 20_000L);
    replica.reported(question.account(), question.flow(), need, use, now);
    assertThat(grantedNow(replica, question)).isEqualTo(18_000);
    assertThat(grantedNow(replica(), question)).as("of another instance").isZero();
  }

  @Test
  void aLargerQuotaThanDeclaredRaisesNothing() {
    Pacing replica = replica();
    now = NOON;
    Question question = question("dst_1", false, DAILY);
    reports(replica, question, 0, 1_000_000L);
    assertThat(grantedNow(replica, question)).isEqualTo(2_000);
  }

  @Test
  void aReportOfTheDayBeforeDoesNotSpendTheNewDay() {
    Pacing replica = replica();
    now = MIDNIGHT.plusSeconds(3);
    Question question = question("dst_1", false, DAILY);
    reports(replica, question, 2_000, null);
    assertThat(grantedNow(replica, question)).isEqualTo(2_000);
  }

  @Test
  void ofAllInstancesOneAsksTheVendorWithinAnInterval() {
    Pacing one = replica();
    Pacing two = replica();
    Question question = question("dst_1", false, DAILY);
    Need need = question.needs().getFirst();
    int asked = 0;
    for (int second = 0; second < 3_600; second++) {
      now = NOON.plusSeconds(second);
      for (Pacing each : List.of(one, two)) {
        asked += each.asksForUse("account", question.flow(), need, EACH_TEN_MINUTES) ? 1 : 0;
      }
    }
    assertThat(asked).isBetween(5, 6);
  }

  private static int grantedNow(Pacing replica, Question question) {
    int granted = 0;
    while (replica.ask(question) instanceof Answer.Granted) {
      granted++;
    }
    return granted;
  }

  /** Records of a day, of which a request has up to a hundred. */
  private static Question records(long amount, boolean backfill) {
    Budget budget = BudgetBuilder.builder(DAILY).unit(Budget.Unit.RECORDS).amount(amount).build();
    long units = Math.min(100, amount);
    return new Question(
        "account",
        new Flow(new WorkspaceId("wsp_1"), new DestinationId("dst_1"), backfill),
        List.of(new Need(budget, budget.key(), units, units, 1)),
        0,
        Duration.ofMinutes(1));
  }

  private static long units(Answer answer) {
    return switch (answer) {
      case Answer.Granted(Permit permit) -> permit.needs().getFirst().units();
      case Answer.Later later -> 0;
    };
  }

  @Test
  void theLastRecordsOfADayAreGrantedAlthoughTheyAreNoFullBatch() {
    Pacing replica = replica();
    Question question = records(250, false);
    assertThat(units(replica.ask(question))).isEqualTo(100);
    assertThat(units(replica.ask(question))).isEqualTo(100);
    assertThat(units(replica.ask(question))).isEqualTo(50);
    assertThat(replica.ask(question)).isInstanceOf(Answer.Later.class);
    now = MIDNIGHT.plus(Duration.ofDays(1));
    assertThat(units(replica.ask(question))).isEqualTo(100);
  }

  @Test
  void whatIsGivenBackOfAPartlyGrantedNeedIsWhatWasGranted() {
    Pacing replica = replica();
    Question question = records(150, false);
    replica.ask(question);
    replica.giveBack(granted(replica, question));
    assertThat(units(replica.ask(question))).isEqualTo(50);
    assertThat(replica.ask(question)).isInstanceOf(Answer.Later.class);
  }

  @Test
  void aPermitThatHasGivenBackAPartGivesBackOnlyTheRestLater() {
    Pacing replica = replica();
    Question question = records(150, false);
    replica.giveBack(replica.settle(granted(replica, question), 1));
    assertThat(units(replica.ask(question))).isEqualTo(100);
    assertThat(units(replica.ask(question))).as("150 in a day, and no more").isEqualTo(50);
    assertThat(replica.ask(question)).isInstanceOf(Answer.Later.class);
  }

  @Test
  void backfillThatLeavesAPartToLiveRecordsWaitsForFullBatches() {
    Pacing replica = replica();
    assertThat(units(replica.ask(records(1_000, false)))).isEqualTo(100);
    List<Long> batches = new ArrayList<>();
    for (int i = 0; i < 24 * 60; i++) {
      now = MIDNIGHT.plus(Duration.ofMinutes(i));
      long units = units(replica.ask(records(1_000, true)));
      if (units > 0) {
        batches.add(units);
      }
    }
    assertThat(batches).containsOnly(100L).hasSize(9);
  }

  @Test
  void aRequestLeavesNoEarlierThanThePacerHasSaidHoweverSlowTheStoresAre() {
    Duration slow = Duration.ofMillis(400);
    Pacing replica =
        new Pacing(new SlowAnswers(slow), new CountedBudgets(store), new UseTally(uses), clock);
    Question question = question("dst_1", false, FAST, DAILY);
    granted(replica, question);
    Permit permit = granted(replica, question);
    // The pacer has answered now, after its own present.
    assertThat(permit.from()).isEqualTo(now.plusMillis(100));
  }

  /** An answer is on its way for some time before the clock is read again. */
  private final class SlowAnswers implements Pacer {
    private final Duration way;
    private boolean first = true;

    SlowAnswers(Duration way) {
      this.way = way;
    }

    @Override
    public Decision ask(String account, Ask ask) {
      now = now.plus(way);
      Decision decision = new Decision(true, first ? 0 : 100, Decision.Grant.NONE);
      first = false;
      return decision;
    }

    @Override
    public void giveBack(String account, String id) {}

    @Override
    public void settle(String account, String id, Rest rest) {}

    @Override
    public Optional<PaceReading> read(String account, List<Charge> charges) {
      return Optional.empty();
    }

    @Override
    public void end(String account, String id) {}

    @Override
    public void slowDown(String account, Duration pause) {}

    @Override
    public void learn(String account, Charge charge, double spent, Duration hold) {}
  }

  @Test
  void aLossIsNoticedForAsLongAsTheSlowestBudgetLasts() {
    Budget slow = Budget.requests(1, 60);
    Pacing replica = replica();
    granted(replica, question("dst_1", false, slow));
    now = now.plusSeconds(45);
    accounts.paces.clear();
    Instant next =
        sent(1, new NextQuestion(now, replica, question("dst_1", false, slow))).getFirst();
    assertThat(next).isAfter(MIDNIGHT.plusSeconds(60));
  }

  @Test
  void ofRecordsNothingStaysInMemoryAndOfOthersNothingLongerThanTwoWindows() {
    CountedBudgets counted = new CountedBudgets(store);
    Flow flow = new Flow(new WorkspaceId("wsp_1"), new DestinationId("dst_1"), false);
    Budget ofRecord = BudgetBuilder.builder(DAILY).scope(Budget.Scope.RECORD).amount(1).build();
    Need record = new Need(ofRecord, ofRecord.key(), 1, 1);
    for (int i = 0; i < 1_000; i++) {
      assertThat(counted.take("account:" + i, flow, record, now).units()).isEqualTo(1);
    }
    assertThat(counted.take("account:1", flow, record, now).units()).isZero();
    counted.giveBack("account:1", flow, record, 1, now);
    assertThat(counted.take("account:1", flow, record, now).units()).isEqualTo(1);
    assertThat(counted.size()).isZero();
    Need need = new Need(DAILY, DAILY.key(), 1, 1);
    for (int i = 0; i < 10; i++) {
      counted.take("former" + i, flow, need, now);
    }
    assertThat(counted.size()).isEqualTo(10);
    now = MIDNIGHT.plus(Duration.ofDays(2));
    counted.take("another", flow, need, now);
    assertThat(counted.size()).isEqualTo(1);
  }

  @Test
  void aPartOfABudgetIsLeftForOthers() {
    Pacing replica = replica();
    Question question = question("dst_1", true, DAILY.leaving(0.25));
    int granted = 0;
    while (replica.ask(question) instanceof Answer.Granted) {
      granted++;
    }
    assertThat(granted).isEqualTo(1_500);
  }

  private static Permit granted(Pacing replica, Question question) {
    return ((Answer.Granted) replica.ask(question)).permit();
  }
}
