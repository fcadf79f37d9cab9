package dev.tributary.destinations.pacing;

import dev.tributary.contracts.id.SyncId;
import dev.tributary.destinations.pacing.CountedBudgets.Share;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Short windows are paced, long ones are counted; a request takes of all or of none. Thread-safe.
 */
public final class Pacing implements RateLimiter {
  /** The state of an account stays in Redis for longer than this, after the last reserved time. */
  private static final Duration KNOWN = Duration.ofSeconds(30);

  /** Larger numbers of seconds are a time since 1970. */
  private static final long LONGEST_SECONDS = 1_000_000_000;

  private static final int MOST_KNOWN = 10_000;

  private final Pacer pacer;
  private final CountedBudgets counted;
  private final UseTally tally;
  private final Clock clock;

  /** Until when an account without state has lost it. */
  private final Map<String, Instant> known = new ConcurrentHashMap<>();

  public Pacing(Pacer pacer, CountedBudgets counted, UseTally tally, Clock clock) {
    this.pacer = pacer;
    this.counted = counted;
    this.tally = tally;
    this.clock = clock;
  }

  @Override
  public Answer ask(Question question) {
    Instant now = clock.instant();
    List<Need> taken = new ArrayList<>();
    List<Need> paced = new ArrayList<>();
    for (Need need : question.needs()) {
      if (need.budget().isPaced()) {
        paced.add(need);
        continue;
      }
      Share share = counted.take(question.account(), question.flow(), need, now);
      if (share.units() == 0) {
        giveBack(question, taken, now);
        return new Answer.Later(share.at());
      }
      taken.add(need.of(share.units()));
    }
    List<Charge> charges = paced.stream().map(Need::charge).toList();
    String id = UUID.randomUUID().toString();
    Decision decision = new Decision(true, 0, Decision.Grant.NONE);
    if (!charges.isEmpty() || question.connections() > 0) {
      decision = pacer.ask(question.account(), asked(question, charges, id, now));
    }
    // The pacer counts from its own present, and the stores before it may have taken long.
    Instant at = clock.instant().plusMillis(decision.millis());
    if (!decision.granted()) {
      giveBack(question, taken, now);
      return new Answer.Later(at);
    }
    know(question.account(), at.plusMillis((long) longest(charges)));
    return new Answer.Granted(
        new Permit(
            question.account(),
            question.flow(),
            id,
            at,
            Stream.concat(taken.stream(), paced.stream()).toList(),
            question.connections() > 0,
            decision.grant()));
  }

  private Ask asked(Question question, List<Charge> charges, String id, Instant now) {
    double ahead = charges.stream().mapToDouble(Charge::ahead).max().orElse(Charge.AHEAD);
    Instant until = known.get(question.account());
    boolean lately = until != null && until.isAfter(now);
    double patience = question.patience().toMillis();
    return new Ask(
        id, question.flow(), charges, question.connections(), Math.min(ahead, patience), lately);
  }

  private static double longest(List<Charge> charges) {
    return charges.stream().mapToDouble(Charge::millis).max().orElse(0);
  }

  /**
   * @param reserved the end of the time that was reserved
   */
  private void know(String account, Instant reserved) {
    if (known.size() > MOST_KNOWN) {
      known.clear();
    }
    known.merge(account, reserved.plus(KNOWN), (one, other) -> one.isAfter(other) ? one : other);
  }

  private void giveBack(Question question, List<Need> taken, Instant now) {
    taken.forEach(
        need -> counted.giveBack(question.account(), question.flow(), need, need.units(), now));
  }

  @Override
  public void giveBack(Permit permit) {
    Instant now = clock.instant();
    for (Need need : permit.needs()) {
      if (!need.budget().isPaced()) {
        counted.giveBack(permit.account(), permit.flow(), need, need.units(), now);
      }
    }
    pacer.giveBack(permit.account(), permit.id());
  }

  @Override
  public Permit settle(Permit permit, long records) {
    return permit.of(
        permit.needs().stream()
            .map(need ->
                switch (need.budget().counts()) {
                  case RECORDS -> settled(permit, need, records);
                  case BYTES -> settled(permit, need, 0);
                  case REQUESTS, COST, JOBS, JOB_RECORDS -> need;
                })
            .toList());
  }

  @Override
  public void used(Permit permit, @Nullable SyncId sync, List<Need> needs) {
    Instant now = clock.instant();
    boolean alone = permit.grant().alone();
    for (Need need : needs) {
      tally.add(permit, sync, need, need.units(), alone && need.budget().isPaced(), now);
    }
  }

  /** The pacer knows by itself what was given back; counted units must not be given back twice. */
  private Need settled(Permit permit, Need need, long units) {
    long rest = need.units() - units;
    if (rest > 0 && need.budget().isPaced()) {
      double less = new Need(need.budget(), need.key(), units, need.largest()).charge().millis();
      double millis = need.charge().millis() - less;
      double window = need.charge().window();
      pacer.settle(
          permit.account(),
          permit.id(),
          new Pacer.Rest(need.key(), millis, rest, window, permit.grant()));
    } else if (rest > 0) {
      counted.giveBack(permit.account(), permit.flow(), need, rest, clock.instant());
      return need.of(units);
    }
    return need;
  }

  @Override
  public void end(Permit permit) {
    if (permit.connected()) {
      pacer.end(permit.account(), permit.id());
    }
  }

  @Override
  public void slowDown(String account, Instant until) {
    Duration pause = Duration.between(clock.instant(), until);
    pacer.slowDown(account, pause.isPositive() ? pause : Duration.ofMillis(1));
  }

  @Override
  public void learn(Permit permit, Headers header) {
    Instant now = clock.instant();
    for (Need need : permit.needs()) {
      Budget.QuotaHeaders names = need.budget().headers();
      Long left = names == null ? null : number(header.value(names.remaining()));
      if (names == null || left == null) {
        continue;
      }
      Budget budget = need.budget();
      long others = budget.amount() - budget.ours();
      long spent = budget.amount() - left - others;
      if (!budget.isPaced()) {
        counted.learn(permit.account(), permit.flow(), need, spent, permit.from(), now);
      } else if (left < budget.amount() / 2 || isLower(names, header, budget)) {
        pacer.learn(
            permit.account(),
            need.charge(),
            spent,
            left > 0 ? Duration.ZERO : reset(names, header));
      }
    }
  }

  @Override
  public boolean asksForUse(String account, Flow flow, Need need, Duration interval) {
    return counted.asks(account, flow, need, interval, clock.instant());
  }

  @Override
  public void reported(String account, Flow flow, Need need, ReportedUse use, Instant asked) {
    counted.reported(account, flow, need, use, asked, clock.instant());
  }

  /** Whether the vendor's limit is lower than the declared one, whatever is left of it. */
  private static boolean isLower(Budget.QuotaHeaders names, Headers header, Budget budget) {
    Long limit = names.limit() == null ? null : number(header.value(names.limit()));
    return limit != null && limit < budget.amount();
  }

  private Duration reset(Budget.QuotaHeaders names, Headers header) {
    Long seconds = names.reset() == null ? null : number(header.value(names.reset()));
    if (seconds == null) {
      return Duration.ZERO;
    }
    long from = seconds > LONGEST_SECONDS ? seconds - clock.instant().getEpochSecond() : seconds;
    return Duration.ofSeconds(Math.clamp(from, 0, Duration.ofHours(1).toSeconds()));
  }

  private static @Nullable Long number(@Nullable String text) {
    try {
      return text == null ? null : (long) Double.parseDouble(text.strip());
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
