package dev.tributary.local.infra;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Creates databases with the roles {@code <name>_owner}, {@code <name>_worker} and {@code
 * <name>_request}, each able to connect to that database and no other.
 */
public final class Databases {

  private final PostgresServer server;

  public Databases(PostgresServer server) {
    this.server = server;
  }

  /** The database with that name, with new passwords. */
  public ServiceDatabase ensure(String name) {
    var database =
        ServiceDatabase.of(name, server.address(name), _ -> Credentials.generatedPassword());
    ensure(database);
    return database;
  }

  /** Creates the database and its roles if they are missing, and sets the roles' passwords. */
  public void ensure(ServiceDatabase database) {
    try {
      createRolesAndDatabase(database);
      openSchema(database);
    } catch (SQLException e) {
      throw new StartFailure(
          "Cannot create the database " + database.name() + ": " + e.getMessage(), e);
    }
  }

  private void createRolesAndDatabase(ServiceDatabase database) throws SQLException {
    try (Connection connection = server.connectAsSuperuser("postgres")) {
      for (Credentials role : List.of(database.owner(), database.worker(), database.request())) {
        createRole(connection, role);
      }
      if (!exists(connection, "select 1 from pg_database where datname = ?", database.name())) {
        run(
            connection,
            "create database %s owner %s".formatted(database.name(), database.owner().user()));
      }
      for (String shared : List.of("postgres", "template1", database.name())) {
        run(connection, "revoke all on database %s from public".formatted(shared));
      }
      run(
          connection,
          "grant connect on database %s to %s, %s"
              .formatted(database.name(), database.worker().user(), database.request().user()));
    }
  }

  private static void createRole(Connection connection, Credentials role) throws SQLException {
    boolean known = exists(connection, "select 1 from pg_roles where rolname = ?", role.user());
    run(
        connection,
        "%s role %s login nosuperuser nocreatedb nocreaterole nobypassrls password '%s'"
            .formatted(
                known ? "alter" : "create", role.user(), role.password().replace("'", "''")));
  }

  private void openSchema(ServiceDatabase database) throws SQLException {
    try (Connection connection = server.connectAsSuperuser(database.name())) {
      run(connection, "alter schema public owner to " + database.owner().user());
      run(connection, "revoke all on schema public from public");
      run(
          connection,
          "grant usage on schema public to %s, %s"
              .formatted(database.worker().user(), database.request().user()));
    }
  }

  private static boolean exists(Connection connection, String query, String name)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setString(1, name);
      try (ResultSet row = statement.executeQuery()) {
        return row.next();
      }
    }
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
