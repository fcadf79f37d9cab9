package dev.tributary.audience.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.audience.TestDatabase;
import dev.tributary.audience.membership.MembershipState;
import dev.tributary.audience.membership.PeopleSummary;
import dev.tributary.audience.membership.Person;
import dev.tributary.audience.rule.RuleDependencies;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.postgres.RequestDatabase;
import dev.tributary.testkit.lane.Lane;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How many of some people are in each audience, against a count by hand. */
@Tag("soak-models")
class SharedMembershipsTest {
  private static final WorkspaceId WORKSPACE = new WorkspaceId("shop");
  private static final int AUDIENCES = 8;
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
  void thoseWhoAreTakenAreCountedInEachAudienceInForce() throws SQLException {
    long seed = Lane.seed();
    System.out.println("Shared memberships from seed " + seed);
    Random random = new Random(seed);
    database.clear();
    RandomPeople generated = new RandomPeople(random, WORKSPACE, 1_500);
    List<MembershipStates.Row> standings = new ArrayList<>();
    for (Person person : generated.present()) {
      for (int audience = 0; audience < AUDIENCES; audience++) {
        for (long generation : List.of(inForce(audience), inForce(audience) + 1)) {
          if (random.nextInt(3) > 0) {
            standings.add(standing(person, audience, generation, random.nextInt(audience + 1) > 0));
          }
        }
      }
    }
    try (Connection tx = database.worker().getConnection()) {
      generated.store(tx);
      new MembershipStates().put(tx, standings);
    }
    state();
    Set<ProfileId> taken = new HashSet<>();

    PeopleSummary everyone =
        new PeopleSnapshot(new RequestDatabase(database.request()))
            .everyone(
                WORKSPACE,
                RuleDependencies.NONE,
                Instant.EPOCH,
                known -> random.nextBoolean() && taken.add(known.person().profile()));

    Map<AudienceId, Long> expected = new TreeMap<>();
    for (MembershipStates.Row row : standings) {
      if (row.state().member()
          && row.state().generation() % 2 == 0
          && taken.contains(row.profile())) {
        expected.merge(row.state().audience(), 1L, Long::sum);
      }
    }
    assertThat(everyone.memberships()).isEqualTo(expected);
    assertThat(expected).isNotEmpty();
  }

  @Test
  void nobodyWhoIsTakenIsInNoAudience() throws SQLException {
    database.clear();
    try (Connection tx = database.worker().getConnection()) {
      new RandomPeople(new Random(1), WORKSPACE, 10).store(tx);
    }
    assertThat(
            new PeopleSnapshot(new RequestDatabase(database.request()))
                .everyone(WORKSPACE, RuleDependencies.NONE, Instant.EPOCH, _ -> false)
                .memberships())
        .isEmpty();
  }

  /** Of an audience the even generation is in force; the next one is being built. */
  private static long inForce(int audience) {
    return 2L * audience;
  }

  private static MembershipStates.Row standing(
      Person person, int audience, long generation, boolean member) {
    return new MembershipStates.Row(
        WORKSPACE,
        person.profile(),
        person.part(),
        new MembershipState(
            generation, new AudienceId("aud_" + audience), member, member, 1, 0, 0));
  }

  private static void state() throws SQLException {
    try (Connection connection = database.worker().getConnection();
        Statement statement = connection.createStatement()) {
      for (int audience = 0; audience < AUDIENCES; audience++) {
        statement.execute(
            """
            insert into audience_state (audience, workspace, definition_version, stage, active, building)
            values ('aud_%d', '%s', 1, 'building', %d, %d)\
            """
                .formatted(audience, WORKSPACE, inForce(audience), inForce(audience) + 1));
      }
    }
  }
}
