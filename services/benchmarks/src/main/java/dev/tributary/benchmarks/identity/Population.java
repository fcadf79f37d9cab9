package dev.tributary.benchmarks.identity;

import dev.tributary.benchmarks.installation.Installed;
import dev.tributary.local.launch.Service;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Makes many people from few. It copies the rows that the product wrote, and replaces the numbers
 * of the people in them, so that each copy is another person. All rows are as the product writes
 * them.
 */
final class Population implements AutoCloseable {
  private static final int DIGITS = 8;
  private static final List<String> TABLES =
      List.of("profile", "identifier", "edge", "accepted_event");

  private static final String OTHER =
      """
      create or replace function bench.other(said text) returns text language sql immutable as
      $$ select replace(replace(replace(said, 'user-%1$s', 'user-%2$s'),
           'device-%1$s', 'device-%2$s'), 'person-%1$s', 'person-%2$s') $$\
      """;

  /**
   * Copies all people. The numbers of the originals begin with zeros, those of the copy with other
   * digits.
   */
  private static final List<String> COPY =
      List.of(
          """
          create table bench.copied as
          select profile as original, 'prf_' || uuidv7() as profile from bench.first_profile\
          """,
          """
          insert into profile (workspace, profile, version, document)
          select workspace, c.profile, version,
            convert_to(bench.other(convert_from(document, 'UTF8')), 'UTF8')
          from bench.first_profile f join bench.copied c on c.original = f.profile\
          """,
          """
          insert into identifier (workspace, type, value, profile)
          select workspace, type, bench.other(value), c.profile
          from bench.first_identifier f join bench.copied c on c.original = f.profile\
          """,
          """
          insert into edge
          select (r).* from (
            select json_populate_record(f, json_build_object(
              'left_value', bench.other(left_value), 'right_value', bench.other(right_value))) r
            from bench.first_edge f) copies\
          """,
          """
          insert into accepted_event
          select (r).* from (
            select json_populate_record(f, json_build_object(
              'event', 'evt_' || uuidv7(), 'profile', c.profile, 'anchor_value', bench.other(anchor_value),
              'message_hash', sha256(convert_to(f.event || c.profile, 'UTF8')))) r
            from bench.first_accepted_event f join bench.copied c on c.original = f.profile) copies\
          """);

  private final Connection owner;
  private final Connection worker;
  private final int first;

  private Population(Connection owner, Connection worker, int first) {
    this.owner = owner;
    this.worker = worker;
    this.first = first;
  }

  /**
   * Saves the rows of the first people before anything else happens.
   *
   * @param first how many there are, a power of ten
   */
  static Population keep(Installed installed, int first) throws SQLException {
    var population =
        new Population(
            installed.owner(Service.IDENTITY), installed.database(Service.IDENTITY), first);
    String worker = population.worker.getMetaData().getUserName();
    try (Statement statement = population.owner.createStatement()) {
      statement.execute("create schema bench");
      statement.execute("grant usage, create on schema bench to " + worker);
    }
    try (Statement statement = population.worker.createStatement()) {
      for (String table : TABLES) {
        statement.execute(
            "create table bench.first_%s as select * from %s".formatted(table, table));
      }
    }
    return population;
  }

  /** Adds copies until there are so many people. */
  void grow(int people) throws SQLException {
    int fixed = DIGITS - Integer.toString(first - 1).length();
    worker.setAutoCommit(false);
    for (int copy = 1; copy < people / first; copy++) {
      try (Statement statement = worker.createStatement()) {
        statement.execute(OTHER.formatted("0".repeat(fixed), ("%0" + fixed + "d").formatted(copy)));
        for (String sql : COPY) {
          statement.execute(sql);
        }
        statement.execute("drop table bench.copied");
      }
      worker.commit();
    }
    worker.setAutoCommit(true);
    settle();
  }

  /** Leaves the tables in the state in which autovacuum would leave them after a while. */
  void settle() throws SQLException {
    try (Statement statement = owner.createStatement()) {
      statement.execute("vacuum analyze " + String.join(", ", TABLES));
    }
  }

  @Override
  public void close() throws SQLException {
    owner.close();
    worker.close();
  }
}
