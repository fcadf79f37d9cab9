package dev.tributary.identity.model;

import dev.tributary.identity.model.Instances.Waiting;
import dev.tributary.runtime.loop.Input;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The model tests on the stores in memory: thousands of short histories in a second, where the
 * tests on PostgreSQL apply a few long ones. A history of a few events shows most mistakes, and is
 * read at a glance.
 */
public enum MemoryModels {
  /** Shuffled histories with commands and copies of records, some polls rolled back. */
  ORDER {
    @Override
    void check(long seed, int events) throws Exception {
      MemoryIdentity identity = new MemoryIdentity(seed);
      History history = IdentityModelTest.history(identity, seed, events);
      Random random = new Random(seed + 2);
      List<Deque<Waiting>> left = new ArrayList<>();
      history
          .withCommands(identity, seed + 1)
          .forEach(stream -> left.add(new ArrayDeque<>(stream)));
      for (left.removeIf(Deque::isEmpty); !left.isEmpty(); left.removeIf(Deque::isEmpty)) {
        List<Input> poll = new ArrayList<>();
        for (int i = random.nextInt(6); i >= 0 && !left.isEmpty(); i--) {
          left.get(random.nextInt(left.size())).poll().input().ifPresent(poll::add);
          left.removeIf(Deque::isEmpty);
        }
        if (random.nextInt(10) == 0) {
          identity.applyAndRollBack(poll);
        }
        identity.apply(poll.toArray(Input[]::new));
      }
      IdentityModelTest.check(identity, history.workspace(), history, "seed " + seed);
    }
  },

  /** Histories with unmerges. */
  UNMERGE {
    @Override
    void check(long seed, int events) throws Exception {
      new UnmergeModelTest.OnePast(new MemoryIdentity(seed), seed, events, 2).run();
    }
  },

  /** Histories under tables of limits, in one order. */
  RULES {
    @Override
    void check(long seed, int events) throws Exception {
      RulesModelTest.check(new MemoryIdentity(seed), seed, events);
    }
  };

  private static final int MOST_EVENTS = 12;

  abstract void check(long seed, int events) throws Exception;

  /** Checks the history of one seed. */
  void check(long seed) {
    try {
      check(seed, 1 + new Random(seed + 7).nextInt(MOST_EVENTS));
    } catch (Exception | AssertionError e) {
      throw new AssertionError("-Dtributary.seed=" + seed, e);
    }
  }

  /**
   * Checks histories of any length on all processors, and stops at the first failure.
   *
   * @return how many histories were checked from their first to their last event
   * @throws AssertionError with the seed of the failure
   */
  public int check(Random seeds, int histories) throws InterruptedException {
    int threads = Runtime.getRuntime().availableProcessors();
    int checked = 0;
    try (ExecutorService processors = Executors.newFixedThreadPool(threads)) {
      List<Future<Integer>> running = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        Random own = new Random(seeds.nextLong());
        int share = histories / threads + (i < histories % threads ? 1 : 0);
        Callable<Integer> some =
            () -> {
              int done = 0;
              while (done < share && !Thread.currentThread().isInterrupted()) {
                check(own.nextLong());
                done++;
              }
              return done;
            };
        running.add(processors.submit(some));
      }
      for (Future<Integer> each : running) {
        try {
          checked += each.get();
        } catch (ExecutionException e) {
          processors.shutdownNow();
          throw new AssertionError(e.getCause().getMessage(), e.getCause());
        }
      }
    }
    return checked;
  }
}
