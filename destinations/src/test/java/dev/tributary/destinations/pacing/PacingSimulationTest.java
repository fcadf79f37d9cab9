package dev.tributary.destinations.pacing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.testkit.lane.Lane;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Senders that share an account, in virtual time, against a strict vendor. */
class PacingSimulationTest {
  private static final double START = 1_800_000_000_123.0;
  private static final double AHEAD = 1_000;

  /** Asks again and again, and sends at the reserved times. */
  private static final class Sender {
    final Flow flow;
    final double from;
    final double to;
    int sent;

    /** Milliseconds between a permit and the next question. */
    double busy;

    Sender(Flow flow, double from, double to) {
      this.flow = flow;
      this.from = from;
      this.to = to;
    }
  }

  private record NextQuestion(double at, Sender sender) {}

  private final Random random = new Random(Lane.seeds().nextLong());
  private final List<Budget> budgets = new ArrayList<>();
  private final List<Vendor> vendors = new ArrayList<>();
  private AccountPace account = new AccountPace();
  private double lastSent;

  private void limit(long amount, int perSeconds) {
    budgets.add(Budget.requests(amount, perSeconds));
    vendors.add(new Vendor(amount, perSeconds * 1e3));
  }

  private List<Charge> charges() {
    return budgets.stream().map(budget -> Charge.of(budget, budget.key(), 1, 1)).toList();
  }

  /** Runs until so many requests were sent, or the time is over. */
  private void run(int requests, double end, Sender... senders) {
    PriorityQueue<NextQuestion> turns =
        new PriorityQueue<>(Comparator.comparingDouble(NextQuestion::at));
    PriorityQueue<Double> sending = new PriorityQueue<>();
    for (Sender sender : senders) {
      turns.add(new NextQuestion(START + sender.from, sender));
    }
    int granted = 0;
    while (granted < requests && !turns.isEmpty()) {
      NextQuestion turn = turns.remove();
      double now = turn.at;
      if (now > START + Math.min(end, turn.sender.to)) {
        continue;
      }
      Ask ask = new Ask("p" + granted, turn.sender.flow, charges(), 0, AHEAD, false);
      Decision decision = account.ask(ask, now);
      double next = now + decision.millis();
      if (decision.granted()) {
        granted++;
        turn.sender.sent++;
        sending.add(next);
        next += 1 + turn.sender.busy + random.nextDouble(6);
      }
      turns.add(new NextQuestion(next, turn.sender));
    }
    while (!sending.isEmpty()) {
      double at = sending.remove();
      lastSent = Math.max(lastSent, at);
      vendors.forEach(vendor -> vendor.arrive(at, 1));
    }
  }

  private void nothingIsViolated() {
    assertThat(vendors).allSatisfy(vendor -> assertThat(vendor.violations()).isZero());
  }

  private static Sender live(String workspace, String destination) {
    return new Sender(
        new Flow(new WorkspaceId(workspace), new DestinationId(destination), false),
        0,
        Double.MAX_VALUE);
  }

  private static Sender backfill(String workspace, String destination) {
    return new Sender(
        new Flow(new WorkspaceId(workspace), new DestinationId(destination), true),
        0,
        Double.MAX_VALUE);
  }

  @Test
  void oneSenderNeedsLittleMoreThanTheLimitAllowsAndNeverViolatesIt() {
    Map<List<Integer>, Double> factors = new HashMap<>();
    for (List<Integer> limit : List.of(List.of(100, 10), List.of(190, 10), List.of(150, 60))) {
      account = new AccountPace();
      lastSent = 0;
      budgets.clear();
      vendors.clear();
      limit(limit.getFirst(), limit.getLast());
      run(2_000, Double.MAX_VALUE, backfill("wsp_1", "dst_" + limit.getFirst()));
      double allowed = 2_000.0 / limit.getFirst() * limit.getLast() * 1e3;
      factors.put(limit, (lastSent - START) / allowed);
      nothingIsViolated();
    }
    assertThat(factors.values()).allMatch(factor -> factor < 1.05);
  }

  @Test
  void ofSeveralLimitsEachIsKept() {
    limit(100, 10);
    limit(500, 60);
    run(2_000, Double.MAX_VALUE, backfill("wsp_1", "dst_1"), live("wsp_1", "dst_2"));
    nothingIsViolated();
    assertThat(lastSent - START).isLessThan(2_000.0 / 500 * 60_000 * 1.05);
  }

  @Test
  void backfillKeepsAFifthWhileLiveRecordsWaitAndGetsTheRestWhenNoneWait() {
    limit(100, 10);
    Sender live =
        new Sender(
            new Flow(new WorkspaceId("wsp_1"), new DestinationId("dst_1"), false), 0, 100_000);
    Sender backfill = backfill("wsp_1", "dst_2");
    run(Integer.MAX_VALUE, 100_000, live, backfill);
    assertThat(live.sent).isBetween(760, 800);
    assertThat(backfill.sent).isBetween(190, 215);
    nothingIsViolated();
  }

  @Test
  void backfillUsesWhatLiveRecordsDoNotNeed() {
    limit(100, 10);
    Sender live = live("wsp_1", "dst_1");
    live.busy = 500;
    Sender backfill = backfill("wsp_1", "dst_2");
    run(Integer.MAX_VALUE, 100_000, live, backfill);
    assertThat(live.sent).isGreaterThan(150);
    assertThat(live.sent + backfill.sent).isGreaterThan(950);
    nothingIsViolated();
  }

  @Test
  void workspacesShareAnAccountEquallyAndThenTheirDestinations() {
    limit(100, 10);
    Sender alone = backfill("wsp_1", "dst_1");
    List<Sender> three =
        List.of(backfill("wsp_2", "dst_2"), backfill("wsp_2", "dst_3"), backfill("wsp_2", "dst_4"));
    run(Integer.MAX_VALUE, 100_000, alone, three.get(0), three.get(1), three.get(2));
    assertThat(alone.sent).isBetween(440, 540);
    assertThat(three).allSatisfy(each -> assertThat(each.sent).isBetween(140, 190));
    assertThat(alone.sent + three.stream().mapToInt(each -> each.sent).sum()).isGreaterThan(950);
    nothingIsViolated();
  }

  @Test
  void recordsOfUnequalBatchesKeepTheirLimit() {
    Budget budget =
        new Budget(
            Budget.Unit.RECORDS,
            1_000,
            new BudgetWindow(10, null, null, null),
            null,
            null,
            null,
            null,
            null);
    Vendor vendor = new Vendor(1_000, 10_000);
    double now = START;
    for (int i = 0; i < 1_000; i++) {
      long records = 1 + random.nextInt(100);
      Charge charge = Charge.of(budget, budget.key(), records, 100);
      Ask ask =
          new Ask(
              "p" + i,
              new Flow(new WorkspaceId("wsp_1"), new DestinationId("dst_1"), false),
              List.of(charge),
              0,
              60_000,
              false);
      now += account.ask(ask, now).millis();
      vendor.arrive(now, records);
    }
    assertThat(vendor.violations()).isZero();
  }
}
