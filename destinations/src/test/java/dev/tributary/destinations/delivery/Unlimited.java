package dev.tributary.destinations.delivery;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.account.AccountName;
import dev.tributary.destinations.limit.AccountBudgets;
import dev.tributary.destinations.limit.PacedRequests;
import dev.tributary.destinations.pacing.Answer;
import dev.tributary.destinations.pacing.Budget;
import dev.tributary.destinations.pacing.Flow;
import dev.tributary.destinations.pacing.Need;
import dev.tributary.destinations.pacing.Permit;
import dev.tributary.destinations.pacing.Question;
import dev.tributary.destinations.pacing.RateLimiter;
import dev.tributary.destinations.pacing.ReportedUse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Accounts whose requests may leave at once, unless a test says otherwise. */
public final class Unlimited implements RateLimiter {
  /** When to ask again; empty for a permit. */
  volatile Function<Question, Optional<Instant>> later = _ -> Optional.empty();

  /** What is left of the budgets of records. */
  final AtomicLong records = new AtomicLong(Long.MAX_VALUE);

  final AtomicInteger granted = new AtomicInteger();
  final AtomicInteger refused = new AtomicInteger();
  final AtomicInteger givenBack = new AtomicInteger();
  final AtomicInteger ended = new AtomicInteger();

  /** The units that were used, by their unit and the sync. */
  final Map<String, Long> used = new ConcurrentHashMap<>();

  /** How often the vendor is asked how much is used. */
  final AtomicInteger asks = new AtomicInteger();

  /** The answers of the vendor, by budget. */
  final Map<String, ReportedUse> reported = new ConcurrentHashMap<>();

  /** The pace of a batch without budgets. */
  static PacedRequests paced() {
    return paced(
        new Unlimited(), new AccountBudgets(AccountName.of("account"), List.of(), 0, 1), null);
  }

  static PacedRequests paced(RateLimiter limiter, AccountBudgets budgets, @Nullable Permit permit) {
    Flow flow = new Flow(new WorkspaceId("wsp_1"), new DestinationId("dst_1"), false);
    return new PacedRequests(limiter, budgets, flow, null, Clock.systemUTC(), permit, "rows", 1);
  }

  @Override
  public Answer ask(Question question) {
    Optional<Instant> at = later.apply(question);
    if (at.isPresent()) {
      refused.incrementAndGet();
      return new Answer.Later(at.get());
    }
    List<Need> needs = new ArrayList<>();
    for (Need need : question.needs()) {
      long units = need.units();
      if (need.budget().counts() == Budget.Unit.RECORDS) {
        units = Math.min(units, records.get());
        if (units < need.least()) {
          refused.incrementAndGet();
          return new Answer.Later(Instant.now().plusMillis(20));
        }
        records.addAndGet(-units);
      }
      needs.add(new Need(need.budget(), need.key(), units, need.largest()));
    }
    granted.incrementAndGet();
    return new Answer.Granted(
        new Permit(question.account(), question.flow(), "", Instant.EPOCH, needs, false));
  }

  @Override
  public void giveBack(Permit permit) {
    Permit _ = settle(permit, 0);
    givenBack.incrementAndGet();
  }

  @Override
  public Permit settle(Permit permit, long used) {
    List<Need> rest = new ArrayList<>();
    for (Need need : permit.needs()) {
      boolean isOfRecords = need.budget().counts() == Budget.Unit.RECORDS;
      if (isOfRecords) {
        records.addAndGet(need.units() - used);
      }
      rest.add(isOfRecords ? new Need(need.budget(), need.key(), used, need.largest()) : need);
    }
    return new Permit(
        permit.account(), permit.flow(), permit.id(), permit.from(), rest, permit.connected());
  }

  @Override
  public void used(Permit permit, @Nullable SyncId sync, List<Need> needs) {
    for (Need need : needs) {
      used.merge(need.budget().counts().wireName() + " " + sync, need.units(), Long::sum);
    }
  }

  @Override
  public void end(Permit permit) {
    ended.incrementAndGet();
  }

  @Override
  public void slowDown(String account, Instant until) {}

  @Override
  public boolean asksForUse(String account, Flow flow, Need need, Duration interval) {
    return asks.getAndDecrement() > 0;
  }

  @Override
  public void reported(String account, Flow flow, Need need, ReportedUse use, Instant asked) {
    reported.put(need.key(), use);
  }

  @Override
  public void learn(Permit permit, Headers header) {}
}
