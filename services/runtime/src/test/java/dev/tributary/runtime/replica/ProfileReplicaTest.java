package dev.tributary.runtime.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ProfileMessage.Absorbed;
import dev.tributary.contracts.profile.ProfileMessage.Merged;
import dev.tributary.contracts.profile.ProfileMessage.Unmerged;
import dev.tributary.contracts.profile.ProfileMessage.Updated;
import dev.tributary.contracts.profile.ProfileRef;
import dev.tributary.contracts.profile.ProfileStateBuilder;
import dev.tributary.runtime.TestDatabase;
import dev.tributary.testkit.infra.ProfileReplicaTables;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileReplicaTest {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final WorkspaceId SHOP = new WorkspaceId("shop");
  private static final ProfileId A = new ProfileId("prf_a");
  private static final ProfileId B = new ProfileId("prf_b");
  private static final ProfileId C = new ProfileId("prf_c");
  private static final ProfileId D = new ProfileId("prf_d");
  private static final ProfileId E = new ProfileId("prf_e");
  private static final Merge A_INTO_B = new Merge(ref(A), B);
  private static final Merge B_INTO_C = new Merge(ref(B), C);
  private static final UnmergedAlias B_TO_D = new UnmergedAlias(ref(B), D);
  private static final String WAITING =
      """
      select exists (select from pg_locks l join pg_database d on d.oid = l.database
        where d.datname = current_database() and l.locktype = 'advisory' and not l.granted)\
      """;
  private static TestDatabase database;

  @BeforeAll
  static void start() throws SQLException {
    database = TestDatabase.migrated("replica");
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
  void aMergeIsInTheMessagesOfBothProfiles() {
    Updated updated =
        new Updated(
            ProfileStateBuilder.builder()
                .workspace(SHOP)
                .profile(B)
                .version(3)
                .identifiers(List.of())
                .traits(Map.of())
                .consent(Map.of())
                .subscriptions(Map.of())
                .lastGroup(null)
                .firstSeen(Instant.EPOCH)
                .lastSeen(Instant.EPOCH)
                .build(),
            null,
            List.of(new Absorbed(A, 2)));
    assertThat(Merge.of(updated)).containsExactly(A_INTO_B);
    assertThat(Merge.of(new Merged(SHOP, A, 2, B))).containsExactly(A_INTO_B);
    Unmerged unmerged = new Unmerged(SHOP, C, 4, D, List.of(B), List.of());
    assertThat(Merge.of(unmerged)).isEmpty();
    assertThat(UnmergedAlias.of(unmerged)).containsExactly(B_TO_D);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void eachIdLeadsToTheLastProfileInAnyOrder(boolean inOrder) throws SQLException {
    try (Connection tx = begin()) {
      ProfileReplica replica = new PostgresProfileReplica(tx);
      replica.merge(List.of(inOrder ? A_INTO_B : B_INTO_C));
      replica.merge(List.of(inOrder ? B_INTO_C : A_INTO_B));
      replica.merge(List.of(A_INTO_B, B_INTO_C));
      assertThat(replica.current(List.of(ref(A), ref(B), ref(C), ref(E))))
          .isEqualTo(Map.of(ref(A), C, ref(B), C, ref(C), C, ref(E), E));
      assertThat(replica.ids(List.of(ref(A), ref(C)))).isEqualTo(Map.of(ref(C), List.of(C, A, B)));
      tx.rollback();
    }
  }

  @Test
  void aProfileThatWasAbsorbedStillHasWhatItAbsorbed() throws SQLException {
    try (Connection tx = begin()) {
      ProfileReplica replica = new PostgresProfileReplica(tx);
      replica.merge(List.of(A_INTO_B, B_INTO_C));
      Map<ProfileRef, List<ProfileId>> absorbed = replica.absorbed(List.of(ref(B), ref(C)));
      assertThat(absorbed.get(ref(B))).containsExactlyInAnyOrder(A, B);
      assertThat(absorbed.get(ref(C))).containsExactlyInAnyOrder(A, B, C);
      tx.rollback();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anUnmergeOfTheMiddleMovesOnlyItsId(boolean mergesFirst) throws SQLException {
    try (Connection tx = begin()) {
      ProfileReplica replica = new PostgresProfileReplica(tx);
      if (mergesFirst) {
        replica.merge(List.of(A_INTO_B, B_INTO_C));
        replica.unmerge(List.of(B_TO_D));
      } else {
        replica.unmerge(List.of(B_TO_D));
        replica.merge(List.of(B_INTO_C));
        replica.merge(List.of(A_INTO_B));
      }
      assertThat(replica.current(List.of(ref(A), ref(B), ref(C))))
          .isEqualTo(Map.of(ref(A), C, ref(B), D, ref(C), C));
      assertThat(replica.survivors(List.of(ref(A), ref(B))))
          .as("data under an id follow merges")
          .isEqualTo(Map.of(ref(A), C, ref(B), C));
      assertThat(replica.ids(List.of(ref(C), ref(D))))
          .isEqualTo(Map.of(ref(C), List.of(C, A), ref(D), List.of(D, B)));
      replica.merge(List.of(new Merge(ref(D), E)));
      assertThat(replica.ids(List.of(ref(B)))).isEqualTo(Map.of(ref(E), List.of(E, B, D)));
      tx.rollback();
    }
  }

  @Test
  void ofTwoUnmergesTheLaterOneCountsInAnyOrder() throws SQLException {
    UnmergedAlias later = new UnmergedAlias(ref(B), E);
    for (List<UnmergedAlias> order : List.of(List.of(B_TO_D, later), List.of(later, B_TO_D))) {
      try (Connection tx = begin()) {
        ProfileReplica replica = new PostgresProfileReplica(tx);
        replica.unmerge(order);
        assertThat(replica.current(List.of(ref(B)))).containsEntry(ref(B), E);
        tx.rollback();
      }
      try (Connection tx = begin()) {
        ProfileReplica replica = new PostgresProfileReplica(tx);
        for (UnmergedAlias each : order) {
          replica.unmerge(List.of(each));
        }
        assertThat(replica.current(List.of(ref(B)))).containsEntry(ref(B), E);
        tx.rollback();
      }
    }
  }

  @Test
  void workspacesAreSeparate() throws SQLException {
    ProfileRef elsewhere = new ProfileRef(new WorkspaceId("elsewhere"), A);
    try (Connection tx = begin()) {
      ProfileReplica replica = new PostgresProfileReplica(tx);
      replica.merge(List.of(A_INTO_B, new Merge(elsewhere, C)));
      replica.unmerge(List.of(new UnmergedAlias(elsewhere, D)));
      assertThat(replica.current(List.of(ref(A), elsewhere)))
          .isEqualTo(Map.of(ref(A), B, elsewhere, D));
      assertThat(replica.survivors(List.of(ref(A), elsewhere)))
          .isEqualTo(Map.of(ref(A), B, elsewhere, C));
      tx.rollback();
    }
  }

  /** They arrive in different partitions, so two loops follow them at the same moment. */
  @Test
  void twoTransactionsThatDoNotSeeEachOtherFollowTheMergesOfAChain() throws SQLException {
    WorkspaceId own = new WorkspaceId("chain");
    ProfileRef a = new ProfileRef(own, A);
    ProfileRef b = new ProfileRef(own, B);
    try (Connection first = begin();
        Connection second = begin()) {
      new PostgresProfileReplica(first).merge(List.of(new Merge(a, B)));
      new PostgresProfileReplica(second).merge(List.of(new Merge(b, C)));
      assertThat(new PostgresProfileReplica(first).current(List.of(a))).containsEntry(a, B);
      second.commit();
      first.commit();
      assertThat(new PostgresProfileReplica(second).ids(List.of(a)))
          .isEqualTo(Map.of(new ProfileRef(own, C), List.of(C, A, B)));
      second.rollback();
    }
  }

  @Test
  void withTheLockTheLaterTransactionSeesTheWholeChain() throws Exception {
    WorkspaceId own = new WorkspaceId("locked");
    Merge one = new Merge(new ProfileRef(own, A), B);
    Merge other = new Merge(new ProfileRef(own, B), C);
    try (Connection first = begin();
        Connection second = begin();
        Connection watch = database.worker().getConnection();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      ProfileReplica early = new PostgresProfileReplica(first);
      early.lock(List.of(one));
      early.merge(List.of(one));
      ProfileReplica late = new PostgresProfileReplica(second);
      Future<?> locked =
          threads.submit(() -> {
            late.lock(List.of(other));
            return null;
          });
      await().atMost(BOUND).until(() -> waiting(watch));
      first.commit();
      locked.get();
      late.merge(List.of(other));
      assertThat(late.ids(List.of(new ProfileRef(own, C))).values())
          .containsExactly(List.of(C, A, B));
      second.rollback();
    }
  }

  private static Connection begin() throws SQLException {
    Connection tx = database.worker().getConnection();
    tx.setAutoCommit(false);
    return tx;
  }

  private static boolean waiting(Connection watch) throws SQLException {
    try (PreparedStatement statement = watch.prepareStatement(WAITING);
        ResultSet rows = statement.executeQuery()) {
      rows.next();
      return rows.getBoolean(1);
    }
  }

  private static ProfileRef ref(ProfileId profile) {
    return new ProfileRef(SHOP, profile);
  }
}
