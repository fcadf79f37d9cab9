package dev.tributary.testkit.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tributary.local.infra.ServiceDatabase;
import dev.tributary.testkit.infra.TestInfrastructure;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableNamesTest {
  private final ServiceDatabase database = TestInfrastructure.postgres("names");

  @Test
  void namesOfTheSchemePass() throws SQLException {
    run(
        """
        create table merged_profile (
          workspace text, profile text, event_id text, merged_at timestamptz, due_at bigint,
          known_since timestamptz, lease_until timestamptz, not_before timestamptz, born_on date,
          number bigint generated always as identity, primary key (workspace, profile));
        create index merged_profile_newest on merged_profile (workspace, merged_at);
        create table rows_log (single boolean primary key check (single));
        create table alert_settings (workspace text primary key);
        create table generation_progress (workspace text primary key);
        create view alias as select * from merged_profile;\
        """);
    TableNames.withFormer("alias").check(database);
  }

  @Test
  void aWrongNameOfATableIsReportedWithTheReason() throws SQLException {
    run(
        """
        create table deliveries (a text);
        create table row_seen (a text);
        create table audiences_decided (a text);
        create table stream_ahead (a text);
        create table set_aside (a text);
        create table standing (a text);
        create table people_count (a text);
        create table "fooBar" (a text);
        create view person_now as select 1 as one;\
        """);
    assertThat(faults(TableNames.withFormer()))
        .containsExactlyInAnyOrder(
            "deliveries: ends with the plural \"deliveries\"; the name says what one row is",
            "row_seen: ends with \"seen\"; the last word is the noun of one row, as in"
                + " merged_profile",
            "audiences_decided: ends with \"decided\"; the last word is the noun of one row, as in"
                + " merged_profile",
            "stream_ahead: ends with \"ahead\"; the last word is the noun of one row, as in"
                + " merged_profile",
            "set_aside: has the word \"aside\"; the glossary's term is quarantined",
            "standing: has the word \"standing\"; the glossary's term is membership",
            "people_count: has the plural \"people\" before its noun",
            "fooBar: is not in snake_case",
            "person_now: is a view that no earlier version is said to need");
  }

  @Test
  void aWrongNameOfAColumnOrAnIndexIsReportedWithTheReason() throws SQLException {
    run(
        """
        create table job (
          only_row boolean primary key, tenant text, workspace_id text, profile_id text,
          created timestamptz, at timestamp, born date, ended_at text, "leaseHolder" text);
        create index waiting on job (created);
        alter table job add constraint finished check (ended_at <> '');\
        """);
    assertThat(faults(TableNames.withFormer()))
        .containsExactlyInAnyOrder(
            "job.only_row: is the key of a table with one row, so its name is single",
            "job.tenant: is called workspace in every table",
            "job.workspace_id: is called workspace",
            "job.profile_id: is called profile",
            "job.created: is a time, so its name ends with _at, _since, _until or _before",
            "job.at: is a time without its time zone",
            "job.born: is a date, so its name ends with _on",
            "job.ended_at: has the name of a time, and is of the type text",
            "job.leaseHolder: is not in snake_case",
            "job, waiting: does not begin with the name of its table",
            "job, finished: does not begin with the name of its table");
  }

  @Test
  void aRenamedTableTakesItsIndexesAndItsSequencesAlong() throws SQLException {
    run(
        """
        create table standing (number bigint generated always as identity primary key);
        alter table standing rename to membership;\
        """);
    assertThat(faults(TableNames.withFormer()))
        .containsExactlyInAnyOrder(
            "membership, standing_pkey: does not begin with the name of its table",
            "membership, standing_number_seq: does not begin with the name of its table");
  }

  @Test
  void anExceptionAndAFormerNameThatAreNotNeededAreReported() throws SQLException {
    run("create table job (position timestamptz, ended_at timestamptz)");
    TableNames names =
        TableNames.withFormer("alias")
            .except("job.position", "kept")
            .except("job.ended_at", "kept");
    assertThat(faults(names))
        .containsExactly(
            "job.ended_at: is an exception, and follows the scheme or is gone",
            "alias: is a former name, and is gone");
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> names.check(database))
        .withMessageContaining("job.ended_at")
        .withMessageContaining("CONTRIBUTING");
  }

  private void run(String sql) throws SQLException {
    try (Connection connection = TestInfrastructure.postgres().connectAsSuperuser(database.name());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private List<String> faults(TableNames names) throws SQLException {
    try (Connection connection =
        TestInfrastructure.postgres().connectAsSuperuser(database.name())) {
      return names.faults(connection);
    }
  }
}
