package dev.tributary.runtime.egress.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tributary.runtime.egress.postgres.CustomerPostgres.Tls;
import dev.tributary.runtime.egress.postgres.CustomerPostgres.TlsFailure;
import dev.tributary.testkit.infra.SelfSigned;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server that is not verified gets no password in a form that tells it. */
class CustomerPostgresTest {
  private static final String PASSWORD = "correct horse";

  @TempDir static Path folder;
  private static SelfSigned key;

  @BeforeAll
  static void aCertificate() throws Exception {
    key = SelfSigned.in(folder);
  }

  @ParameterizedTest
  @EnumSource(AskingServer.Method.class)
  void withoutTlsAServerAsksInVain(AskingServer.Method method) throws Exception {
    try (AskingServer server = new AskingServer(method, null)) {
      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(() -> connect(server, Tls.OFF, null))
          .satisfies(refused -> assertThat(refused.getSQLState()).startsWith("28"));
      assertThat(server.answer()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(AskingServer.Method.class)
  void withTlsToWhomeverAServerAsksInVain(AskingServer.Method method) throws Exception {
    try (AskingServer server = new AskingServer(method, key)) {
      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(() -> connect(server, Tls.UNVERIFIED, null))
          .satisfies(refused -> assertThat(refused.getSQLState()).startsWith("28"));
      assertThat(server.answer()).isEmpty();
    }
  }

  @Test
  void aVerifiedServerMayAsk() throws Exception {
    try (AskingServer server = new AskingServer(AskingServer.Method.CLEARTEXT, key)) {
      String authority = Files.readString(key.certificate());
      assertThatExceptionOfType(SQLException.class)
          .as("the server leaves without an answer")
          .isThrownBy(() -> connect(server, Tls.VERIFIED, authority));
      assertThat(server.answer()).contains(PASSWORD);
    }
  }

  @Test
  void aServerWithoutTlsIsRecognised() throws Exception {
    for (Tls tls : List.of(Tls.UNVERIFIED, Tls.VERIFIED)) {
      try (AskingServer server = new AskingServer(AskingServer.Method.CLEARTEXT, null)) {
        assertThat(failure(server, tls, null)).isEqualTo(TlsFailure.UNSUPPORTED);
      }
    }
  }

  @Test
  void aCertificateThatIsNotTrustedIsRecognised() throws Exception {
    try (AskingServer server = new AskingServer(AskingServer.Method.CLEARTEXT, key)) {
      assertThat(failure(server, Tls.VERIFIED, null)).isEqualTo(TlsFailure.CERTIFICATE_REFUSED);
    }
  }

  @Test
  void aServerThatRefusesTheUserHasNoFailureOfTls() throws Exception {
    try (AskingServer server = new AskingServer(AskingServer.Method.MD5, null)) {
      assertThat(failure(server, Tls.OFF, null)).isEqualTo(TlsFailure.NONE);
    }
    int unused;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      unused = closed.getLocalPort();
    }
    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(() -> connect(unused, Tls.VERIFIED, null))
        .satisfies(e -> assertThat(CustomerPostgres.tlsFailure(e)).isEqualTo(TlsFailure.NONE));
  }

  private static TlsFailure failure(AskingServer server, Tls tls, @Nullable String authorities) {
    try {
      connect(server, tls, authorities);
    } catch (SQLException e) {
      return CustomerPostgres.tlsFailure(e);
    }
    throw new AssertionError("The connection did not fail");
  }

  private static void connect(AskingServer server, Tls tls, @Nullable String authorities)
      throws SQLException {
    connect(server.port(), tls, authorities);
  }

  private static void connect(int port, Tls tls, @Nullable String authorities) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", "reader");
    properties.setProperty("password", PASSWORD);
    properties.setProperty("connectTimeout", "30");
    properties.setProperty("socketTimeout", "60");
    new CustomerPostgres(
            "localhost", InetAddress.getLoopbackAddress(), port, "shop", tls, authorities)
        .connect(properties)
        .close();
  }
}
