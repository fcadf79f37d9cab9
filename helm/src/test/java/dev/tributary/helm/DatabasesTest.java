package dev.tributary.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.local.infra.Checkout;
import dev.tributary.local.infra.Credentials;
import dev.tributary.local.infra.EmbeddedPostgres;
import dev.tributary.local.infra.EmbeddedPostgres.Durability;
import dev.tributary.local.infra.Port;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** helm/compose/databases.sh, with the passwords of helm/compose/secrets, against a real server. */
class DatabasesTest {
  static final List<String> NAMES =
      List.of("collector", "identity", "audience", "destinations", "warehouse", "control");

  @TempDir static Path directory;

  private static EmbeddedPostgres server;
  private static Path secrets;
  private static Map<String, String> passwords;

  @BeforeAll
  static void start() throws Exception {
    boolean psql =
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(folder -> Path.of(folder, "psql").toFile().canExecute());
    if (!psql) {
      System.out.println("SKIPPED: helm/compose/databases.sh, because there is no psql");
    }
    Assumptions.assumeTrue(psql);
    server = start("postgres");
    passwords = ComposeSecrets.make(directory.resolve("secrets")).server("databases");
    secrets = directory.resolve("secrets/servers/databases/databases.env");
    Result result = databases(server, server.superuser(), secrets);
    assertThat(result.status()).as(result.errors()).isZero();
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void eachRoleReachesItsOwnDatabaseAndNoOther() throws SQLException {
    for (String name : NAMES) {
      for (String role : List.of("owner", "worker", "request")) {
        connect(name, name + "_" + role).close();
        for (String other : List.of("identity", "audience", "postgres", "template1", "keycloak")) {
          if (!other.equals(name)) {
            assertThatThrownBy(() -> connect(other, name + "_" + role).close())
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("permission denied for database");
          }
        }
      }
    }
    connect("keycloak", "keycloak").close();
  }

  @Test
  void onlyTheOwnerMakesTables() throws SQLException {
    try (Connection owner = connect("identity", "identity_owner");
        var statement = owner.createStatement()) {
      statement.execute("create table made_by_owner (id int)");
    }
    assertThatThrownBy(
            () -> {
              try (Connection worker = connect("identity", "identity_worker");
                  var statement = worker.createStatement()) {
                statement.execute("create table made_by_worker (id int)");
              }
            })
        .hasMessageContaining("permission denied");
  }

  @Test
  void repeatingItSetsThePasswordsAndNothingElse() throws Exception {
    assertThat(databases(server, server.superuser(), secrets).status()).isZero();
    connect("identity", "identity_worker").close();
  }

  @Test
  void aMissingPasswordIsNamed() throws Exception {
    Path incomplete = directory.resolve("incomplete.env");
    Files.writeString(
        incomplete,
        Files.readString(secrets).replaceFirst("(?m)^.*AUDIENCE_WORKER_PASSWORD.*$", ""));
    Result result = databases(server, server.superuser(), incomplete);
    assertThat(result.status()).isNotZero();
    assertThat(result.errors()).contains("databases.sh: AUDIENCE_WORKER_PASSWORD is not set");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\\b\\nc\\", "it's", "\\'", "$HOME \"quoted\" `"})
  void everySignOfAPasswordIsTakenAsItIs(String password) throws Exception {
    Path own = directory.resolve("own.env");
    Files.writeString(
        own,
        Files.readString(secrets)
            + "export KEYCLOAK_PASSWORD='"
            + password.replace("'", "'\\''")
            + "'\n");
    try {
      Result result = databases(server, server.superuser(), own);
      assertThat(result.status()).as(result.errors()).isZero();
      DriverManager.getConnection(server.address("keycloak"), "keycloak", password).close();
    } finally {
      databases(server, server.superuser(), secrets);
    }
  }

  @Test
  void aRoleThatMayMakeRolesAndDatabasesIsEnough() throws Exception {
    var maker = new Credentials("maker", "maker");
    try (EmbeddedPostgres managed = start("managed")) {
      try (Connection connection = managed.connectAsSuperuser("postgres");
          var statement = connection.createStatement()) {
        statement.execute("create role maker login createrole createdb password 'maker'");
      }
      for (int time = 1; time <= 2; time++) {
        Result result = databases(managed, maker, secrets);
        assertThat(result.status()).as(result.errors()).isZero();
      }
      for (String name : NAMES) {
        connect(managed, name, name + "_owner").close();
      }
    }
  }

  private static EmbeddedPostgres start(String name) throws Exception {
    return EmbeddedPostgres.start(
        Checkout.locate(), directory.resolve(name), Port.free(), Durability.DISPOSABLE);
  }

  private static Connection connect(String database, String role) throws SQLException {
    return connect(server, database, role);
  }

  private static Connection connect(EmbeddedPostgres server, String database, String role)
      throws SQLException {
    String variable = role.toUpperCase(Locale.ROOT) + "_PASSWORD";
    return DriverManager.getConnection(server.address(database), role, passwords.get(variable));
  }

  private static Result databases(EmbeddedPostgres server, Credentials as, Path secrets)
      throws IOException, InterruptedException {
    var script =
        new ProcessBuilder("bash", Repository.ROOT.resolve("helm/compose/databases.sh").toString());
    script.environment().put("SECRETS_FILE", secrets.toString());
    script.environment().put("PGHOST", "127.0.0.1");
    script.environment().put("PGPORT", Integer.toString(server.port()));
    script.environment().put("PGUSER", as.user());
    script.environment().put("PGPASSWORD", as.password());
    Process process = script.redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.waitFor(), errors);
  }

  private record Result(int status, String errors) {}
}
