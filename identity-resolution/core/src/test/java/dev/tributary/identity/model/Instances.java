package dev.tributary.identity.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.identity.kafka.Identity;
import dev.tributary.runtime.loop.Input;
import dev.tributary.runtime.loop.Poll;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Two instances that work at the same time, in polls of any size, of which some are rolled back and
 * done again.
 */
final class Instances {
  private static final int FROM_ONE = 8;

  private final Identity identity;

  /** What an instance finds when it comes to it. */
  interface Waiting {
    /** Returns empty if there is nothing to do by now. */
    Optional<Input> input() throws Exception;
  }

  Instances(Identity identity) {
    this.identity = identity;
  }

  /**
   * Works until everything is done.
   *
   * @param streams of four partitions, each in its order
   */
  void run(List<? extends List<Waiting>> streams, long seed)
      throws InterruptedException, ExecutionException {
    try (ExecutorService instances = Executors.newFixedThreadPool(2)) {
      List<Future<?>> running = new ArrayList<>();
      running.add(instances.submit(() -> instance(List.of(streams.get(0), streams.get(3)), seed)));
      running.add(
          instances.submit(() -> instance(List.of(streams.get(1), streams.get(2)), seed + 1)));
      for (Future<?> each : running) {
        each.get();
      }
    }
  }

  private Void instance(List<List<Waiting>> streams, long seed) throws Exception {
    Random random = new Random(seed);
    List<Deque<Waiting>> left = new ArrayList<>();
    streams.forEach(stream -> left.add(new ArrayDeque<>(stream)));
    try (Connection tx = identity.connect()) {
      while (left.stream().anyMatch(stream -> !stream.isEmpty())) {
        List<Input> poll = new ArrayList<>();
        for (Deque<Waiting> stream : left) {
          for (int i = random.nextInt(FROM_ONE); i > 0 && !stream.isEmpty(); i--) {
            stream.poll().input().ifPresent(poll::add);
          }
        }
        if (random.nextInt(10) == 0) {
          identity.effects().apply(tx, new Poll(poll, Map.of(), null));
          tx.rollback();
        }
        applyUntilDone(tx, poll);
      }
    }
    return null;
  }

  /** As the loop does on a deadlock: which the order of the locks is there to avoid. */
  private void applyUntilDone(Connection tx, List<Input> poll) throws Exception {
    for (int repeats = 0; ; repeats++) {
      try {
        identity.apply(tx, poll);
        return;
      } catch (SQLException e) {
        assertThat(e.getSQLState()).as("repeat %d", repeats).isEqualTo("40001");
        assertThat(repeats).isLessThan(3);
      }
    }
  }
}
