package dev.tributary.runtime.egress.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tributary.runtime.SelfSigned;
import dev.tributary.runtime.egress.postgres.CustomerPostgres.Tls;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
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

  private static void connect(AskingServer server, Tls tls, @Nullable String authorities)
      throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", "reader");
    properties.setProperty("password", PASSWORD);
    properties.setProperty("connectTimeout", "30");
    properties.setProperty("socketTimeout", "60");
    new CustomerPostgres(
            "localhost", InetAddress.getLoopbackAddress(), server.port(), "shop", tls, authorities)
        .connect(properties)
        .close();
  }
}
