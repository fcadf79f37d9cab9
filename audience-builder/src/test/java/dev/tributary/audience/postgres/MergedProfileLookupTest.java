package dev.tributary.audience.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.audience.TestDatabase;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ProfileRef;
import dev.tributary.runtime.replica.Merge;
import dev.tributary.runtime.replica.PostgresProfileReplica;
import dev.tributary.runtime.replica.ProfileReplica;
import dev.tributary.testkit.infra.ProfileReplicaTables;
import dev.tributary.testkit.infra.TableScans;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The ids of merged people are looked up, at a cost that does not grow with all merges. */
class MergedProfileLookupTest {
  private static final WorkspaceId WORKSPACE = new WorkspaceId("shop");
  private static final int MERGES = 3_000;
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
  void theTablesHaveTheLayoutOfTheReplica() throws SQLException {
    try (Connection worker = database.worker().getConnection()) {
      ProfileReplicaTables.check(worker);
    }
  }

  @Test
  void aLookupReadsNoMergesOfOtherPeople() throws SQLException {
    try (Connection tx = database.worker().getConnection()) {
      tx.setAutoCommit(false);
      ProfileReplica replica = new PostgresProfileReplica(tx);
      replica.merge(merges());
      long before = TableScans.of(tx, "merged_profile");

      List<ProfileRef> some = List.of(ref("old-1"), ref("older-1"), ref("new-1"), ref("alone"));
      Map<ProfileRef, ProfileId> expected =
          Map.of(
              ref("old-1"), new ProfileId("new-1"),
              ref("older-1"), new ProfileId("new-1"),
              ref("new-1"), new ProfileId("new-1"),
              ref("alone"), new ProfileId("alone"));
      assertThat(replica.survivors(some)).isEqualTo(expected);
      assertThat(replica.current(some)).isEqualTo(expected);

      Map<ProfileRef, List<ProfileId>> absorbed =
          replica.absorbed(List.of(ref("new-1"), ref("alone")));
      assertThat(absorbed.get(ref("new-1")))
          .containsExactlyInAnyOrder(
              new ProfileId("new-1"), new ProfileId("old-1"), new ProfileId("older-1"));
      assertThat(absorbed.get(ref("alone"))).containsExactly(new ProfileId("alone"));
      assertThat(TableScans.of(tx, "merged_profile") - before)
          .as("reads of the whole table")
          .isZero();
      tx.rollback();
    }
  }

  private static ProfileRef ref(String profile) {
    return new ProfileRef(WORKSPACE, new ProfileId(profile));
  }

  /**
   * Each person was merged twice: {@code older} into {@code old}, and {@code old} into {@code new}.
   */
  private static List<Merge> merges() {
    return IntStream.range(0, MERGES)
        .boxed()
        .flatMap(i ->
            Stream.of(
                new Merge(ref("older-" + i), new ProfileId("old-" + i)),
                new Merge(ref("old-" + i), new ProfileId("new-" + i))))
        .toList();
  }
}
