package dev.tributary.destinations.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.local.infra.ServiceDatabase;
import dev.tributary.runtime.postgres.Migrations;
import dev.tributary.testkit.infra.EarlierMigrations;
import dev.tributary.testkit.infra.TestInfrastructure;
import dev.tributary.testkit.infra.TestPool;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The statements of the version before, before its tables got other names and afterwards. */
class TableNamesMigrationTest {
  private static final ClassLoader NOW = TableNamesMigrationTest.class.getClassLoader();

  private static final List<String> WRITES =
      List.of(
          decided(2),
          decided(5),
          decided(4),
          keep("a", "run_2", false),
          keep("a", "run_1", true),
          keep("b", "run_2", true),
          keep("b", "run_3", true),
          "insert into stream_position values ('destinations', 'profiles', 0, 7, 2)",
          """
          insert into stream_ahead as a (consumer, topic, part, epoch, ahead)
          select s.consumer, s.topic, s.part, s.epoch, u.ahead::jsonb
          from unnest(array['profiles'], array[0], array[2], array['{}']) u(topic, part, epoch, ahead)
          join stream_position s on s.consumer = 'destinations' and s.topic = u.topic
            and s.part = u.part and s.epoch = u.epoch
          order by s.topic, s.part
          on conflict (consumer, topic, part) do update
          set epoch = excluded.epoch, ahead = excluded.ahead where a.epoch <= excluded.epoch\
          """);

  private static final String LOCK =
      """
      select concat_ws(' ', s.owner, s.run, s.removed_at is not null)
      from unnest(array['shop'], array['b']) as u(workspace, owner)
      join row_seen s on s.workspace = u.workspace and s.owner = u.owner
      order by s.workspace, s.owner for update of s\
      """;

  private final ServiceDatabase database = TestInfrastructure.postgres("names");

  @Test
  void allRowsStay() throws SQLException {
    migrate(new EarlierMigrations(NOW, 20));
    try (Connection worker = connect()) {
      write(worker);
      migrate(NOW);
      theRowsAreThere(worker);
    }
  }

  @Test
  void anInstanceOfTheVersionBeforeWorksOnTheSameRows() throws SQLException {
    migrate(NOW);
    try (Connection worker = connect()) {
      write(worker);
      theRowsAreThere(worker);
      assertThat(rows(worker, LOCK)).containsExactly("b run_3 t");
      run(
          worker,
          "insert into person (workspace, profile, version, identifiers_hash, granted, denied,"
              + " state) values ('shop', 'p', 5, '', '{}', '{}', '')");
      assertThat(
              rows(
                  worker,
                  "select p.profile from person p join audiences_decided d"
                      + " on d.workspace = p.workspace and d.profile = p.profile and d.version >= 5"))
          .containsExactly("p");
      run(
          worker,
          "delete from stream_ahead where consumer = 'destinations' and topic = 'profiles'");
      run(
          worker,
          """
          delete from row_seen where ctid = any(array(
            select s.ctid from row_seen s where s.removed_at < now() + interval '1 day' limit 5))\
          """);
      assertThat(rows(worker, "select owner from seen_row")).containsExactly("a");
      assertThat(rows(worker, "select consumer from stream_backlog")).isEmpty();
    }
  }

  private static void theRowsAreThere(Connection worker) throws SQLException {
    assertThat(
            rows(worker, "select concat_ws(' ', workspace, profile, version) from decided_profile"))
        .containsExactly("shop p 5");
    assertThat(
            rows(
                worker,
                "select concat_ws(' ', workspace, owner, run, hash, removed_at is not null)"
                    + " from seen_row order by owner"))
        .containsExactly("shop a run_2 h f", "shop b run_3 h t");
    assertThat(rows(worker, "select concat_ws(' ', topic, part, epoch, ahead) from stream_backlog"))
        .containsExactly("profiles 0 2 {}");
  }

  private static String decided(int version) {
    return """
    insert into audiences_decided (workspace, profile, version)
    select * from unnest(array['shop'], array['p'], array[%d::bigint])
    on conflict (workspace, profile) do update set version = excluded.version
    where audiences_decided.version < excluded.version\
    """
        .formatted(version);
  }

  private static String keep(String owner, String run, boolean removed) {
    return """
    insert into row_seen as s (workspace, owner, run, hash, removed_at)
    select u.workspace, u.owner, u.run, u.hash, case when u.removed then clock_timestamp() end
    from unnest(array['shop'], array['%s'], array['%s'], array['h'], array[%s])
      as u(workspace, owner, run, hash, removed)
    order by u.workspace, u.owner
    on conflict (workspace, owner) do update set run = excluded.run,
      hash = excluded.hash, removed_at = excluded.removed_at
    where s.run <= excluded.run\
    """
        .formatted(owner, run, removed);
  }

  private static void write(Connection worker) throws SQLException {
    for (String statement : WRITES) {
      run(worker, statement);
    }
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static List<String> rows(Connection connection, String sql) throws SQLException {
    List<String> found = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        found.add(rows.getString(1));
      }
    }
    return found;
  }

  private Connection connect() throws SQLException {
    return TestPool.of(database.address(), database.worker()).getConnection();
  }

  private void migrate(ClassLoader resources) {
    Migrations.of(resources)
        .migrate(
            database.address(),
            new Migrations.Credentials(database.owner().user(), database.owner().password()),
            database.worker().user(),
            database.request().user());
  }
}
