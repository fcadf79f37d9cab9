package dev.tributary.destinations.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ProfileRef;
import dev.tributary.destinations.TestDatabase;
import dev.tributary.runtime.replica.Merge;
import dev.tributary.runtime.replica.PostgresProfileReplica;
import dev.tributary.runtime.replica.ProfileReplica;
import dev.tributary.testkit.infra.EarlierMigrations;
import dev.tributary.testkit.infra.EarlierRows;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The version before stored a into b into c as two shortened chains. An unmerge has moved b to d.
 */
class ProfileReplicaMigrationTest {
  private static final ClassLoader NOW = ProfileReplicaMigrationTest.class.getClassLoader();
  private static final WorkspaceId SHOP = new WorkspaceId("shop");
  private static final String ROWS =
      """
      insert into person_alias (workspace, profile, into_profile) values
        ('shop', 'a', 'c'), ('shop', 'b', 'c'), ('other', 'a', 'y');
      insert into separated_alias (workspace, profile, into_profile) values ('shop', 'b', 'd')\
      """;

  /** As the version before writes and reads. */
  private static final String MERGE =
      """
      insert into person_alias (workspace, profile, into_profile)
      select 'shop', ?, coalesce((select into_profile from person_alias
        where workspace = 'shop' and profile = ?), ?)
      on conflict (workspace, profile) do update set into_profile = excluded.into_profile\
      """;

  private static final String SHORTEN =
      """
      update person_alias a set into_profile = b.into_profile from person_alias b
      where a.workspace = 'shop' and a.into_profile = ?
        and b.workspace = a.workspace and b.profile = a.into_profile\
      """;

  private static final String CHAINS =
      """
      select string_agg(profile || into_profile, ' ' order by profile) from person_alias
      where workspace = 'shop'\
      """;

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
      assertThat(replica.ids(List.of(ref("c"), ref("d"))))
          .isEqualTo(
              Map.of(
                  ref("c"), List.of(new ProfileId("c"), new ProfileId("a")),
                  ref("d"), List.of(new ProfileId("d"), new ProfileId("b"))));
      ProfileRef other = new ProfileRef(new WorkspaceId("other"), new ProfileId("a"));
      assertThat(replica.current(List.of(other))).containsEntry(other, new ProfileId("y"));
    }
  }

  @Test
  void anInstanceOfTheVersionBeforeReadsShortenedChains() throws SQLException {
    try (Connection worker = migratedWithRows()) {
      ProfileReplica replica = new PostgresProfileReplica(worker);
      replica.merge(List.of(new Merge(ref("c"), new ProfileId("e"))));
      assertThat(chains(worker)).isEqualTo("ae be ce");
      replica.merge(
          List.of(
              new Merge(ref("e"), new ProfileId("f")), new Merge(ref("x"), new ProfileId("c"))));
      assertThat(chains(worker)).isEqualTo("af bf cf ef xf");
    }
  }

  @Test
  void aMergeByAnInstanceOfTheVersionBeforeIsFollowed() throws SQLException {
    try (Connection worker = migratedWithRows()) {
      ProfileReplica replica = new PostgresProfileReplica(worker);
      mergeAsBefore(worker, "c", "e");
      mergeAsBefore(worker, "z", "a");
      mergeAsBefore(worker, "c", "e");
      assertThat(chains(worker)).isEqualTo("ae be ce ze");
      assertThat(replica.survivors(List.of(ref("a"), ref("c"), ref("z"))).values())
          .containsOnly(new ProfileId("e"));
      replica.merge(List.of(new Merge(ref("c"), new ProfileId("e"))));
      assertThat(chains(worker)).isEqualTo("ae be ce ze");
    }
  }

  private static void mergeAsBefore(Connection tx, String absorbed, String survivor)
      throws SQLException {
    try (PreparedStatement merge = tx.prepareStatement(MERGE);
        PreparedStatement shorten = tx.prepareStatement(SHORTEN)) {
      merge.setString(1, absorbed);
      merge.setString(2, survivor);
      merge.setString(3, survivor);
      merge.executeUpdate();
      shorten.setString(1, absorbed);
      shorten.executeUpdate();
    }
  }

  private static String chains(Connection tx) throws SQLException {
    try (Statement statement = tx.createStatement();
        ResultSet rows = statement.executeQuery(CHAINS)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private static Connection migratedWithRows() throws SQLException {
    return new EarlierRows(new EarlierMigrations(NOW, 19), ROWS).migrated(TestDatabase::migrate);
  }

  private static ProfileRef ref(String profile) {
    return new ProfileRef(SHOP, new ProfileId(profile));
  }
}
