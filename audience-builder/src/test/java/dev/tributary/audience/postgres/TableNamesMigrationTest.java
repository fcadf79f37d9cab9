package dev.tributary.audience.postgres;

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
          put("a", true, 10),
          put("a", false, 20),
          put("b", true, 30),
          put("c", true, 40),
          """
          update standing s set due_at = null from unnest(array['a'], array[1]) u(profile, generation)
          where s.profile = u.profile and s.generation = u.generation\
          """,
          "update standing set due_at = null where profile = 'c' and due_at is not null",
          """
          delete from standing s using unnest(array['c'], array[1]) u(profile, generation)
          where s.profile = u.profile and s.generation = u.generation\
          """,
          see(60_000),
          see(60_001),
          see(180_000),
          "insert into stream_position values ('audience', 'profiles', 0, 7, 2)",
          putAhead("{\"shop\": 1}"),
          putAhead("{\"shop\": 2}"));

  private static final String DUE =
      """
      select d.profile from unnest(array[0], array['shop'], array[99]) u(part, workspace, until)
      cross join lateral (
        select profile, generation from standing
        where part = u.part and workspace = u.workspace and due_at <= u.until
          and generation <> all(array[7]) order by due_at limit 9) d\
      """;

  private final ServiceDatabase database = TestInfrastructure.postgres("names");

  @Test
  void allRowsStay() throws SQLException {
    migrate(new EarlierMigrations(NOW, 17));
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
      assertThat(rows(worker, DUE)).containsExactly("b");
      assertThat(
              rows(
                  worker,
                  "select generation || ' ' || count(*) from standing"
                      + " where profile = any(array['a', 'b']) and member group by generation"))
          .containsExactly("1 1");
      assertThat(
              rows(
                  worker,
                  "select s.consumer || a.ahead from stream_position s"
                      + " left join stream_ahead a using (consumer, topic, part)"))
          .containsExactly("audience{\"shop\": 2}");
      run(worker, "delete from stream_ahead where consumer = 'audience' and topic = 'profiles'");
      run(worker, "delete from standing where part = 0 and generation = any(array[1])");
      assertThat(rows(worker, "select profile from membership")).isEmpty();
      assertThat(rows(worker, "select consumer from stream_backlog")).isEmpty();
    }
  }

  @Test
  void aRequestOfTheVersionBeforeSeesItsWorkspaceOnly() throws SQLException {
    migrate(NOW);
    try (Connection worker = connect();
        Connection request = TestPool.of(database.address(), database.request()).getConnection()) {
      write(worker);
      assertThat(rows(request, "select profile from standing")).isEmpty();
      run(request, "select set_config('app.workspace', 'other', false)");
      assertThat(rows(request, "select profile from standing")).isEmpty();
      assertThat(rows(request, "select trait from trait_seen")).isEmpty();
      run(request, "select set_config('app.workspace', 'shop', false)");
      assertThat(rows(request, "select profile from standing order by 1"))
          .containsExactly("a", "b");
      assertThat(rows(request, "select trait from trait_seen")).containsExactly("plan");
    }
  }

  private static void theRowsAreThere(Connection worker) throws SQLException {
    assertThat(
            rows(
                worker,
                "select concat_ws(' ', profile, generation, workspace, audience, part, member,"
                    + " published, sequence, since, due_at) from membership order by profile"))
        .containsExactly("a 1 shop aud 0 f t 20 20", "b 1 shop aud 0 t t 30 30 30");
    assertThat(rows(worker, "select concat_ws(' ', workspace, trait, at) from seen_trait"))
        .containsExactly("shop plan 180000");
    assertThat(rows(worker, "select concat_ws(' ', topic, part, epoch, ahead) from stream_backlog"))
        .containsExactly("profiles 0 2 {\"shop\": 2}");
  }

  private static String put(String profile, boolean member, int time) {
    return """
    insert into standing (profile, generation, workspace, audience, part, member, published,
                          sequence, since, due_at)
    select * from unnest(array['%s'], array[1::bigint], array['shop'], array['aud'], array[0],
                         array[%s], array[true], array[%3$d], array[%3$d], array[%3$d])
    on conflict (profile, generation) do update
    set member = excluded.member, published = excluded.published, sequence = excluded.sequence,
        since = excluded.since, due_at = excluded.due_at\
    """
        .formatted(profile, member, time);
  }

  private static String see(int time) {
    return """
    insert into trait_seen (workspace, trait, at)
    select u.workspace, u.trait, u.at
    from unnest(array['shop'], array['plan'], array[%d::bigint]) u(workspace, trait, at)
    where not exists (
      select from trait_seen s
      where s.workspace = u.workspace and s.trait = u.trait and s.at > u.at - 60000)
    on conflict (workspace, trait) do update set at = greatest(trait_seen.at, excluded.at)\
    """
        .formatted(time);
  }

  private static String putAhead(String ahead) {
    return """
    insert into stream_ahead as a (consumer, topic, part, epoch, ahead)
    select s.consumer, s.topic, s.part, s.epoch, u.ahead::jsonb
    from unnest(array['profiles'], array[0], array[2], array['%s']) u(topic, part, epoch, ahead)
    join stream_position s on s.consumer = 'audience' and s.topic = u.topic and s.part = u.part
      and s.epoch = u.epoch
    order by s.topic, s.part
    on conflict (consumer, topic, part) do update
    set epoch = excluded.epoch, ahead = excluded.ahead where a.epoch <= excluded.epoch\
    """
        .formatted(ahead);
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
