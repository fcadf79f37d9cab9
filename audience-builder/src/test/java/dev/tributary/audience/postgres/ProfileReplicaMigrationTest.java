package dev.tributary.audience.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.audience.TestDatabase;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ProfileRef;
import dev.tributary.runtime.replica.Merge;
import dev.tributary.runtime.replica.PostgresProfileReplica;
import dev.tributary.runtime.replica.ProfileReplica;
import dev.tributary.runtime.replica.UnmergedAlias;
import dev.tributary.testkit.infra.EarlierMigrations;
import dev.tributary.testkit.infra.EarlierRows;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The merges of the version before, a into b into c, of which an unmerge moved b to d. */
class ProfileReplicaMigrationTest {
  private static final ClassLoader NOW = ProfileReplicaMigrationTest.class.getClassLoader();
  private static final WorkspaceId SHOP = new WorkspaceId("shop");
  private static final String ROWS =
      """
      insert into alias (profile, workspace, into_profile) values
        ('a', 'shop', 'b'), ('b', 'shop', 'c'), ('x', 'other', 'y');
      insert into separated_alias (profile, workspace, into_profile) values ('b', 'shop', 'd')\
      """;

  /** As the version before writes and reads. */
  private static final String MERGE =
      """
      insert into alias (profile, workspace, into_profile)
      select * from unnest(array['c'], array['shop'], array['e']) on conflict (profile) do nothing\
      """;

  private static final String SEPARATE =
      """
      insert into separated_alias (profile, workspace, into_profile)
      select * from unnest(array['b'], array['shop'], array['f'])
      on conflict (profile) do update set into_profile = excluded.into_profile
      where separated_alias.into_profile collate "C" < excluded.into_profile\
      """;

  private static final String ALIASES =
      "select string_agg(profile || into_profile, ' ' order by profile) from alias";

  @Test
  void mergesAndMovedIdsStayAsTheyWere() throws SQLException {
    try (Connection worker = migratedWithRows()) {
      ProfileReplica replica = new PostgresProfileReplica(worker);
      assertThat(replica.current(List.of(ref("a"), ref("b"), ref("c"))))
          .isEqualTo(
              Map.of(
                  ref("a"), new ProfileId("c"),
                  ref("b"), new ProfileId("d"),
                  ref("c"), new ProfileId("c")));
      assertThat(replica.absorbed(List.of(ref("b"))).get(ref("b")))
          .containsExactlyInAnyOrder(new ProfileId("a"), new ProfileId("b"));
      ProfileRef other = new ProfileRef(new WorkspaceId("other"), new ProfileId("x"));
      assertThat(replica.survivors(List.of(other))).containsEntry(other, new ProfileId("y"));
    }
  }

  @Test
  void anInstanceOfTheVersionBeforeReadsAndWritesTheSameMerges() throws SQLException {
    try (Connection worker = migratedWithRows();
        Statement before = worker.createStatement()) {
      ProfileReplica replica = new PostgresProfileReplica(worker);
      assertThat(before.executeUpdate(MERGE)).isEqualTo(1);
      assertThat(before.executeUpdate(MERGE)).isZero();
      assertThat(before.executeUpdate(SEPARATE)).isEqualTo(1);
      assertThat(replica.current(List.of(ref("a"), ref("b"))))
          .isEqualTo(Map.of(ref("a"), new ProfileId("e"), ref("b"), new ProfileId("f")));
      replica.merge(List.of(new Merge(ref("e"), new ProfileId("g"))));
      replica.unmerge(List.of(new UnmergedAlias(ref("b"), new ProfileId("e"))));
      try (ResultSet rows = before.executeQuery(ALIASES)) {
        rows.next();
        assertThat(rows.getString(1)).isEqualTo("ab bc ce eg xy");
      }
      assertThat(replica.current(List.of(ref("b"))))
          .as("of two unmerges, the later one counts")
          .containsEntry(ref("b"), new ProfileId("f"));
    }
  }

  private static Connection migratedWithRows() throws SQLException {
    return new EarlierRows(new EarlierMigrations(NOW, 16), ROWS).migrated(TestDatabase::migrate);
  }

  private static ProfileRef ref(String profile) {
    return new ProfileRef(SHOP, new ProfileId(profile));
  }
}
