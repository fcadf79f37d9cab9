package dev.tributary.destinations.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ProfileRef;
import dev.tributary.contracts.profile.ProfileState;
import dev.tributary.contracts.profile.ProfileStateBuilder;
import dev.tributary.destinations.TestDatabase;
import dev.tributary.destinations.desired.PendingUnmerge;
import dev.tributary.destinations.desired.PeopleStore;
import dev.tributary.local.infra.ServiceDatabase;
import dev.tributary.testkit.infra.ProfileReplicaTables;
import dev.tributary.testkit.infra.TableScans;
import dev.tributary.testkit.infra.TestPool;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Whether a person was merged is looked up, at a cost that does not grow with all merges. */
class MergedPeopleLookupTest {
  private static final WorkspaceId WORKSPACE = new WorkspaceId("shop");
  private static final Instant SEEN = Instant.parse("2026-03-01T12:00:00Z");
  private static final String MERGES =
      """
      insert into merged_profile (workspace, profile, survivor)
      select 'shop', 'old-' || i, 'new-' || i from generate_series(1, 3000) i\
      """;

  @Test
  void theTablesHaveTheLayoutOfTheReplica() throws SQLException {
    ServiceDatabase database = TestDatabase.migrated("merged");
    try (Connection worker = TestPool.of(database.address(), database.worker()).getConnection()) {
      ProfileReplicaTables.check(worker);
    }
  }

  @Test
  void aStateReadsNoMergesOfOtherPeople() throws SQLException {
    ServiceDatabase database = TestDatabase.migrated("merged");
    try (Connection tx = TestPool.of(database.address(), database.worker()).getConnection();
        Statement statement = tx.createStatement()) {
      tx.setAutoCommit(false);
      statement.executeUpdate(MERGES);
      long before = TableScans.of(tx, "merged_profile");

      PeopleStore.Kept kept =
          new PostgresPeople()
              .keep(
                  tx,
                  states(new ProfileId("old-1"), new ProfileId("new-1"), new ProfileId("alone")));

      assertThat(kept.newer())
          .as("the late state of a merged profile has no effect")
          .containsExactlyInAnyOrder(
              new ProfileRef(WORKSPACE, new ProfileId("new-1")),
              new ProfileRef(WORKSPACE, new ProfileId("alone")));
      assertThat(TableScans.of(tx, "merged_profile") - before)
          .as("reads of the whole table")
          .isZero();
      tx.rollback();
    }
  }

  @Test
  void anUnmergeReadsNoMergesOfOtherPeople() throws SQLException {
    ServiceDatabase database = TestDatabase.migrated("unmerged");
    try (Connection tx = TestPool.of(database.address(), database.worker()).getConnection();
        Statement statement = tx.createStatement()) {
      tx.setAutoCommit(false);
      statement.executeUpdate(MERGES);
      PostgresUnmerges unmerges = new PostgresUnmerges();
      SortedMap<ProfileRef, PendingUnmerge> begun = new TreeMap<>();
      for (PendingUnmerge each :
          List.of(
              new PendingUnmerge(WORKSPACE, new ProfileId("old-1"), new ProfileId("old-2"), 1),
              new PendingUnmerge(WORKSPACE, new ProfileId("old-3"), new ProfileId("alone"), 1))) {
        begun.put(each.who(), each);
      }
      unmerges.begin(tx, begun);
      long before = TableScans.of(tx, "merged_profile");

      assertThat(unmerges.complete(tx, begun.keySet()))
          .as("a profile that was absorbed needs no data of its own")
          .extracting(PendingUnmerge::from)
          .containsExactly(new ProfileId("old-2"));
      assertThat(TableScans.of(tx, "merged_profile") - before)
          .as("reads of the whole table")
          .isZero();
      tx.rollback();
    }
  }

  private static SortedMap<ProfileRef, ProfileState> states(ProfileId... profiles) {
    SortedMap<ProfileRef, ProfileState> states = new TreeMap<>();
    for (ProfileId profile : profiles) {
      states.put(
          new ProfileRef(WORKSPACE, profile),
          ProfileStateBuilder.builder()
              .workspace(WORKSPACE)
              .profile(profile)
              .version(1)
              .identifiers(List.of())
              .traits(Map.of())
              .consent(Map.of())
              .subscriptions(Map.of())
              .lastGroup(null)
              .firstSeen(SEEN)
              .lastSeen(SEEN)
              .build());
    }
    return states;
  }
}
