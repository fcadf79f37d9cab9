package dev.tributary.destinations.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.account.AccountName;
import dev.tributary.destinations.limit.AccountUse.BudgetUse;
import dev.tributary.destinations.limit.AccountUse.Certainty;
import dev.tributary.destinations.limit.AccountUse.Connections;
import dev.tributary.destinations.limit.AccountUse.Current;
import dev.tributary.destinations.limit.AccountUse.Others;
import dev.tributary.destinations.limit.AccountUse.User;
import dev.tributary.destinations.pacing.AccountPace;
import dev.tributary.destinations.pacing.Ask;
import dev.tributary.destinations.pacing.Budget;
import dev.tributary.destinations.pacing.BudgetBuilder;
import dev.tributary.destinations.pacing.BudgetWindow;
import dev.tributary.destinations.pacing.Charge;
import dev.tributary.destinations.pacing.CountedBudgets;
import dev.tributary.destinations.pacing.Decision;
import dev.tributary.destinations.pacing.Flow;
import dev.tributary.destinations.pacing.InMemorySpentStore;
import dev.tributary.destinations.pacing.InMemoryUseStore;
import dev.tributary.destinations.pacing.Need;
import dev.tributary.destinations.pacing.PaceReading;
import dev.tributary.destinations.pacing.Pacer;
import dev.tributary.destinations.pacing.Pacing;
import dev.tributary.destinations.pacing.Permit;
import dev.tributary.destinations.pacing.ReportedUse;
import dev.tributary.destinations.pacing.UseStore;
import dev.tributary.destinations.pacing.UseStore.Spent;
import dev.tributary.destinations.pacing.UseStore.Stored;
import dev.tributary.destinations.pacing.UseStore.Times;
import dev.tributary.destinations.pacing.UseStore.Used;
import dev.tributary.destinations.pacing.UseTally;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BudgetOverviewTest {
  private static final WorkspaceId WORKSPACE = new WorkspaceId("wsp_1");
  private static final DestinationId CRM = new DestinationId("dst_1");
  private static final SyncId CONTACTS = new SyncId("syn_1");
  private static final SyncId COMPANIES = new SyncId("syn_2");
  private static final Budget SHORT = Budget.requests(100, 10);
  private static final Budget DAY =
      new Budget(
          null,
          1_000,
          new BudgetWindow(null, BudgetWindow.Per.DAY, "Europe/Berlin", null),
          null,
          null,
          0.2,
          null,
          null);

  private Instant now = Instant.parse("2026-03-01T12:00:00Z");
  private final InstantSource time = () -> now;
  private final Clock clock = time.withZone(ZoneOffset.UTC);
  private final InMemoryUseStore store = new InMemoryUseStore();
  private final UseTally tally = new UseTally(store);
  private final OnePace pacer = new OnePace();
  private final BudgetOverview overview = new BudgetOverview(pacer, store, tally, clock);

  /** The pace of the account, as Redis has it. */
  private final class OnePace implements Pacer {
    AccountPace pace = new AccountPace();
    boolean away;

    @Override
    public Decision ask(String account, Ask ask) {
      return pace.ask(ask, now.toEpochMilli());
    }

    @Override
    public void giveBack(String account, String id) {}

    @Override
    public void settle(String account, String id, Rest rest) {}

    @Override
    public void end(String account, String id) {}

    @Override
    public void slowDown(String account, Duration pause) {
      pace.slowDown(pause.toMillis(), now.toEpochMilli());
    }

    @Override
    public void learn(String account, Charge charge, double spent, Duration hold) {
      pace.learn(charge, spent, hold.toMillis(), now.toEpochMilli());
    }

    @Override
    public Optional<PaceReading> read(String account, List<Charge> charges) {
      return away ? Optional.empty() : Optional.of(pace.read(charges, now.toEpochMilli()));
    }
  }

  private static Charge charge(Budget budget) {
    return Charge.of(budget, budget.key(), 1, 1);
  }

  private void sends(boolean known) {
    Flow flow = new Flow(WORKSPACE, CRM, false);
    Decision decision =
        pacer.ask("account", new Ask("p", flow, List.of(charge(SHORT)), 0, 30_000, known));
    assertThat(decision.granted()).isTrue();
  }

  private AccountUse read(int connections, Budget... budgets) {
    return overview.of(
        WORKSPACE,
        new AccountBudgets(AccountName.of("account"), List.of(budgets), connections, 100),
        Set.of());
  }

  private BudgetUse only(Budget budget) {
    return read(0, budget).budgets().getFirst();
  }

  private void stored(@Nullable Spent spent, Used... used) {
    store.answer = new Stored(spent == null ? List.of() : List.of(spent), List.of(used));
  }

  private static Used used(Budget budget, SyncId sync, long units, Times times) {
    return new Used(budget.key(), CRM, sync, units, times);
  }

  private Times lately() {
    return new Times(now.minusSeconds(3), now.minusSeconds(1), null);
  }

  @Test
  void aCountedBudgetTellsWhoUsedItAndWhatIsLeft() {
    stored(
        new Spent(DAY.key(), 300, 50, 0, null),
        used(DAY, COMPANIES, 40, lately()),
        used(DAY, CONTACTS, 250, lately()));
    BudgetUse use = only(DAY);
    assertThat(use.certainty()).isEqualTo(Certainty.COUNTED);
    assertThat(use.current())
        .isEqualTo(
            new Current(350L, 450L, null, null, Instant.parse("2026-03-01T23:00:00Z"), null));
    assertThat(use.users().users())
        .containsExactly(new User(CRM, CONTACTS, 250), new User(CRM, COMPANIES, 40));
    assertThat(use.users().otherWorkspaces()).isEqualTo(50);
    assertThat(use.users().notAssigned()).isEqualTo(10);
    assertThat(use.users().since()).isEqualTo("2026-02-28T23:00:00Z");
  }

  /** The vendor's number has the part that is left to others, and what they use beyond it. */
  @Test
  void whatOthersUsedHasTheAgeOfTheVendorsAnswer() {
    stored(new Spent(DAY.key(), 300, 0, 100, now.plus(Duration.ofMinutes(50))));
    Current current = only(DAY).current();
    assertThat(current.others()).isEqualTo(new Others(300, now.minus(Duration.ofMinutes(10))));
    assertThat(current.left()).isEqualTo(400);
  }

  @Test
  void theAnswerOfTheVendorAboutTheUseHasItsAge() {
    Instant asked = now.minus(Duration.ofMinutes(7));
    ReportedUse use = new ReportedUse(900, 1_000L);
    store.answer =
        new Stored(
            List.of(new Spent(DAY.key(), 300, 0, 400, now.plus(Duration.ofMinutes(53)))),
            List.of(),
            List.of(new UseStore.Report(DAY.key(), use, asked)),
            3);
    Current current = only(DAY).current();
    assertThat(current.reported()).isEqualTo(new AccountUse.Reported(use, asked));
    assertThat(current.others()).as("the number of the vendor has ours in it").isNull();
    assertThat(current.left()).isEqualTo(100);
    AccountBudgets account =
        new AccountBudgets(AccountName.of("account"), List.of(DAY), 0, 100, 30);
    assertThat(overview.of(WORKSPACE, account, Set.of()).openJobs())
        .isEqualTo(new AccountUse.Connections(30, 3));
    assertThat(overview.unknown(account, Set.of()).openJobs())
        .isEqualTo(new AccountUse.Connections(30, null));
  }

  @Test
  void aSpentBudgetIsHeldUntilItsWindowEnds() {
    stored(new Spent(DAY.key(), 800, 0, 0, null));
    Current current = only(DAY).current();
    assertThat(current.left()).isZero();
    assertThat(current.heldUntil()).isEqualTo("2026-03-01T23:00:00Z");
  }

  @Test
  void aBudgetThatOthersHaveSpentIsHeldWhileTheirNumberCounts() {
    stored(new Spent(DAY.key(), 700, 0, 500, now.plusSeconds(60)));
    assertThat(only(DAY).current().left()).isZero();
    assertThat(only(DAY).current().heldUntil()).isEqualTo(now.plusSeconds(60));
    stored(new Spent(DAY.key(), 800, 0, 500, now.plusSeconds(60)));
    assertThat(only(DAY).current().heldUntil()).isEqualTo("2026-03-01T23:00:00Z");
  }

  /** Units of a window that rolls are free again little by little. */
  @Test
  void ofASpentWindowThatRollsNobodyKnowsWhenItIsFree() {
    Budget rolling =
        BudgetBuilder.builder(DAY).window(new BudgetWindow(86_400, null, null, null)).build();
    stored(new Spent(rolling.key(), 800, 0, 0, null));
    assertThat(only(rolling).current().left()).isZero();
    assertThat(only(rolling).current().heldUntil()).isNull();
  }

  @Test
  void aBudgetWithLessThanARequestCostsIsHeld() {
    Budget points = BudgetBuilder.builder(DAY).unit(Budget.Unit.COST).cost(5).build();
    stored(new Spent(points.key(), 797, 0, 0, null));
    assertThat(only(points).current().left()).isEqualTo(3);
    assertThat(only(points).current().heldUntil()).isEqualTo("2026-03-01T23:00:00Z");
  }

  /** The next batch of records may reserve a longer time than one record. */
  @Test
  void aShortBudgetOfRecordsIsNotSaidToBeHeld() {
    Budget records = BudgetBuilder.builder(SHORT).unit(Budget.Unit.RECORDS).build();
    Charge batch = Charge.of(records, records.key(), 25, 25);
    Flow flow = new Flow(WORKSPACE, CRM, false);
    pacer.ask("account", new Ask("1", flow, List.of(batch), 0, 30_000, false));
    now = now.plusSeconds(60);
    for (String id : List.of("2", "3")) {
      pacer.ask("account", new Ask(id, flow, List.of(batch), 0, 30_000, true));
    }
    assertThat(only(records).certainty()).isEqualTo(Certainty.ESTIMATED);
    assertThat(only(records).current().heldUntil()).isNull();
  }

  /** Redis forgets everything, and the last stored use is some seconds old. */
  @Test
  void afterALossAnAccountInFullUseIsUnknownAlthoughItsWindowIsShort() {
    Budget second = Budget.requests(100, 1);
    Instant last = now.minusSeconds(9);
    stored(null, used(second, CONTACTS, 5_000, new Times(now.minusSeconds(600), last, null)));
    assertThat(only(second).certainty()).isEqualTo(Certainty.UNKNOWN);
    assertThat(read(5, second).connections()).isEqualTo(new Connections(5, null));
    now = now.plusSeconds(20);
    assertThat(only(second).current().used()).isZero();
  }

  @Test
  void whatIsNotStoredYetIsKnownToTheInstanceThatSentIt() {
    Flow flow = new Flow(WORKSPACE, CRM, false);
    Need need = new Need(SHORT, SHORT.key(), 1, 1);
    Permit permit = new Permit("account", flow, "1", now, List.of(need), false);
    new Pacing(pacer, new CountedBudgets(new InMemorySpentStore()), tally, clock)
        .used(permit, CONTACTS, List.of(need));
    assertThat(only(SHORT).certainty()).as("Redis has lost it").isEqualTo(Certainty.UNKNOWN);
  }

  @Test
  void aNewStateIsUnknownUntilOtherInstancesHaveStoredEarlierUse() {
    sends(false);
    now = now.plusSeconds(14);
    assertThat(only(SHORT).certainty()).isEqualTo(Certainty.UNKNOWN);
    now = now.plusSeconds(2);
    assertThat(only(SHORT).certainty()).isEqualTo(Certainty.ESTIMATED);
  }

  @Test
  void aShortWindowHasTheUnitsOfThePace() {
    sends(false);
    now = now.plusSeconds(60);
    sends(true);
    now = now.plusMillis(500);
    sends(true);
    stored(null, used(SHORT, CONTACTS, 900, lately()));
    pacer.learn("account", charge(SHORT), 44, Duration.ZERO);
    now = now.plusSeconds(1);
    BudgetUse use = only(SHORT);
    assertThat(use.certainty()).isEqualTo(Certainty.ESTIMATED);
    assertThat(use.current())
        .isEqualTo(new Current(2L, 58L, new Others(40, now.minusSeconds(1)), null, null, null));
    assertThat(use.users().users()).containsExactly(new User(CRM, CONTACTS, 900));
    assertThat(use.users().since()).isEqualTo("2026-03-01T11:10:00Z");
  }

  @Test
  void anAccountThatNobodyUsesHasUsedNothing() {
    BudgetUse use = only(SHORT);
    assertThat(use.certainty()).isEqualTo(Certainty.ESTIMATED);
    assertThat(use.current()).isEqualTo(new Current(0L, 100L, null, null, null, null));
  }

  @Test
  void whileRedisIsAwayTheUseIsNotKnown() {
    sends(false);
    pacer.away = true;
    BudgetUse use = only(SHORT);
    assertThat(use.certainty()).isEqualTo(Certainty.UNKNOWN);
    assertThat(use.current()).isEqualTo(new Current(null, null, null, null, null, null));
    stored(new Spent(DAY.key(), 300, 0, 0, null));
    assertThat(only(DAY).certainty()).as("a day survives Redis").isEqualTo(Certainty.COUNTED);
  }

  @Test
  void afterALossOfRedisTheUseIsUnknownUntilTwoWindowsHavePassed() {
    sends(false);
    now = now.plusSeconds(1);
    pacer.pace = new AccountPace();
    // The first question after the loss waits, so the loss is known.
    Flow flow = new Flow(WORKSPACE, CRM, false);
    pacer.ask("account", new Ask("q", flow, List.of(charge(SHORT)), 0, 0, true));
    now = now.plusSeconds(1);
    assertThat(only(SHORT).certainty()).isEqualTo(Certainty.UNKNOWN);
    now = now.plusSeconds(20);
    assertThat(only(SHORT).certainty()).isEqualTo(Certainty.ESTIMATED);
  }

  @Test
  void anEmptyStateAfterLateUseIsALostOne() {
    stored(null, used(SHORT, CONTACTS, 5, new Times(now.minusSeconds(60), now, null)));
    assertThat(only(SHORT).certainty()).isEqualTo(Certainty.UNKNOWN);
    now = now.plusSeconds(2);
    sends(false);
    assertThat(only(SHORT).certainty()).as("the state is newer").isEqualTo(Certainty.UNKNOWN);
    now = now.plusSeconds(21);
    assertThat(only(SHORT).certainty()).isEqualTo(Certainty.ESTIMATED);
  }

  @Test
  void unitsThatOneInstanceHasPacedAloneAreMissingInThePace() {
    sends(false);
    now = now.plusSeconds(60);
    Instant alone = now.minusSeconds(5);
    stored(null, used(SHORT, CONTACTS, 5, new Times(now.minusSeconds(60), alone, alone)));
    assertThat(only(SHORT).certainty()).isEqualTo(Certainty.UNKNOWN);
    now = now.plusSeconds(16);
    assertThat(only(SHORT).certainty())
        .as("later units may not be stored yet")
        .isEqualTo(Certainty.UNKNOWN);
    now = now.plusSeconds(15);
    assertThat(only(SHORT).certainty()).isEqualTo(Certainty.ESTIMATED);
  }

  @Test
  void aRefusalOfTheVendorHoldsTheAccount() {
    sends(false);
    pacer.slowDown("account", Duration.ofSeconds(30));
    assertThat(read(0, SHORT).heldUntil()).isEqualTo(now.plusSeconds(30));
    now = now.plusSeconds(31);
    assertThat(read(0, SHORT).heldUntil()).isNull();
  }

  @Test
  void aShortBudgetOfWhichNothingIsLeftIsHeldUntilTheVendorsReset() {
    sends(false);
    now = now.plusSeconds(60);
    pacer.learn("account", charge(SHORT), 100, Duration.ofSeconds(40));
    Instant held = only(SHORT).current().heldUntil();
    assertThat(held).isBetween(now.plusSeconds(40), now.plusSeconds(41));
  }

  @Test
  void eachObjectHasItsOwnNumbersAndRecordsHaveNone() {
    Budget ofObject = BudgetBuilder.builder(DAY).scope(Budget.Scope.OBJECT).build();
    Budget ofRecord = BudgetBuilder.builder(SHORT).scope(Budget.Scope.RECORD).build();
    stored(new Spent(ofObject.key() + ":contacts", 10, 0, 0, null));
    List<BudgetUse> uses =
        overview
            .of(
                WORKSPACE,
                new AccountBudgets(AccountName.of("account"), List.of(ofRecord, ofObject), 0, 100),
                List.of("contacts", "companies"))
            .budgets();
    assertThat(uses).extracting(BudgetUse::object).containsExactly("contacts", "companies", null);
    assertThat(uses).extracting(use -> use.current().used()).containsExactly(10L, 0L, null);
    assertThat(uses.getLast().certainty()).isEqualTo(Certainty.PER_RECORD);
  }

  @Test
  void connectionsAreThoseThatAreOpenNow() {
    Flow flow = new Flow(WORKSPACE, CRM, false);
    pacer.ask("account", new Ask("0", flow, List.of(), 5, 0, false));
    assertThat(read(5).connections())
        .as("another instance may have had some before this state began")
        .isEqualTo(new Connections(5, null));
    now = now.plusSeconds(160);
    pacer.ask("account", new Ask("1", flow, List.of(), 5, 0, false));
    assertThat(read(5).connections()).isEqualTo(new Connections(5, 1));
    pacer.away = true;
    assertThat(read(5).connections()).isEqualTo(new Connections(5, null));
    assertThat(read(0).connections()).isNull();
  }
}
