package dev.tributary.local.infra;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.local.files.Directories;
import dev.tributary.local.infra.EmbeddedPostgres.Durability;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InfrastructureTest {

  private final Checkout checkout = Checkout.locate();

  @TempDir Path directory;

  @Test
  void kafkaKeepsItsClusterOverARestart() {
    int port = Port.free();
    try (var kafka = EmbeddedKafka.start(checkout, directory, port)) {
      assertThat(kafka.bootstrapServers()).isEqualTo("127.0.0.1:" + port);
      assertThat(kafka.process().isAlive()).isTrue();
      assertThat(KafkaProbe.serves(port, "another-cluster-id")).isFalse();
    }
    assertThat(Port.isUnused(port)).isTrue();
    EmbeddedKafka.start(checkout, directory, port).close();
  }

  @Test
  void aTakenPortIsSaidInOneSentence() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      String sentence =
          "Port " + port + ", on which %s was to listen, is taken by another process.";
      assertThatThrownBy(() -> EmbeddedKafka.start(checkout, directory, port))
          .isInstanceOf(StartFailure.class)
          .hasMessage(sentence, "Kafka");
      assertThatThrownBy(() -> EmbeddedRedis.start(checkout, directory, port))
          .hasMessage(sentence, "Redis");
      assertThatThrownBy(
              () -> EmbeddedPostgres.start(checkout, directory, port, Durability.DISPOSABLE))
          .hasMessage(sentence, "PostgreSQL");
    }
  }

  @Test
  void aServerThatDiesIsReportedWithTheEndOfItsLog() {
    var dying =
        ChildProcess.start(
            new ChildProcess.Command(
                "dying", List.of("sh", "-c", "echo why; exit 3"), directory.resolve("log")));
    assertThatThrownBy(() -> dying.awaitReady(() -> false, Duration.ofSeconds(10)))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("dying ended with exit code 3")
        .hasMessageEndingWith("why");
  }

  @Test
  void whatAServerWritesIsReadableByItsOwnerOnly() throws Exception {
    Path written = directory.resolve("written");
    ChildProcess.start(
            new ChildProcess.Command(
                "writer",
                List.of("sh", "-c", "mkdir \"$0\" && touch \"$0/file\"", written.toString()),
                directory.resolve("log")))
        .awaitSuccess(Duration.ofSeconds(10));
    assertThat(permissions(written)).isEqualTo("rwx------");
    assertThat(permissions(written.resolve("file"))).isEqualTo("rw-------");

    Path state = Files.createDirectory(directory.resolve("state"));
    Files.setPosixFilePermissions(state, PosixFilePermissions.fromString("rwxr-xr-x"));
    Directories.ownerOnly(state);
    assertThat(permissions(state)).isEqualTo("rwx------");
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  void redisAnswersAsTheProcessThatWasStarted() {
    int port = Port.free();
    try (var redis = EmbeddedRedis.start(checkout, directory, port)) {
      assertThat(redis.address()).isEqualTo("redis://127.0.0.1:" + port);
      assertThat(redis.process().isAlive()).isTrue();
    }
  }

  @Test
  void redisAnswersNobodyWithoutItsPassword() throws Exception {
    int port = Port.free();
    try (var redis = EmbeddedRedis.start(checkout, directory, port, "secret")) {
      assertThat(redis.process().isAlive()).isTrue();
      assertThat(answers(port, "PING")).startsWith("-NOAUTH");
      assertThat(answers(port, "AUTH guess", "PING")).startsWith("-WRONGPASS").contains("-NOAUTH");
      assertThat(answers(port, "AUTH secret", "PING")).startsWith("+OK").contains("+PONG");
    }
    assertThat(permissions(directory.resolve("redis.conf"))).isEqualTo("rw-------");
  }

  private static String answers(int port, String... commands) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      String lines = String.join("\r\n", commands) + "\r\nQUIT\r\n";
      socket.getOutputStream().write(lines.getBytes(US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), US_ASCII);
    }
  }

  @Test
  void postgresKeepsItsDataOverARestart() throws Exception {
    try (var postgres = start()) {
      execute(postgres, "create table kept (number int)");
    }
    try (var postgres = start()) {
      execute(postgres, "insert into kept values (1)");
    }
  }

  @Test
  void aRoleReachesItsOwnDatabaseAndNoOther() throws Exception {
    try (var postgres = start()) {
      var databases = new Databases(postgres.server());
      ServiceDatabase identity = databases.ensure("identity");
      ServiceDatabase audience = databases.ensure("audience");
      assertThat(currentUser(identity.address(), identity.worker())).isEqualTo("identity_worker");
      assertThat(currentUser(identity.address(), identity.request())).isEqualTo("identity_request");
      for (Credentials role : new Credentials[] {audience.owner(), audience.worker()}) {
        for (String other : new String[] {"identity", "postgres", "template1"}) {
          assertThatThrownBy(() -> currentUser(postgres.address(other), role))
              .isInstanceOf(SQLException.class)
              .hasMessageContaining("permission denied for database");
        }
      }
      assertThatThrownBy(
              () -> currentUser(identity.address(), new Credentials("identity_worker", "guess")))
          .hasMessageContaining("password authentication failed");
    }
  }

  @Test
  void ensuringADatabaseAgainKeepsItsTablesAndChangesThePasswords() throws Exception {
    try (var postgres = start()) {
      var databases = new Databases(postgres.server());
      ServiceDatabase first = databases.ensure("identity");
      try (Connection owner = connect(first.address(), first.owner());
          Statement statement = owner.createStatement()) {
        statement.execute("create table kept (number int)");
      }
      ServiceDatabase second = databases.ensure("identity");
      try (Connection owner = connect(second.address(), second.owner());
          Statement statement = owner.createStatement()) {
        statement.execute("insert into kept values (1)");
      }
      assertThatThrownBy(() -> connect(first.address(), first.owner()))
          .hasMessageContaining("password authentication failed");
    }
  }

  private EmbeddedPostgres start() {
    return EmbeddedPostgres.start(checkout, directory, Port.free(), Durability.DISPOSABLE);
  }

  private static void execute(EmbeddedPostgres postgres, String sql) throws SQLException {
    try (Connection connection = postgres.connectAsSuperuser("postgres");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String currentUser(String address, Credentials role) throws SQLException {
    try (Connection connection = connect(address, role);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select current_user")) {
      row.next();
      return row.getString(1);
    }
  }

  private static Connection connect(String address, Credentials role) throws SQLException {
    return DriverManager.getConnection(address, role.user(), role.password());
  }
}
