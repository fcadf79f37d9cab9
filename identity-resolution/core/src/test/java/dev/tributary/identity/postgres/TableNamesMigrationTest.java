package dev.tributary.identity.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The statements of the version before, before its tables got other names and afterwards. */
class TableNamesMigrationTest {
  private static final List<String> WRITES =
      List.of(
          alias("a", "b"),
          alias("x", "c"),
          """
          update profile_alias a set survivor = u.survivor
          from unnest(array['shop'], array['b'], array['c']) u(workspace, profile, survivor)
          where a.workspace = u.workspace and a.survivor = u.profile\
          """,
          """
          update profile_alias set survivor = 'd'
          where workspace = 'shop' and survivor = 'c' and profile = any(array['x'])\
          """,
          """
          insert into trait_seen (workspace, trait, type)
          select * from unnest(array['shop', 'shop'], array['plan', 'plan'], array['text', 'text'])
          on conflict do nothing\
          """,
          "update shadow set closing = true where workspace = 'shop' and job = 'j' and not closing",
          "insert into shadow (name, workspace, job) values ('tri_1', 'shop', 'j')",
          """
          insert into shadow_input (shadow, number, event, topic, part, position, accepted_at,
                                    anchor_type, anchor_value)
          select 'tri_1', row_number() over ()
                    + coalesce((select max(number) from shadow_input where shadow = 'tri_1'), 0),
                 e.event, 'events', 0, 1, now(), null, null
          from unnest(array['evt_1', 'evt_2']) e(event)
          where not exists (select from shadow_input i where i.shadow = 'tri_1' and i.event = e.event)\
          """,
          row("run_2"),
          row("run_1"),
          """
          insert into shadow_row_version (shadow, source, run)
          select * from unnest(array['tri_1'], array['row:m:k'], array['run_2']) on conflict do nothing\
          """,
          """
          insert into shadow_recollection (shadow, source, cause, message_id, happened_at, types, values)
          select 'tri_1', 's', 'c', null, now(), array['email'], array['a@shop.example']\
          """,
          "update shadow set horizon = now() where name = 'tri_1'",
          """
          insert into trial_meeting (shadow, profile, person, inputs, events, identifiers)
          select 'tri_1', 'a', 'b', 0, 0, 2\
          """,
          """
          update trial_meeting m set partly = true
          where m.shadow = 'tri_1' and not m.partly and m.profile in (
            select p.profile from trial_meeting p where p.shadow = 'tri_1')\
          """,
          "update source_minutes_read set until = '2026-01-01T00:00:00Z'",
          "insert into stream_position values ('identity', 'events', 0, 7, 2)",
          """
          insert into stream_ahead as a (consumer, topic, part, epoch, ahead)
          select s.consumer, s.topic, s.part, s.epoch, u.ahead::jsonb
          from unnest(array['events'], array[0], array[2], array['{}']) u(topic, part, epoch, ahead)
          join stream_position s on s.consumer = 'identity' and s.topic = u.topic and s.part = u.part
            and s.epoch = u.epoch
          order by s.topic, s.part
          on conflict (consumer, topic, part) do update
          set epoch = excluded.epoch, ahead = excluded.ahead where a.epoch <= excluded.epoch\
          """);

  @Test
  void allRowsStay() throws SQLException {
    OwnDatabase database = OwnDatabase.before(37);
    try (Connection worker = database.worker().getConnection()) {
      write(worker);
      database.migrate();
      theRowsAreThere(worker);
    }
  }

  @Test
  void anInstanceOfTheVersionBeforeWorksOnTheSameRows() throws SQLException {
    try (Connection worker = OwnDatabase.migrated().worker().getConnection()) {
      write(worker);
      theRowsAreThere(worker);
      assertThat(rows(worker, "select survivor from profile_alias where profile = 'a'"))
          .containsExactly("c");
      assertThat(
              rows(
                  worker,
                  "select '' || until from source_minutes_read where until < now()"
                      + " for update skip locked"))
          .hasSize(1);
      assertThat(
              rows(
                  worker,
                  "select name from shadow where name = 'tri_1' and workspace = 'shop'"
                      + " and not closing for share"))
          .containsExactly("tri_1");
      clear(worker, "profile_alias", "workspace", "shop");
      clear(worker, "trait_seen", "workspace", "shop");
      for (String table :
          List.of("shadow_input", "shadow_recollection", "shadow_row", "shadow_row_version")) {
        clear(worker, table, "shadow", "tri_1");
      }
      run(worker, "delete from shadow where name = 'tri_1'");
      run(worker, "delete from stream_ahead where consumer = 'identity' and topic = 'events'");
      for (String table :
          List.of(
              "merged_profile",
              "seen_trait",
              "replay_copy",
              "replay_input",
              "replay_row",
              "replay_row_version",
              "replay_evidence",
              "stream_backlog")) {
        assertThat(rows(worker, "select 'left' from " + table)).as(table).isEmpty();
      }
    }
  }

  @Test
  void aRequestOfTheVersionBeforeSeesItsWorkspaceOnly() throws SQLException {
    OwnDatabase database = OwnDatabase.migrated();
    try (Connection worker = database.worker().getConnection();
        Connection request = database.request().getConnection()) {
      write(worker);
      assertThat(rows(request, "select profile from profile_alias")).isEmpty();
      run(request, "select set_config('app.workspace', 'other', false)");
      assertThat(rows(request, "select profile from profile_alias")).isEmpty();
      assertThat(rows(request, "select trait from trait_seen")).isEmpty();
      run(request, "select set_config('app.workspace', 'shop', false)");
      assertThat(rows(request, "select profile from profile_alias order by 1"))
          .containsExactly("a", "x");
      assertThat(rows(request, "select trait from trait_seen")).containsExactly("plan");
    }
  }

  private static void theRowsAreThere(Connection worker) throws SQLException {
    assertThat(
            rows(
                worker,
                "select concat_ws(' ', workspace, profile, survivor, version, cause)"
                    + " from merged_profile order by profile"))
        .containsExactly("shop a c 1 cmd", "shop x d 1 cmd");
    assertThat(rows(worker, "select concat_ws(' ', workspace, trait, type) from seen_trait"))
        .containsExactly("shop plan text");
    assertThat(
            rows(
                worker,
                "select concat_ws(' ', name, workspace, job, closing, horizon is null)"
                    + " from replay_copy"))
        .containsExactly("tri_1 shop j f f");
    assertThat(rows(worker, "select number || event from replay_input order by number"))
        .containsExactly("1evt_1", "2evt_2");
    assertThat(rows(worker, "select concat_ws(' ', model, row_key, run, unmapped) from replay_row"))
        .containsExactly("m k run_2 f");
    assertThat(rows(worker, "select source || run from replay_row_version"))
        .containsExactly("row:m:krun_2");
    assertThat(rows(worker, "select number || source from replay_evidence")).containsExactly("1s");
    assertThat(rows(worker, "select concat_ws(' ', profile, person, partly) from replay_match"))
        .containsExactly("a b t");
    assertThat(
            rows(
                worker,
                "select until = '2026-01-01T00:00:00Z' from source_minute_reader where single"))
        .containsExactly("t");
    assertThat(rows(worker, "select concat_ws(' ', topic, part, epoch, ahead) from stream_backlog"))
        .containsExactly("events 0 2 {}");
  }

  private static String alias(String profile, String survivor) {
    return """
    insert into profile_alias (workspace, profile, survivor, version, cause, merged_at)
    select u.workspace, u.profile, u.survivor, u.version, u.cause, to_timestamp(u.at / 1e6)
    from unnest(array['shop'], array['%s'], array['%s'], array[1], array['cmd'], array[1000000])
         u(workspace, profile, survivor, version, cause, at)\
    """
        .formatted(profile, survivor);
  }

  private static String row(String run) {
    return """
    insert into shadow_row (shadow, model, row_key, hash, run, input, unmapped)
    select * from unnest(array['tri_1'], array['m'], array['k'], array['h'], array['%s'],
                         array['i'], array[false])
    on conflict (shadow, model, row_key)
    do update set hash = excluded.hash, run = excluded.run, input = excluded.input,
                  unmapped = excluded.unmapped
    where shadow_row.run collate "C" <= excluded.run collate "C"\
    """
        .formatted(run);
  }

  private static void clear(Connection worker, String table, String column, String value)
      throws SQLException {
    run(
        worker,
        "delete from %1$s where ctid = any(array(select ctid from %1$s where %2$s = '%3$s' limit 5))"
            .formatted(table, column, value));
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
}
