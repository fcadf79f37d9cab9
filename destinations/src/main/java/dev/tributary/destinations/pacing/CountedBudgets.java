package dev.tributary.destinations.pacing;

import dev.tributary.destinations.pacing.SpentStore.Key;
import dev.tributary.destinations.pacing.SpentStore.Taken;
import dev.tributary.destinations.pacing.Window.Counted;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Budgets of an hour, a day or another long time. The store counts them for all instances. An
 * instance takes a small block of units at once, and counts it down itself. The units of a block are
 * stored as spent before they are used, so nothing that an instance forgets is spent twice.
 * Thread-safe.
 */
public final class CountedBudgets {
  private static final System.Logger LOG = System.getLogger(CountedBudgets.class.getName());

  /** A block has this part of its budget. */
  private static final int BLOCKS = 200;

  private static final long LARGEST_BLOCK = 500;

  /** The store is asked again after this time, if a budget is spent or the store is away. */
  private static final Duration PAUSE = Duration.ofSeconds(5);

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
    Instant emptyUntil = Instant.MIN;
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
    blocks.compute(key, (_, before) -> {
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
    if (block.left < need.units()) {
      if (now.isBefore(block.emptyUntil)) {
        return earlier(block.emptyUntil, block.window.end());
      }
      refill(key, block, need);
    }
    long kept = flow.backfill() ? keptForLive(block, need.budget(), now) : 0;
    long left = need.budget().ours() - block.spent + block.left;
    if (block.left < need.units()) {
      block.emptyUntil = now.plus(PAUSE);
      return earlier(block.emptyUntil, block.window.end());
    }
    if (left - need.units() < kept) {
      return earlier(now.plus(PAUSE), block.window.end());
    }
    block.left -= need.units();
    return now;
  }

  private void refill(Key key, Block block, Need need) {
    long size = Math.clamp(need.budget().ours() / BLOCKS, 1, LARGEST_BLOCK);
    long wanted = Math.max(size, need.units()) - block.left;
    try {
      Taken taken = store.take(key, block.window, need.budget().ours(), wanted);
      block.left += taken.granted();
      block.spent = taken.spent();
    } catch (SQLException e) {
      LOG.log(Level.WARNING, "What is spent of a budget is not known: {0}", e.getMessage());
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
      before.emptyUntil = Instant.MIN;
    }
    return before;
  }

  private void release(Key key, Block block) {
    if (block.left > 0) {
      try {
        store.giveBack(key, block.window, block.left);
      } catch (SQLException e) {
        LOG.log(Level.DEBUG, "Units stay counted: {0}", e.getMessage());
      }
      block.left = 0;
    }
  }

  /** Units that were taken and not used. */
  void giveBack(String account, Flow flow, Need need, long units, Instant now) {
    blocks.computeIfPresent(new Key(flow.workspace(), account, need.key()), (_, block) -> {
      if (block.window.slice().equals(need.budget().window().at(now).slice())) {
        block.left += units;
        block.emptyUntil = Instant.MIN;
      }
      return block;
    });
  }

  /** The vendor says that so many units of the window are spent. */
  void learn(String account, Flow flow, Need need, long spent, Instant now) {
    Key key = new Key(flow.workspace(), account, need.key());
    blocks.computeIfPresent(key, (_, block) -> {
      long ours = block.spent - block.left;
      if (spent > ours + Math.max(2, need.budget().ours() / BLOCKS)) {
        try {
          store.raise(key, block.window, spent);
          block.spent = Math.max(block.spent, spent);
          block.left = 0;
        } catch (SQLException e) {
          LOG.log(Level.WARNING, "What is spent of a budget is not stored: {0}", e.getMessage());
        }
      }
      return block;
    });
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
