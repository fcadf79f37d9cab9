package dev.tributary.destinations.pacing;

import dev.tributary.destinations.pacing.BudgetWindow.Counted;
import dev.tributary.destinations.pacing.SpentStore.Key;
import dev.tributary.destinations.pacing.SpentStore.Taken;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Budgets of an hour, a day or another long time. The store counts them for all instances. An
 * instance takes a small block of units at once, and counts it down itself. The units of a block
 * are stored as spent before they are used, so nothing that an instance forgets is spent twice.
 * Thread-safe.
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

  private final SpentStore store;
  private final Map<Key, Block> blocks = new ConcurrentHashMap<>();

  private static final class Block {
    Counted window;
    long left;
    long spent;
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

  /**
   * Takes units.
   *
   * @return {@code now} if they were taken, or else when to ask again
   */
  Instant take(String account, Flow flow, Need need, Instant now) {
    Key key = new Key(flow.workspace(), account, need.key());
    Instant[] answer = {now};
    blocks.compute(
        key,
        (_, before) -> {
          Block block = current(key, before, need.budget().window().at(now));
          if (!flow.backfill()) {
            block.live = now;
          }
          answer[0] = taken(key, block, flow, need, now);
          return block;
        });
    return answer[0];
  }

  private Instant taken(Key key, Block block, Flow flow, Need need, Instant now) {
    if (block.left < need.units() && !now.isBefore(block.askFrom)) {
      refill(key, block, need);
      block.askFrom = block.left < need.units() ? now.plus(PAUSE) : now;
    }
    if (block.left < need.units()) {
      return block.away ? block.askFrom : block.window.end();
    }
    long kept = flow.backfill() ? keptForLive(block, need.budget(), now) : 0;
    long left = need.budget().ours() - block.spent + block.left;
    if (left - need.units() < kept) {
      return earlier(now.plus(KEPT), block.window.end());
    }
    block.left -= need.units();
    return now;
  }

  private void refill(Key key, Block block, Need need) {
    long size = Math.clamp(need.budget().ours() / BLOCKS, 1, LARGEST_BLOCK);
    long wanted = Math.max(size, need.units()) - block.left;
    Optional<Taken> taken = store.take(key, block.window, need.budget().ours(), wanted);
    block.away = taken.isEmpty();
    if (taken.isPresent()) {
      block.left += taken.get().granted();
      block.spent = taken.get().spent();
    }
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
      before.askFrom = Instant.MIN;
    }
    return before;
  }

  private void release(Key key, Block block) {
    if (block.left > 0) {
      store.giveBack(key, block.window, block.left);
      block.left = 0;
    }
  }

  /** Units that were taken and not used. */
  void giveBack(String account, Flow flow, Need need, long units, Instant now) {
    blocks.computeIfPresent(
        new Key(flow.workspace(), account, need.key()),
        (_, block) -> {
          if (block.window.slice().equals(need.budget().window().at(now).slice())) {
            block.left += units;
            block.askFrom = Instant.MIN;
          }
          return block;
        });
  }

  /** The vendor says that so many units of the window are spent. */
  void learn(String account, Flow flow, Need need, long spent, Instant now) {
    Key key = new Key(flow.workspace(), account, need.key());
    blocks.computeIfPresent(
        key,
        (_, block) -> {
          long ours = block.spent - block.left;
          if (spent > ours + Math.max(2, need.budget().ours() / BLOCKS)) {
            store.raise(key, block.window, spent);
            block.spent = Math.max(block.spent, spent);
            block.left = 0;
          }
          return block;
        });
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
