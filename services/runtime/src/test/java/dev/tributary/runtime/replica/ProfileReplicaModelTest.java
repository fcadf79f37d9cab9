package dev.tributary.runtime.replica;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ProfileRef;
import dev.tributary.runtime.TestDatabase;
import dev.tributary.testkit.lane.Lane;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Random merges and unmerges, whose records arrive repeatedly, in any order and in transactions
 * that do not see each other. After each step the replica answers as the naive one. At the end,
 * each id belongs to the profile that it has in the history.
 */
@Tag("soak-models")
class ProfileReplicaModelTest {
  private static final int HISTORIES = Lane.size("tributary.replica.histories", 20, 500);
  private static final int STEPS = 40;
  private static TestDatabase database;

  @BeforeAll
  static void start() throws SQLException {
    database = TestDatabase.migrated("replicas");
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  /** A record that a service follows. */
  private sealed interface Step {
    record Follow(Merge merge) implements Step {}

    record Move(List<UnmergedAlias> aliases) implements Step {}
  }

  /** The profiles as identity resolution has them, each with the ids of absorbed profiles. */
  private static final class History {
    final Random random;
    final WorkspaceId workspace;
    final Map<ProfileId, Set<ProfileId>> profiles = new TreeMap<>();
    final List<Step> steps = new ArrayList<>();
    int created;

    History(Random random, WorkspaceId workspace) {
      this.random = random;
      this.workspace = workspace;
      for (int i = 0; i < STEPS; i++) {
        switch (random.nextInt(8)) {
          case 0, 1, 2 -> create();
          case 3, 4, 5, 6 -> merge();
          default -> unmerge();
        }
      }
    }

    ProfileId create() {
      ProfileId id = new ProfileId("prf_%04d".formatted(++created));
      profiles.put(id, new TreeSet<>());
      return id;
    }

    void merge() {
      if (profiles.size() < 2) {
        return;
      }
      List<ProfileId> two = new ArrayList<>(profiles.keySet());
      Collections.shuffle(two, random);
      ProfileId survivor = two.getFirst();
      ProfileId absorbed = two.get(1);
      Set<ProfileId> ids = profiles.remove(absorbed);
      profiles.get(survivor).addAll(ids);
      profiles.get(survivor).add(absorbed);
      steps.add(new Step.Follow(new Merge(ref(absorbed), survivor)));
    }

    void unmerge() {
      if (profiles.isEmpty()) {
        return;
      }
      ProfileId from = new ArrayList<>(profiles.keySet()).get(random.nextInt(profiles.size()));
      Set<ProfileId> leave = new TreeSet<>(profiles.get(from));
      leave.removeIf(_ -> random.nextBoolean());
      ProfileId into = create();
      profiles.get(from).removeAll(leave);
      profiles.get(into).addAll(leave);
      steps.add(
          new Step.Move(leave.stream().map(alias -> new UnmergedAlias(ref(alias), into)).toList()));
    }

    ProfileRef ref(ProfileId profile) {
      return new ProfileRef(workspace, profile);
    }

    Map<ProfileRef, ProfileId> owners() {
      Map<ProfileRef, ProfileId> owners = new HashMap<>();
      profiles.forEach((profile, ids) -> {
        owners.put(ref(profile), profile);
        ids.forEach(id -> owners.put(ref(id), profile));
      });
      return owners;
    }
  }

  @Test
  void theReplicaAnswersAsTheNaiveOne() throws SQLException {
    Random seeds = Lane.seeds();
    for (int i = 0; i < HISTORIES; i++) {
      long seed = Long.getLong("tributary.seed", seeds.nextLong());
      System.out.printf("History %d: -Dtributary.seed=%d%n", i, seed);
      Random random = new Random(seed);
      follow(new History(random, new WorkspaceId("wsp_" + i)), random);
    }
  }

  private static void follow(History history, Random random) throws SQLException {
    List<Step> log = new ArrayList<>(history.steps);
    history.steps.stream().filter(_ -> random.nextInt(3) == 0).forEach(log::add);
    if (random.nextBoolean()) {
      Collections.shuffle(log, random);
    }
    NaiveProfileReplica naive = new NaiveProfileReplica();
    Map<ProfileRef, ProfileId> owners = history.owners();
    while (!log.isEmpty()) {
      List<Step> one = take(log, Set.of(), random);
      List<Step> other = random.nextBoolean() ? take(log, rows(one), random) : List.of();
      try (Connection first = begin();
          Connection second = begin()) {
        apply(new PostgresProfileReplica(first), one);
        apply(new PostgresProfileReplica(second), other);
        boolean inOrder = random.nextBoolean();
        (inOrder ? first : second).commit();
        (inOrder ? second : first).commit();
      }
      apply(naive, one);
      apply(naive, other);
      compare(naive, owners.keySet().stream().filter(_ -> random.nextInt(4) == 0).toList());
    }
    compare(naive, owners.keySet());
    try (Connection tx = begin()) {
      assertThat(new PostgresProfileReplica(tx).current(owners.keySet())).isEqualTo(owners);
      tx.rollback();
    }
  }

  /**
   * The records of one transaction, which leave the log. A record of rows that another open
   * transaction has changed would wait for its end, so it stays.
   */
  private static List<Step> take(List<Step> log, Set<Object> changed, Random random) {
    List<Step> taken = new ArrayList<>();
    int most = 1 + random.nextInt(4);
    for (Iterator<Step> rest = log.iterator(); rest.hasNext() && taken.size() < most; ) {
      Step step = rest.next();
      if (Collections.disjoint(rows(List.of(step)), changed)) {
        taken.add(step);
        rest.remove();
      }
    }
    return taken;
  }

  private static Set<Object> rows(List<Step> steps) {
    Set<Object> rows = new HashSet<>();
    for (Step step : steps) {
      switch (step) {
        case Step.Follow(Merge merge) -> rows.add(List.of("merge", merge.absorbed()));
        case Step.Move(List<UnmergedAlias> aliases) ->
            aliases.forEach(each -> rows.add(List.of("move", each.alias())));
      }
    }
    return rows;
  }

  /** As a service does: all merges of the batch, then all unmerges. */
  private static void apply(ProfileReplica replica, List<Step> steps) throws SQLException {
    List<Merge> merges = new ArrayList<>();
    List<UnmergedAlias> moved = new ArrayList<>();
    for (Step step : steps) {
      switch (step) {
        case Step.Follow(Merge merge) -> merges.add(merge);
        case Step.Move(List<UnmergedAlias> aliases) -> moved.addAll(aliases);
      }
    }
    replica.merge(merges);
    replica.unmerge(moved);
  }

  private static void compare(ProfileReplica naive, Collection<ProfileRef> some)
      throws SQLException {
    try (Connection tx = begin()) {
      ProfileReplica replica = new PostgresProfileReplica(tx);
      assertThat(replica.survivors(some)).isEqualTo(naive.survivors(some));
      assertThat(replica.current(some)).isEqualTo(naive.current(some));
      assertThat(replica.ids(some)).isEqualTo(naive.ids(some));
      assertThat(sorted(replica.absorbed(some))).isEqualTo(sorted(naive.absorbed(some)));
      tx.rollback();
    }
  }

  private static Map<ProfileRef, List<ProfileId>> sorted(Map<ProfileRef, List<ProfileId>> all) {
    Map<ProfileRef, List<ProfileId>> sorted = new TreeMap<>();
    all.forEach((who, ids) -> sorted.put(who, ids.stream().sorted().toList()));
    return sorted;
  }

  private static Connection begin() throws SQLException {
    Connection tx = database.worker().getConnection();
    tx.setAutoCommit(false);
    return tx;
  }
}
