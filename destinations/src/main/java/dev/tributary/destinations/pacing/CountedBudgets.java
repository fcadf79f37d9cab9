package dev.tributary.destinations.pacing;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.pacing.BudgetWindow.Counted;
import dev.tributary.destinations.pacing.SpentStore.Key;
import dev.tributary.destinations.pacing.SpentStore.Taken;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Budgets of an hour, a day or another long time. The store counts them for all instances. An
 * instance takes a small block of units at once, and counts it down itself. The units of a block
 * are stored as spent before they are used, so nothing that an instance forgets is spent twice.
 * Budgets of records have no blocks: there are many of them, and each is used seldom. Thread-safe.
 */
public final class CountedBudgets {
  /** A block has this part of its budget. */
  private static final int BLOCKS = 200;

  private static final long LARGEST_BLOCK = 500;

  /** The store is asked again after this time, if a budget is spent or the store is away. */
  private static final Duration PAUSE = Duration.ofSeconds(5);

  /** Backfilled records ask again after this time for what live ones have left. */
  private static final Duration KEPT = Duration.ofMinutes(1);

  /**
   * While live records are sent, backfilled ones leave this part of what is left of the window to
   * them. It shrinks with the time that is left.
   */
  private static final double KEPT_FOR_LIVE = 0.2;

  /**
   * For this part of a window, and this time at most, the numbers of the vendor can still be those
   * of the window before: clocks differ, and vendors reset late.
   */
  private static final int DOUBT = 20;

  private static final Duration LONGEST_DOUBT = Duration.ofMinutes(10);

  /**
   * A number of the vendor counts for so long. If it says that nothing is left, a request of the
   * next hour asks again: the vendor may count another window than the budget says.
   */
  public static final Duration TOLD = Duration.ofHours(1);

  /** Blocks that no one has used for a whole window are looked for at this distance. */
  private static final Duration SWEEP = Duration.ofMinutes(10);

  /** So often in each interval, an instance looks whether it asks the vendor. */
  private static final int LOOKS = 4;

  private static final int MOST_QUESTIONS = 10_000;

  private final SpentStore store;
  private final Map<Key, Block> blocks = new ConcurrentHashMap<>();

  /** When this instance has recorded which destination uses which account. */
  private final Map<Use, Instant> uses = new ConcurrentHashMap<>();

  /** When this instance looks next whether it asks the vendor. */
  private final Map<Key, Asked> questions = new ConcurrentHashMap<>();

  private record Asked(Instant next, Duration interval) {}

  private final AtomicReference<Instant> swept = new AtomicReference<>(Instant.EPOCH);

  /**
   * Units of one budget.
   *
   * @param units that were taken; 0 if the need cannot be met
   * @param at when to ask again, if none were taken
   */
  record Share(long units, Instant at) {
    static Share later(Instant at) {
      return new Share(0, at);
    }
  }

  private record Use(WorkspaceId workspace, DestinationId destination, String account) {}

  private static final class Block {
    Counted window;
    long left;
    long spent;
    long others;
    Instant askFrom = Instant.MIN;
    boolean away;
    Instant live = Instant.MIN;

    Block(Counted window) {
      this.window = window;
    }
  }

  public CountedBudgets(SpentStore store) {
    this.store = store;
  }

  /** Takes the units of a need, or as many as are left, if these are enough for it. */
  Share take(String account, Flow flow, Need need, Instant now) {
    sweep(now);
    Key key = new Key(flow.workspace(), account, need.key());
    Counted window = need.budget().window().at(now);
    if (isOfRecord(need)) {
      return ofRecord(key, window, need, now);
    }
    record(new Use(flow.workspace(), flow.destination(), account), now);
    AtomicReference<Share> answer = new AtomicReference<>(Share.later(now));
    blocks.compute(
        key,
        (_, before) -> {
          Block block = current(key, before, window);
          if (!flow.backfill()) {
            block.live = now;
          }
          answer.set(taken(key, block, flow, need, now));
          return block;
        });
    return answer.get();
  }

  private void record(Use use, Instant now) {
    Instant last = uses.get(use);
    if ((last == null || !now.isBefore(last.plus(SpentStore.RECORDED)))
        && store.uses(use.workspace, use.destination, use.account, now)) {
      uses.put(use, now);
    }
  }

  private static boolean isOfRecord(Need need) {
    return need.budget().of() == Budget.Scope.RECORD;
  }

  private Share ofRecord(Key key, Counted window, Need need, Instant now) {
    Optional<Taken> taken = store.take(key, window, need.budget().ours(), need.units(), now);
    if (taken.isEmpty()) {
      return Share.later(now.plus(PAUSE));
    }
    long granted = taken.get().granted();
    if (granted >= need.least()) {
      return new Share(granted, now);
    }
    if (granted > 0) {
      store.giveBack(key, window, granted);
    }
    return Share.later(window.end());
  }

  private Share taken(Key key, Block block, Flow flow, Need need, Instant now) {
    if (block.left < need.units() && !now.isBefore(block.askFrom)) {
      refill(key, block, need, now);
      block.askFrom = block.left < need.units() ? now.plus(PAUSE) : now;
    }
    if (block.left < need.least()) {
      return Share.later(block.away ? block.askFrom : block.window.end());
    }
    long kept = flow.backfill() ? keptForLive(block, need.budget(), now) : 0;
    long all = need.budget().ours() - block.spent + block.left;
    long units = Math.min(need.units(), Math.min(block.left, all));
    if (units < need.least() || all - kept < Math.min(need.units(), all)) {
      return Share.later(earlier(now.plus(KEPT), block.window.end()));
    }
    block.left -= units;
    return new Share(units, now);
  }

  private void refill(Key key, Block block, Need need, Instant now) {
    long size = Math.clamp(need.budget().ours() / BLOCKS, 1, LARGEST_BLOCK);
    long wanted = Math.max(size, need.units()) - block.left;
    Optional<Taken> taken = store.take(key, block.window, need.budget().ours(), wanted, now);
    block.away = taken.isEmpty();
    taken.ifPresent(of -> {
      block.left += of.granted();
      block.spent = of.spent();
      block.others = of.others();
    });
  }

  /** Nothing is kept if no live record was sent within the last window. */
  private static long keptForLive(Block block, Budget budget, Instant now) {
    Duration length = budget.window().length();
    if (budget.window().per() == null || block.live.isBefore(now.minus(length))) {
      return 0;
    }
    double ahead = (double) Duration.between(now, block.window.end()).toMillis();
    return (long) (budget.ours() * KEPT_FOR_LIVE * ahead / length.toMillis());
  }

  /** The block of this part of the window. What is left of an earlier part is not used any more. */
  private Block current(Key key, @Nullable Block before, Counted window) {
    if (before == null) {
      return new Block(window);
    }
    if (!before.window.slice().equals(window.slice())) {
      release(key, before);
      before.window = window;
      before.spent = 0;
      before.others = 0;
      before.askFrom = Instant.MIN;
    }
    return before;
  }

  private void release(Key key, Block block) {
    if (block.left > 0) {
      store.giveBack(key, block.window, block.left);
      block.spent -= block.left;
      block.left = 0;
    }
  }

  /** Units that were taken and not used. */
  void giveBack(String account, Flow flow, Need need, long units, Instant now) {
    Key key = new Key(flow.workspace(), account, need.key());
    Counted window = need.budget().window().at(now);
    if (isOfRecord(need)) {
      store.giveBack(key, window, units);
      return;
    }
    blocks.computeIfPresent(
        key,
        (_, block) -> {
          if (block.window.slice().equals(window.slice())) {
            block.left += units;
            block.askFrom = Instant.MIN;
          }
          return block;
        });
  }

  /**
   * The vendor says that so many units of the window are spent. What is not ours, others have
   * spent, until the vendor says something else.
   *
   * @param sent when the request was sent whose answer says so
   */
  void learn(String account, Flow flow, Need need, long spent, Instant sent, Instant now) {
    Key key = new Key(flow.workspace(), account, need.key());
    Budget budget = need.budget();
    Counted window = budget.window().at(now);
    if (isDoubtful(budget, window, sent)) {
      return;
    }
    blocks.computeIfPresent(
        key,
        (_, before) -> {
          Block block = current(key, before, window);
          long known = block.spent - block.left;
          long slack = Math.max(2, budget.ours() / BLOCKS);
          boolean less = block.others > 0 && spent < known - slack;
          if (spent > known + slack || less) {
            release(key, block);
            store
                .tell(key, window, spent, 0, now, now.plus(TOLD))
                .ifPresent(of -> {
                  block.spent = of.spent();
                  block.others = of.others();
                });
            block.askFrom = Instant.MIN;
          }
          return block;
        });
  }

  /**
   * Whether the caller asks the vendor now. The store is asked a few times in each interval.
   *
   * @param interval between two questions of all instances
   */
  boolean asks(String account, Flow flow, Need need, Duration interval, Instant now) {
    Key key = new Key(flow.workspace(), account, need.key());
    Asked last = questions.get(key);
    if (last != null && now.isBefore(last.next)) {
      return false;
    }
    if (questions.size() >= MOST_QUESTIONS) {
      questions.clear();
    }
    questions.put(key, new Asked(now.plus(interval.dividedBy(LOOKS)), interval));
    return store.asks(key, now, interval);
  }

  /**
   * The vendor has answered how much of the window is used by all programs. Until the next answer,
   * what is not ours counts as used by others. If the account has less than the declared amount,
   * the rest counts as used by others, and the part that is left to them is a part of what the
   * account has. If it has more, and the need follows the vendor, the difference is subtracted from
   * what others have used.
   *
   * <p>The answer counts for two intervals: if nothing is left, no batch asks again before. A
   * larger amount counts for a whole window if less than half of the declared one would be left
   * without it.
   *
   * @param asked when the question was sent
   */
  void reported(String account, Flow flow, Need need, ReportedUse use, Instant asked, Instant now) {
    Key key = new Key(flow.workspace(), account, need.key());
    Budget budget = need.budget();
    Counted window = budget.window().at(now);
    if (isDoubtful(budget, window, asked)) {
      return;
    }
    store.reported(key, use, asked);
    Long told = use.limit();
    long limit = told == null ? budget.amount() : told;
    long less = budget.ours() - budget.oursOf(limit);
    long absent = need.follows() ? less : Math.max(0, less);
    long spent = budget.ours() - Math.max(0, limit - use.used());
    blocks.compute(
        key,
        (_, before) -> {
          Block block = before == null ? null : current(key, before, window);
          if (block != null) {
            release(key, block);
            block.askFrom = Instant.MIN;
          }
          Optional<Taken> taken = store.tell(key, window, spent, absent, now, now.plus(told(key)));
          if (absent < 0
              && taken.isPresent()
              && 2 * (taken.get().spent() - taken.get().others()) >= budget.ours()) {
            Instant until = now.plus(budget.window().length());
            taken = store.tell(key, window, spent, absent, now, until);
          }
          if (block != null && taken.isPresent()) {
            block.spent = taken.get().spent();
            block.others = taken.get().others();
          }
          return block;
        });
  }

  private Duration told(Key key) {
    Asked last = questions.get(key);
    Duration told = last == null ? TOLD : last.interval.multipliedBy(2);
    return told.compareTo(TOLD) < 0 ? told : TOLD;
  }

  /** A window that rolls has no beginning that could be another one. */
  private static boolean isDoubtful(Budget budget, Counted window, Instant sent) {
    if (budget.window().per() == null) {
      return false;
    }
    Duration part = budget.window().length().dividedBy(DOUBT);
    Duration doubt = part.compareTo(LONGEST_DOUBT) < 0 ? part : LONGEST_DOUBT;
    return sent.isBefore(window.slice().plus(doubt));
  }

  /** Forgets blocks that no one has used for a whole window. */
  private void sweep(Instant now) {
    Instant last = swept.get();
    if (now.isBefore(last.plus(SWEEP)) || !swept.compareAndSet(last, now)) {
      return;
    }
    uses.values().removeIf(at -> !now.isBefore(at.plus(SpentStore.RECORDED)));
    for (Key key : blocks.keySet()) {
      blocks.computeIfPresent(
          key,
          (_, block) -> {
            Duration length = Duration.between(block.window.since(), block.window.end());
            if (now.isBefore(block.window.end().plus(length))) {
              return block;
            }
            release(key, block);
            return null;
          });
    }
  }

  /** Of how many budgets this instance has units or other state. */
  int size() {
    return blocks.size();
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
