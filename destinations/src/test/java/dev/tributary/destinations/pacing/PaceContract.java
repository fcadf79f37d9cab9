package dev.tributary.destinations.pacing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.testkit.lane.Lane;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * What the pace of an account does, wherever its state is. The reference knows no rule: it keeps
 * what was let go, and counts the units of each window.
 */
public abstract class PaceContract {
  private static final double START = 1_800_000_000_000.0;
  private static final double AHEAD = 1_000;
  private static final int STEPS = 400;

  private static final BudgetWindow TEN_SECONDS = new BudgetWindow(10, null, null, null);

  private static final Charge ACCOUNT = charge(Budget.requests(100, 10), "account", 1);
  private static final Charge OBJECT = charge(Budget.requests(1, 60), "contacts", 1);
  private static final Charge SEARCH = charge(Budget.requests(4, 10), "search", 1);

  /** The pace of one account. Times are milliseconds since 1970. */
  protected interface Pace {
    Decision ask(Ask ask, double now);

    void giveBack(String id, double now);

    void settle(String id, Pacer.Rest rest, double now);

    PaceReading read(List<Charge> charges, double now);

    void learn(Charge charge, double spent, double hold, double now);

    void slowDown(double millis, double now);

    /** The state is lost. */
    void forget();
  }

  /** The pace of an account without state. */
  protected abstract Pace pace();

  private static Charge charge(Budget budget, String key, long units) {
    return Charge.of(budget, key, units, units);
  }

  private static Ask ask(String id, boolean known, double ahead, Charge... charges) {
    Flow flow = new Flow(new WorkspaceId("wsp_1"), new DestinationId("dst_1"), false);
    return new Ask(id, flow, List.of(charges), 0, ahead, known);
  }

  private static Ask ask(String id, Charge... charges) {
    return ask(id, false, AHEAD, charges);
  }

  /** What was let go, of each budget. */
  private static final class LetGo {
    private record Units(double at, double units) {}

    private final Map<String, List<Units>> sent = new HashMap<>();

    void sent(String key, double at, double units) {
      sent.computeIfAbsent(key, _ -> new ArrayList<>()).add(new Units(at, units));
    }

    /** The most units in any window of a length that is open at its beginning. */
    double most(String key, double window) {
      List<Units> all = sent.getOrDefault(key, List.of());
      return all.stream()
          .mapToDouble(last ->
              all.stream()
                  .filter(each -> each.at > last.at - window && each.at <= last.at)
                  .mapToDouble(Units::units)
                  .sum())
          .max()
          .orElse(0);
    }
  }

  /** A permit of a random history, until it is used. */
  private static final class Granted {
    final String id;
    final double at;
    final Decision.Grant grant;
    final Map<String, Double> units = new HashMap<>();

    Granted(String id, double at, Decision.Grant grant) {
      this.id = id;
      this.at = at;
      this.grant = grant;
    }
  }

  @Test
  protected void noWindowOfAnyBudgetHasMoreThanItsAmount() {
    Random seeds = Lane.seeds();
    for (int i = 0; i < Lane.size("tributary.model.cases", 20, 500); i++) {
      history(seeds.nextLong());
    }
  }

  private void history(long seed) {
    Random random = new Random(seed);
    Pace pace = pace();
    List<Budget> budgets = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      budgets.add(Budget.requests(1 + random.nextInt(60), 1 + random.nextInt(30)));
    }
    long largest = Math.max(1, budgets.getLast().amount() / 3);
    LetGo letGo = new LetGo();
    List<Granted> waiting = new ArrayList<>();
    double now = START;
    for (int step = 0; step < STEPS; step++) {
      double present = now;
      switch (random.nextInt(8)) {
        case 0 -> {
          // A permit that nobody has used, and perhaps not the last one.
          if (!waiting.isEmpty()) {
            pace.giveBack(waiting.remove(random.nextInt(waiting.size())).id, now);
          }
        }
        case 1 -> {
          Budget last = budgets.getLast();
          Granted granted = waiting.isEmpty() ? null : waiting.getLast();
          Double units = granted == null ? null : granted.units.get("b3");
          if (granted != null && units != null && units > 1) {
            double more = Charge.of(last, "b3", units.longValue(), largest).millis();
            double less = Charge.of(last, "b3", 1, largest).millis();
            double window = last.window().length().toMillis();
            pace.settle(
                granted.id,
                new Pacer.Rest("b3", more - less, units - 1, window, granted.grant),
                now);
            granted.units.put("b3", 1.0);
          }
        }
        case 2 -> {
          Charge any = charge(budgets.getFirst(), "b0", 1);
          double hold = random.nextInt(4) == 0 ? 2_000 : 0;
          pace.learn(any, random.nextInt(60), hold, now);
        }
        case 3 -> {
          if (random.nextInt(10) == 0) {
            pace.slowDown(500, now);
          }
        }
        default -> {
          List<Charge> charges = new ArrayList<>();
          for (int i = 0; i < budgets.size(); i++) {
            if (i == 0 || random.nextBoolean()) {
              long most = random.nextInt(8) == 0 ? budgets.getLast().amount() : largest;
              long units = i == 3 ? 1 + random.nextLong(most) : 1;
              charges.add(Charge.of(budgets.get(i), "b" + i, units, i == 3 ? largest : 1));
            }
          }
          String id = "p" + step;
          Flow flow =
              new Flow(
                  new WorkspaceId("w" + random.nextInt(2)),
                  new DestinationId("d" + random.nextInt(2)),
                  random.nextBoolean());
          double ahead = random.nextBoolean() ? AHEAD : 15_000;
          Decision decision =
              pace.ask(new Ask(id, flow, charges, 0, ahead, random.nextBoolean()), now);
          if (decision.granted()) {
            Granted granted = new Granted(id, now + decision.millis(), decision.grant());
            charges.forEach(charge -> granted.units.put(charge.key(), charge.units()));
            waiting.add(granted);
          } else if (random.nextBoolean()) {
            now += decision.millis();
          }
        }
      }
      now += random.nextInt(4) == 0 ? random.nextInt(3_000) : random.nextInt(100);
      double used = now;
      waiting.removeIf(granted -> {
        if (granted.at > used) {
          return false;
        }
        granted.units.forEach((key, units) -> letGo.sent(key, granted.at, units));
        return true;
      });
      assertThat(now).isGreaterThanOrEqualTo(present);
    }
    waiting.forEach(
        granted -> granted.units.forEach((key, units) -> letGo.sent(key, granted.at, units)));
    for (int i = 0; i < budgets.size(); i++) {
      Budget budget = budgets.get(i);
      assertThat(letGo.most("b" + i, budget.window().length().toMillis()))
          .as("budget %s, seed %d", budget, seed)
          .isLessThanOrEqualTo(budget.amount());
    }
  }

  @Test
  protected void noWindowHasMoreThanItsAmountAlthoughTheStateIsLost() {
    Random seeds = Lane.seeds();
    for (int i = 0; i < Lane.size("tributary.model.cases", 10, 200); i++) {
      lossy(seeds.nextLong());
    }
  }

  /** Callers with and without patience, which have all had a permit lately. */
  private void lossy(long seed) {
    Random random = new Random(seed);
    Pace pace = pace();
    Budget budget = Budget.requests(1 + random.nextInt(60), 1 + random.nextInt(30));
    Charge charge = charge(budget, "account", 1);
    LetGo letGo = new LetGo();
    double now = START;
    for (int step = 0; step < STEPS; step++) {
      if (random.nextInt(40) == 0) {
        pace.forget();
      }
      double ahead = random.nextInt(4) == 0 ? 0 : charge.ahead();
      Decision decision = pace.ask(ask("p" + step, step > 0, ahead, charge), now);
      if (decision.granted()) {
        letGo.sent("account", now + decision.millis(), 1);
      }
      now += random.nextDouble(1.5 * charge.millis());
    }
    assertThat(letGo.most("account", budget.window().length().toMillis()))
        .as("budget %s, seed %d", budget, seed)
        .isLessThanOrEqualTo(budget.amount());
  }

  @Test
  protected void aPermitThatIsGivenBackFreesOnlyWhatItHasTaken() {
    Pace pace = pace();
    assertThat(pace.ask(ask("used", ACCOUNT, OBJECT), START).granted()).isTrue();
    assertThat(pace.ask(ask("idle", ACCOUNT), START + 150).granted()).isTrue();
    pace.giveBack("idle", START + 160);
    Decision second = pace.ask(ask("early", ACCOUNT, OBJECT), START + 200);
    assertThat(second.granted()).isFalse();
    assertThat(second.millis()).isGreaterThan(55_000);
    assertThat(pace.ask(ask("other", ACCOUNT), START + 210))
        .returns(true, Decision::granted)
        .returns(0L, Decision::millis);
  }

  @Test
  protected void theFirstUseOfABudgetIsNoLostState() {
    Pace pace = pace();
    pace.ask(ask("1", ACCOUNT), START);
    assertThat(pace.ask(ask("2", true, AHEAD, ACCOUNT, OBJECT), START + 500))
        .returns(true, Decision::granted)
        .returns(0L, Decision::millis);
    pace.giveBack("2", START + 510);
    assertThat(pace.ask(ask("3", true, AHEAD, ACCOUNT, OBJECT), START + 700))
        .returns(true, Decision::granted)
        .returns(0L, Decision::millis);
  }

  @Test
  protected void afterALossEachBudgetWaitsForTheTimesThatCouldHaveBeenReserved() {
    Pace pace = pace();
    pace.ask(ask("1", ACCOUNT, OBJECT, SEARCH), START);
    pace.forget();
    Decision account = pace.ask(ask("2", true, AHEAD, ACCOUNT), START + 10);
    assertThat(account.millis()).isGreaterThanOrEqualTo((long) ACCOUNT.millis());
    // The loss was seen by a request that did not concern these budgets.
    Decision search = pace.ask(ask("3", true, AHEAD, ACCOUNT, SEARCH), START + 20);
    assertThat(search.granted()).isFalse();
    assertThat(search.millis()).isGreaterThan((long) SEARCH.millis() - 20);
    Decision object = pace.ask(ask("4", true, AHEAD, ACCOUNT, OBJECT), START + 30);
    assertThat(object.granted()).isFalse();
    assertThat(object.millis()).isGreaterThan((long) OBJECT.millis() - 30);
  }

  @Test
  protected void aLimitThatIsLoweredIsKeptAlthoughOthersUsedMoreThanItBefore() {
    Pace pace = pace();
    Charge before = charge(Budget.requests(1_000, 10), "account", 1);
    pace.ask(ask("first", before), START);
    pace.learn(before, 521, 0, START + 1);
    LetGo letGo = new LetGo();
    double now = START + 2;
    // For the first of these limits, nothing at all would be left.
    for (int limit : new int[] {500, 100}) {
      Charge lower = charge(Budget.requests(limit, 10), "account", 1);
      for (int i = 0; i < (limit == 100 ? 200 : 20); i++) {
        Decision decision = pace.ask(ask("p" + limit + i, lower), now);
        now += decision.millis();
        if (decision.granted() && limit == 100) {
          letGo.sent("account", now, 1);
        }
      }
    }
    assertThat(letGo.most("account", 10_000)).isBetween(1.0, 100.0);
  }

  @Test
  protected void aSpentBudgetOfAnObjectHoldsOnlyItsOwnRequests() {
    Pace pace = pace();
    pace.ask(ask("1", ACCOUNT, SEARCH), START);
    pace.learn(SEARCH, 4, 60_000, START + 100);
    assertThat(pace.ask(ask("2", ACCOUNT), START + 200))
        .returns(true, Decision::granted)
        .returns(0L, Decision::millis);
    Decision held = pace.ask(ask("3", ACCOUNT, SEARCH), START + 400);
    assertThat(held.granted()).isFalse();
    assertThat(held.millis()).isGreaterThanOrEqualTo(58_000);
  }

  @Test
  protected void whatIsGivenBackOrSettledDoesNotEndAHold() {
    Pace pace = pace();
    Decision first = pace.ask(ask("1", ACCOUNT, SEARCH), START);
    pace.learn(SEARCH, 4, 60_000, START + 100);
    pace.settle("1", rest(SEARCH, SEARCH.millis(), 1, first), START + 150);
    pace.giveBack("1", START + 200);
    assertThat(pace.ask(ask("2", SEARCH), START + 400).millis()).isGreaterThanOrEqualTo(58_000);
  }

  @Test
  protected void aReadingHasTheUnitsOfTheWindowAndChangesNothing() {
    Pace pace = pace();
    // The windows of ten seconds begin at whole tens of seconds.
    for (int i = 0; i < 4; i++) {
      pace.ask(ask("p" + i, ACCOUNT), START + 1_000 * i);
    }
    PaceReading.OfBudget now = read(pace, ACCOUNT, START + 5_000);
    assertThat(now).isEqualTo(new PaceReading.OfBudget(4, 0, -1, 0));
    assertThat(read(pace, ACCOUNT, START + 5_000)).isEqualTo(now);
    assertThat(read(pace, ACCOUNT, START + 15_000).units()).as("half of them count").isEqualTo(2);
    assertThat(read(pace, ACCOUNT, START + 20_000).units()).isZero();
    assertThat(read(pace, SEARCH, START + 5_000).units()).isZero();
  }

  @Test
  protected void aReadingTellsWhatOthersUseAndSinceWhenThatIsKnown() {
    Pace pace = pace();
    pace.ask(ask("1", ACCOUNT), START);
    pace.learn(ACCOUNT, 43, 0, START + 1_000);
    PaceReading.OfBudget soon = read(pace, ACCOUNT, START + 3_000);
    assertThat(soon.others()).isEqualTo(40);
    assertThat(soon.learned()).isEqualTo(2_000);
    PaceReading.OfBudget later = read(pace, ACCOUNT, START + 11_000);
    assertThat(later.others()).isZero();
    assertThat(later.learned()).isEqualTo(-1);
  }

  @Test
  protected void aReadingTellsUntilWhenNothingLeaves() {
    Pace pace = pace();
    pace.ask(ask("1", ACCOUNT, SEARCH), START);
    assertThat(pace.read(List.of(ACCOUNT, SEARCH), START + 10).budgets())
        .as("a time that can be reserved holds nothing")
        .extracting(PaceReading.OfBudget::held)
        .containsExactly(0.0, 0.0);
    pace.learn(SEARCH, 4, 60_000, START + 100);
    assertThat(read(pace, SEARCH, START + 1_100).held()).isEqualTo(59_000);
    assertThat(read(pace, ACCOUNT, START + 1_100).held()).isZero();
    pace.slowDown(30_000, START + 200);
    assertThat(pace.read(List.of(), START + 10_200).held()).isEqualTo(20_000);
    assertThat(pace.read(List.of(), START + 30_200).held()).isZero();
  }

  @Test
  protected void aReadingTellsWhetherItsStateIsWhole() {
    Pace pace = pace();
    PaceReading none = pace.read(List.of(ACCOUNT), START);
    assertThat(none.began()).isEqualTo(-1);
    assertThat(none.lost()).isEqualTo(-1);
    pace.ask(ask("1", ACCOUNT), START);
    PaceReading whole = pace.read(List.of(ACCOUNT), START + 2_000);
    assertThat(whole.began()).isEqualTo(2_000);
    assertThat(whole.lost()).isEqualTo(-1);
    pace.forget();
    pace.ask(ask("2", true, AHEAD, ACCOUNT), START + 3_000);
    PaceReading lost = pace.read(List.of(ACCOUNT), START + 3_500);
    assertThat(lost.began()).isEqualTo(500);
    assertThat(lost.lost()).isEqualTo(500);
  }

  @Test
  protected void aReadingCountsConnectionsUntilTheyEnd() {
    Pace pace = pace();
    Flow flow = new Flow(new WorkspaceId("wsp_1"), new DestinationId("dst_1"), false);
    pace.ask(new Ask("1", flow, List.of(), 2, AHEAD, false), START);
    pace.ask(new Ask("2", flow, List.of(), 2, AHEAD, false), START);
    assertThat(pace.read(List.of(), START + 1).connections()).isEqualTo(2);
    pace.giveBack("2", START + 2);
    assertThat(pace.read(List.of(), START + 3).connections()).isEqualTo(1);
    assertThat(pace.read(List.of(), START + 200_000).connections()).isZero();
  }

  /** A claim asks for a full batch, and mostly has fewer records. */
  @Test
  protected void unitsThatWereNotNeededDoNotCountAsUsed() {
    Budget records =
        new Budget(Budget.Unit.RECORDS, 100, TEN_SECONDS, null, null, null, null, null);
    Charge batch = Charge.of(records, "records", 25, 25);
    Pace pace = pace();
    Decision first = pace.ask(ask("first", batch), START);
    pace.ask(ask("second", ACCOUNT), START + 1);
    pace.settle("first", rest(batch, batch.millis() * 22 / 25, 22, first), START + 2);
    assertThat(read(pace, batch, START + 1_000).units()).isEqualTo(3);
    pace.giveBack("second", START + 1_100);
    assertThat(read(pace, batch, START + 1_200).units()).isEqualTo(3);
    Decision third = pace.ask(ask("third", batch), START + 4_000);
    pace.settle("third", rest(batch, batch.millis() * 20 / 25, 20, third), START + 4_001);
    pace.giveBack("third", START + 4_002);
    assertThat(read(pace, batch, START + 4_003).units()).as("given back once").isEqualTo(3);
  }

  /** The windows of ten seconds begin at whole tens of seconds. */
  @Test
  protected void unitsThatWereNotNeededAreSubtractedWhereTheyWereCounted() {
    Charge batch = batch();
    Pace pace = pace();
    Decision first = pace.ask(ask("first", batch), START + 9_000);
    pace.ask(ask("second", batch), START + 14_000);
    pace.settle("first", rest(batch, 1, 22, first), START + 14_001);
    assertThat(read(pace, batch, START + 15_000).units())
        .as("25 of this window, and half of 3 of the one before")
        .isEqualTo(25 + 1.5);
    pace.ask(ask("third", batch), START + 25_000);
    pace.settle("first", rest(batch, 1, 22, first), START + 25_001);
    assertThat(read(pace, batch, START + 25_001).units()).isGreaterThan(25 + 12);
  }

  @Test
  protected void unitsThatALostStateHadAreNotSubtractedFromTheNewOne() {
    Charge batch = batch();
    Pace pace = pace();
    Decision first = pace.ask(ask("first", batch), START + 1_000);
    pace.forget();
    pace.ask(ask("second", batch), START + 2_000);
    pace.settle("first", rest(batch, 1, 22, first), START + 2_001);
    assertThat(read(pace, batch, START + 2_002).units()).isEqualTo(25);
    pace.settle("other", rest(batch, 1, 22, GRANTED_ELSEWHERE), START + 2_003);
    assertThat(read(pace, batch, START + 2_004).units()).isEqualTo(25);
  }

  private static final Decision GRANTED_ELSEWHERE =
      new Decision(true, 0, new Decision.Grant(0, false));

  private static Charge batch() {
    Budget records =
        new Budget(Budget.Unit.RECORDS, 100, TEN_SECONDS, null, null, null, null, null);
    return Charge.of(records, "records", 25, 25);
  }

  private static Pacer.Rest rest(Charge charge, double millis, double units, Decision decision) {
    return new Pacer.Rest(charge.key(), millis, units, charge.window(), decision.grant());
  }

  private static PaceReading.OfBudget read(Pace pace, Charge charge, double now) {
    return pace.read(List.of(charge), now).budgets().getFirst();
  }
}
