package dev.tributary.runtime.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tributary.local.infra.Checkout;
import dev.tributary.local.infra.Databases;
import dev.tributary.local.infra.EmbeddedPostgres;
import dev.tributary.local.infra.EmbeddedPostgres.Durability;
import dev.tributary.local.infra.Port;
import dev.tributary.local.infra.ServiceDatabase;
import dev.tributary.runtime.egress.postgres.CustomerPostgres;
import dev.tributary.runtime.egress.postgres.CustomerPostgres.Tls;
import dev.tributary.testkit.infra.SelfSigned;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS is the driver's parameters in the database's address, for migrations and for pools. */
class EncryptedPostgresTest {
  @TempDir static Path directory;

  private static EmbeddedPostgres server;
  private static ServiceDatabase database;
  private static SelfSigned key;

  @BeforeAll
  static void start() throws Exception {
    server =
        EmbeddedPostgres.start(
            Checkout.locate(), directory.resolve("pg"), Port.free(), Durability.DISPOSABLE);
    database = new Databases(server.server()).ensure("encrypted");
    key = SelfSigned.in(directory);
    Path data = directory.resolve("pg/data");
    Files.copy(key.certificate(), data.resolve("server.crt"));
    Path privateKey = data.resolve("server.key");
    Files.writeString(privateKey, key.privateKey());
    Files.setPosixFilePermissions(privateKey, PosixFilePermissions.fromString("rw-------"));
    Files.setAttribute(privateKey, "unix:uid", Files.getAttribute(data, "unix:uid"));
    try (Connection connection = server.connectAsSuperuser("postgres");
        var statement = connection.createStatement()) {
      statement.execute("alter system set ssl = on");
      statement.execute("select pg_reload_conf()");
    }
    await().until(EncryptedPostgresTest::encrypts);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void migrationsAndServicesConnectWithTheRightAuthority() throws SQLException {
    String address = address("localhost", key.certificate());
    Migrations.of(Migrations.class.getClassLoader())
        .migrate(
            address,
            new Migrations.Credentials(database.owner().user(), database.owner().password()),
            database.worker().user(),
            database.request().user());
    try (Connection connection = worker(address);
        var statement = connection.createStatement();
        var row =
            statement.executeQuery("select ssl from pg_stat_ssl where pid = pg_backend_pid()")) {
      assertThat(row.next()).isTrue();
      assertThat(row.getBoolean(1)).isTrue();
    }
  }

  @Test
  void aServerOfAnotherAuthorityIsRefused() throws Exception {
    Path other = SelfSigned.in(Files.createDirectory(directory.resolve("other"))).certificate();
    assertThatThrownBy(() -> worker(address("localhost", other)).close())
        .isInstanceOf(SQLException.class)
        .hasCauseInstanceOf(SSLHandshakeException.class);
  }

  @Test
  void aServerOfAnotherNameIsRefused() {
    assertThatThrownBy(() -> worker(address("127.0.0.1", key.certificate())).close())
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("127.0.0.1");
  }

  @Test
  void aCustomersServerIsVerifiedByTheNameThatWasAsked() throws Exception {
    String authority = Files.readString(key.certificate());
    customer("localhost", Tls.VERIFIED, authority).close();
    // As a field of one line leaves it.
    customer("localhost", Tls.VERIFIED, authority.replace("\n", "")).close();
    customer("anything.example", Tls.UNVERIFIED, null).close();
    assertThatThrownBy(() -> customer("localhost", Tls.VERIFIED, null).close())
        .as("the system's authorities did not sign it")
        .isInstanceOf(SQLException.class)
        .hasCauseInstanceOf(SSLHandshakeException.class);
    assertThatThrownBy(() -> customer("db.example.com", Tls.VERIFIED, authority).close())
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("db.example.com");
    assertThatThrownBy(() -> customer("localhost/x?sslmode=disable&", Tls.VERIFIED, null).close())
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("neither a name nor an address");
  }

  private static Connection customer(String host, Tls tls, @Nullable String authority)
      throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", database.worker().user());
    properties.setProperty("password", database.worker().password());
    return new CustomerPostgres(
            host,
            InetAddress.ofLiteral("127.0.0.1"),
            server.port(),
            database.name(),
            tls,
            authority)
        .connect(properties);
  }

  private static boolean encrypts() {
    try {
      worker(address("localhost", key.certificate())).close();
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  private static Connection worker(String address) throws SQLException {
    return DriverManager.getConnection(
        address, database.worker().user(), database.worker().password());
  }

  private static String address(String host, Path authority) {
    return "jdbc:postgresql://%s:%d/%s?sslmode=verify-full&sslrootcert=%s"
        .formatted(host, server.port(), database.name(), authority);
  }
}
