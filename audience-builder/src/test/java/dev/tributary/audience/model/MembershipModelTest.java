package dev.tributary.audience.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.audience.TestDatabase;
import dev.tributary.audience.catalogue.Settings;
import dev.tributary.audience.membership.ExpectedAudiences;
import dev.tributary.audience.model.SimulatedIdentity.Truth;
import dev.tributary.audience.postgres.MembershipPreview;
import dev.tributary.audience.rule.RandomRules;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.membership.MembershipChange;
import dev.tributary.contracts.membership.MembershipChange.Reason;
import dev.tributary.runtime.postgres.RequestDatabase;
import dev.tributary.testkit.lane.Lane;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Generated rules and histories, with merges and people taken apart, late and future events,
 * messages out of order, jumps of time, ticks that hold the workspace back or come late, and
 * definitions that change at any moment, on two instances: at each quiet position of the log the
 * members are those of a from-scratch evaluation by a naive reference. Cases by {@code
 * -Dtributary.model.cases}; {@code -Dtributary.seed} runs one again.
 */
@Tag("soak-models")
class MembershipModelTest {
  private static final int ROUNDS = 60;
  private static final int ENOUGH = 40;
  private static final List<ZoneId> ZONES =
      List.of(ZoneId.of("UTC"), ZoneId.of("Europe/Amsterdam"), ZoneId.of("America/New_York"));
  private static TestDatabase database;

  @BeforeAll
  static void start() throws SQLException {
    database = TestDatabase.migrated();
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  @Test
  void membersAreThoseOfAFromScratchEvaluationAtTheSamePosition() throws SQLException {
    Long fed = Long.getLong("tributary.seed");
    long first = Lane.seed();
    int cases = fed == null ? Lane.size("tributary.model.cases", ENOUGH, 2_000) : 1;
    System.out.println("Histories from seed " + first);
    Map<Reason, Integer> reasons = new EnumMap<>(Reason.class);
    for (long seed = first; seed < first + cases; seed++) {
      try {
        History history = new History(seed);
        history.play();
        history
            .members
            .reasons()
            .forEach((reason, count) -> reasons.merge(reason, count, Integer::sum));
      } catch (AssertionError | RuntimeException | SQLException e) {
        throw new AssertionError("History of seed " + seed, e);
      }
    }
    System.out.println("Changes told, by reason: " + reasons);
    if (cases >= ENOUGH) {
      assertThat(reasons).as("what the histories are about").containsOnlyKeys(Reason.values());
    }
  }

  private static final class History {
    private final SplittableRandom random;
    private final WorkspaceId workspace;
    private final SimulatedIdentity identity;
    private final Audiences audiences;
    private final Instances instances;
    private final Members members = new Members();
    private final RandomRules generate;
    private ZoneId zone;

    History(long seed) throws SQLException {
      database.clear();
      random = new SplittableRandom(seed);
      workspace = new WorkspaceId("w" + Long.toString(seed & 0xffff, 36));
      zone = ZONES.get(random.nextInt(ZONES.size()));
      generate = new RandomRules(random, SimulatedIdentity.BEGIN, List.of());
      identity = new SimulatedIdentity(workspace, random, generate);
      audiences = new Audiences(database.request(), workspace);
      instances =
          new Instances(
              database.worker(),
              identity,
              random,
              _ -> Optional.of(new Settings(zone, audiences.types())));
    }

    void play() throws SQLException {
      define(audiences.nextId(), List.of());
      for (int i = random.nextInt(1, 5); i > 0; i--) {
        identity.newPerson();
      }
      for (int checkpoint = 0; checkpoint < 2; checkpoint++) {
        for (int i = random.nextInt(5, 25); i > 0; i--) {
          act();
        }
        settle();
        compare();
        letTimePass();
        compare();
        compute();
        compare();
      }
    }

    /** What a preview says of somebody is what comes of it. */
    private void compute() throws SQLException {
      List<ProfileId> people = List.copyOf(identity.people().keySet());
      if (people.isEmpty()) {
        return;
      }
      ProfileId profile = people.get(random.nextInt(people.size()));
      Map<AudienceId, Set<ProfileId>> before = members.now();
      SimulatedIdentity.Unmerge unmerge = identity.unmerge(profile);
      ExpectedAudiences previewed =
          new MembershipPreview(new RequestDatabase(database.request()))
              .compute(workspace, unmerge.parting(), identity.now())
              .orElseThrow();
      settle();
      String what = "%s at %s in %s, rules %s".formatted(profile, identity.now(), zone, audiences);
      assertThat(members.decided()).as(what).contains(profile, unmerge.into());
      assertThat(previewed.upToDate()).isTrue();
      assertThat(previewed.now()).as("now, %s", what).isEqualTo(audiencesOf(profile, before));
      assertThat(previewed.stays())
          .as("who stays, %s", what)
          .isEqualTo(audiencesOf(profile, members.now()));
      assertThat(previewed.leaves())
          .as("who leaves, %s", what)
          .isEqualTo(audiencesOf(unmerge.into(), members.now()));
    }

    private static Set<AudienceId> audiencesOf(
        ProfileId profile, Map<AudienceId, Set<ProfileId>> members) {
      return members.entrySet().stream()
          .filter(each -> each.getValue().contains(profile))
          .map(Map.Entry::getKey)
          .collect(Collectors.toSet());
    }

    private void act() throws SQLException {
      List<ProfileId> people = List.copyOf(identity.people().keySet());
      switch (random.nextInt(16)) {
        case 0 -> identity.newPerson();
        case 1, 2, 3 -> {
          if (!people.isEmpty()) {
            identity.happens(people.get(random.nextInt(people.size())));
          }
        }
        case 4 -> merge(people);
        case 10 -> unmerge(people);
        case 5 -> identity.timePasses(Duration.ofMinutes(random.nextInt(1, 2 * 1440)));
        case 6 -> {
          switch (random.nextInt(3)) {
            case 0 -> identity.heldBackTick();
            case 1 -> identity.staleTick();
            default -> identity.tick();
          }
        }
        case 7, 9 -> changeDefinitions();
        case 8 -> {
          instances.rebalance();
          if (random.nextInt(4) == 0) {
            identity.clockIsShifted(Duration.ofHours(random.nextInt(1, 72)));
          }
        }
        default -> members.read(instances.pollSome());
      }
    }

    /** Half of the time the winner learns of it before anyone reads what the loser did last. */
    private void merge(List<ProfileId> people) throws SQLException {
      if (people.size() < 2) {
        return;
      }
      ProfileId winner = people.get(random.nextInt(people.size() - 1));
      ProfileId loser = people.get(random.nextInt(people.indexOf(winner) + 1, people.size()));
      boolean early = random.nextBoolean();
      if (early) {
        identity.happens(loser);
        identity.happens(loser);
      }
      identity.merge(winner, loser);
      if (early) {
        members.read(instances.poll(SimulatedIdentity.partition(winner)));
      }
    }

    /** Now and then one of the two learns of it long before the other. */
    private void unmerge(List<ProfileId> people) throws SQLException {
      if (people.isEmpty()) {
        return;
      }
      ProfileId profile = people.get(random.nextInt(people.size()));
      identity.unmerge(profile);
      if (random.nextBoolean()) {
        members.read(instances.poll(SimulatedIdentity.partition(profile)));
      }
    }

    private void changeDefinitions() throws SQLException {
      List<AudienceId> ids = audiences.ids();
      int choice = random.nextInt(8);
      if (ids.isEmpty() || (choice < 3 && ids.size() < 4)) {
        define(audiences.nextId(), ids);
      } else if (choice == 3) {
        zone = ZONES.get(random.nextInt(ZONES.size()));
      } else if (choice >= 6) {
        audiences.declare(generate.types());
      } else if (choice == 4) {
        ids.stream().filter(id -> !audiences.isUsed(id)).findFirst().ifPresent(this::delete);
      } else {
        int changed = random.nextInt(ids.size());
        define(ids.get(changed), ids.subList(0, changed));
      }
    }

    private void define(AudienceId id, List<AudienceId> usable) throws SQLException {
      audiences.define(id, new RandomRules(random, SimulatedIdentity.BEGIN, usable).rule());
    }

    private void delete(AudienceId id) {
      try {
        audiences.delete(id);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    /**
     * Ticks go on until nothing is left to do, and one more tick has found nothing: a generation is
     * built for changed settings only after the switch before it has ended.
     */
    private void settle() throws SQLException {
      boolean quiet = false;
      for (int round = 0; round < ROUNDS; round++) {
        identity.tick();
        members.read(instances.pollAll());
        boolean before = quiet;
        quiet = isQuiet();
        if (before && quiet) {
          return;
        }
      }
      throw new AssertionError(
          "Still busy after %d rounds of ticks: %s, rechecks %d, separations %d"
              .formatted(
                  ROUNDS,
                  audiences,
                  number("select count(*) from recheck"),
                  number("select count(*) from separation where not complete")));
    }

    private static boolean isQuiet() throws SQLException {
      return number(
              """
              select (select count(*) from recheck)
                + (select count(*) from separation where not complete)
                + (select count(*) from audience_state where stage <> 'settled')
                + (select count(*) from definition d left join audience_state s on s.audience = d.id
                   where (not d.deleted and d.version is distinct from s.definition_version)
                     or (d.deleted and s.audience is not null))\
              """)
          == 0;
    }

    /** With everything known, each change that time makes lies exactly on its boundary. */
    private void letTimePass() throws SQLException {
      identity.timePasses(Duration.ofMinutes(random.nextInt(1, 3 * 1440)));
      identity.tick();
      for (MembershipChange change : members.read(instances.pollAll())) {
        Truth person = identity.people().get(change.profile());
        boolean entered = change.change() == MembershipChange.Change.ENTER;
        String what = "%s of %s in %s".formatted(change, audiences, zone);
        assertThat(change.reason()).as(what).isEqualTo(Reason.TIME);
        assertThat(audiences.holds(change.audience(), person, zone, change.at()))
            .as("at the boundary: %s", what)
            .isEqualTo(entered);
        assertThat(audiences.holds(change.audience(), person, zone, change.at().minusMillis(1)))
            .as("just before the boundary: %s", what)
            .isNotEqualTo(entered);
      }
    }

    private void compare() throws SQLException {
      Instant now = identity.now();
      Map<AudienceId, Set<ProfileId>> expected = audiences.members(identity.people(), zone, now);
      String what = "at %s in %s, rules %s".formatted(now, zone, audiences);
      assertThat(members.now()).as("told, %s", what).isEqualTo(expected);
      assertThat(stored()).as("stored, %s", what).isEqualTo(expected);
      assertThat(
              number(
                  "select coalesce(sum(z.members), 0) from generation_size z"
                      + " join audience_state s on s.active = z.generation"))
          .as("counted, %s", what)
          .isEqualTo(expected.values().stream().mapToLong(Set::size).sum());
    }

    private static Map<AudienceId, Set<ProfileId>> stored() throws SQLException {
      Map<AudienceId, Set<ProfileId>> stored = new TreeMap<>();
      try (Connection connection = database.worker().getConnection();
          Statement statement = connection.createStatement();
          ResultSet rows =
              statement.executeQuery(
                  """
                  select t.audience, t.profile from membership t
                  join audience_state s on s.active = t.generation where t.member\
                  """)) {
        while (rows.next()) {
          stored
              .computeIfAbsent(new AudienceId(rows.getString(1)), _ -> new TreeSet<>())
              .add(new ProfileId(rows.getString(2)));
        }
      }
      return stored;
    }

    private static long number(String query) throws SQLException {
      try (Connection connection = database.worker().getConnection();
          Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery(query)) {
        rows.next();
        return rows.getLong(1);
      }
    }
  }
}
