package dev.tributary.testkit.infra;

import dev.tributary.local.infra.Databases;
import dev.tributary.local.infra.PostgresServer;
import dev.tributary.local.infra.ServiceDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.function.Consumer;

/**
 * Databases that were migrated once and are then copied, one for each set of migrations. Copies
 * share the template's roles. Safe between processes at one server.
 */
record Templates(PostgresServer server) {
  private static final String[] FOLDERS = {"db/runtime", "db/migration"};
  private static final int HASH_DIGITS = 12;

  /**
   * A copy of the database that the migrations make.
   *
   * @param copy its name
   * @param resources with the migrations
   * @param migrate runs them, at most once for each content of the migrations
   */
  ServiceDatabase copied(String copy, ClassLoader resources, Consumer<ServiceDatabase> migrate) {
    ServiceDatabase template = template("template_" + hash(resources));
    try (Connection connection = server.connectAsSuperuser("postgres")) {
      ensure(connection, template, migrate);
      run(
          connection,
          "create database %s template %s owner %s"
              .formatted(copy, template.name(), template.owner().user()));
      run(connection, "revoke all on database %s from public".formatted(copy));
      run(
          connection,
          "grant connect on database %s to %s, %s"
              .formatted(copy, template.worker().user(), template.request().user()));
    } catch (SQLException e) {
      throw new IllegalStateException("Cannot copy " + template.name() + " to " + copy, e);
    }
    return new ServiceDatabase(
        copy, server.address(copy), template.owner(), template.worker(), template.request());
  }

  /** The passwords of its templates' roles are known to every user of the server. */
  private ServiceDatabase template(String name) {
    return ServiceDatabase.of(
        name, server.address(name), role -> hash(role + server.superuser().password()));
  }

  private void ensure(
      Connection connection, ServiceDatabase template, Consumer<ServiceDatabase> migrate)
      throws SQLException {
    if (isReady(connection, template.name())) {
      return;
    }
    run(connection, "select pg_advisory_lock(hashtext('%s'))".formatted(template.name()));
    if (!isReady(connection, template.name())) {
      // An incomplete template is made again.
      run(connection, "drop database if exists %s with (force)".formatted(template.name()));
      new Databases(server).ensure(template);
      migrate.accept(template);
      run(connection, "alter database %s is_template true".formatted(template.name()));
    }
    run(connection, "select pg_advisory_unlock(hashtext('%s'))".formatted(template.name()));
  }

  private static boolean isReady(Connection connection, String name) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "select from pg_database where datname = ? and datistemplate")) {
      statement.setString(1, name);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** A hash of the migrations' names and texts. */
  private static String hash(ClassLoader resources) {
    StringBuilder all = new StringBuilder();
    for (String folder : FOLDERS) {
      String list = text(resources, folder + "/migrations.list");
      all.append(list);
      list.lines().forEach(name -> all.append(text(resources, folder + "/" + name)));
    }
    return hash(all.toString()).substring(0, HASH_DIGITS);
  }

  private static String text(ClassLoader resources, String path) {
    try (InputStream in = resources.getResourceAsStream(path)) {
      return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String hash(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
