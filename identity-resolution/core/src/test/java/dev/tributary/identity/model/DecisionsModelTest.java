package dev.tributary.identity.model;

import dev.tributary.identity.kafka.Identity;
import dev.tributary.identity.model.Instances.Waiting;
import dev.tributary.identity.resolution.Coverage;
import dev.tributary.identity.resolution.GeneratedEvents.Step;
import dev.tributary.testkit.lane.Lane;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Many small histories under tables of every kind, decided by two instances that share each of
 * them: every decision, every merge, every conflict and everybody at the end is as the naive
 * reference says. {@code -Dtributary.seed=…} feeds a seed back in, {@code -Dtributary.histories=…}
 * runs more.
 */
@Tag("soak-models")
class DecisionsModelTest {
  private static final int ENOUGH = 1_000;
  private static final int HISTORIES = Lane.size("tributary.histories", 100, 3 * ENOUGH);

  /** So few that the two instances meet in one workspace again and again. */
  private static final int TOGETHER = 10;

  private static final int EVENTS = 30;
  private static final int PARTITIONS = 4;
  private static Identity identity;

  private final Coverage coverage = new Coverage();

  @BeforeAll
  static void migrate() throws Exception {
    identity = Identity.migrated();
    RuledHistory.number(identity);
  }

  @Test
  void everyDecisionIsThatOfTheReferenceWhoeverDecidesBeside() throws Exception {
    Long given = Long.getLong("tributary.seed");
    Random seeds = Lane.seeds();
    for (int done = 0; done < (given == null ? HISTORIES : 1); done += TOGETHER) {
      List<RuledHistory> histories = new ArrayList<>();
      for (int i = 0; i < (given == null ? TOGETHER : 1); i++) {
        histories.add(
            new RuledHistory(given == null ? seeds.nextLong() : given, EVENTS, PARTITIONS));
      }
      live(histories, seeds);
    }
    System.out.println("Decisions model test: " + coverage);
    if (given == null && HISTORIES >= ENOUGH) {
      coverage.checkEverything(0);
    }
  }

  private void live(List<RuledHistory> histories, Random random) throws Exception {
    RuledHistory.prepare(identity, histories);
    List<List<Waiting>> partitions = new ArrayList<>();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      partitions.add(mixed(histories, partition, random));
    }
    new Instances(identity).run(partitions, random.nextLong());
    for (RuledHistory history : histories) {
      history.check(identity).forEach(coverage::note);
    }
  }

  /** Each history's in its order; some of it stands twice. */
  private static List<Waiting> mixed(List<RuledHistory> histories, int partition, Random random) {
    List<Deque<Waiting>> left = new ArrayList<>();
    for (RuledHistory history : histories) {
      Deque<Waiting> its = new ArrayDeque<>();
      for (Step step : history.partition(partition)) {
        its.add(new CachedInput(() -> history.input(identity, step, partition)));
      }
      left.add(new ArrayDeque<>(WrittenTwice.some(List.copyOf(its), random)));
    }
    List<Waiting> mixed = new ArrayList<>();
    for (left.removeIf(Deque::isEmpty); !left.isEmpty(); left.removeIf(Deque::isEmpty)) {
      mixed.add(left.get(random.nextInt(left.size())).poll());
    }
    return mixed;
  }
}
