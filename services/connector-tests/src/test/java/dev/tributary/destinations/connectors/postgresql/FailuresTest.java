package dev.tributary.destinations.connectors.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tributary.destinations.connector.Outcome;
import dev.tributary.runtime.egress.postgres.CustomerPostgres;
import dev.tributary.runtime.egress.postgres.CustomerPostgres.Tls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.sql.SQLException;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class FailuresTest {
  private static final int TLS_REQUEST_BYTES = 8;

  @Test
  void aServerWithoutTlsIsAnErrorOfTheSettingForTls() throws IOException {
    SQLException refused = connectWithoutTls();
    assertThat(Failures.ofCheck(refused))
        .isInstanceOfSatisfying(
            Outcome.Misconfigured.class,
            outcome -> {
              assertThat(outcome.setting()).isEqualTo("tls");
              assertThat(outcome.words()).startsWith("The server does not support TLS.");
            });
    assertThat(Failures.outcome(refused, false))
        .as("a delivery is repeated")
        .isInstanceOfSatisfying(
            Outcome.Transient.class,
            outcome -> assertThat(outcome.words()).startsWith("The server does not support TLS."));
  }

  @Test
  void aCertificateThatIsNotTrustedIsAnErrorOfItsSetting() {
    SQLException refused =
        new SQLException("SSL error: expired", "08006", new CertificateException("expired"));
    assertThat(Failures.ofCheck(refused))
        .isInstanceOfSatisfying(
            Outcome.Misconfigured.class,
            outcome -> {
              assertThat(outcome.setting()).isEqualTo("verifyCertificate");
              assertThat(outcome.words()).contains("is not trusted", "SSL error: expired");
            });
  }

  @Test
  void aServerThatIsAwayIsNoErrorOfASetting() {
    assertThat(Failures.ofCheck(new SQLException("Connection refused", "08001")))
        .isEqualTo(new Outcome.Transient("Connection refused", null));
  }

  /** A server that answers the request for TLS with no. */
  private static SQLException connectWithoutTls() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual()
          .start(() -> {
            try (Socket client = server.accept()) {
              client.getInputStream().readNBytes(TLS_REQUEST_BYTES);
              client.getOutputStream().write('N');
              client.getInputStream().read();
            } catch (IOException e) {
              // The client sees it.
            }
          });
      CustomerPostgres customer =
          new CustomerPostgres(
              "localhost",
              InetAddress.getLoopbackAddress(),
              server.getLocalPort(),
              "shop",
              Tls.VERIFIED,
              null);
      Properties user = new Properties();
      user.setProperty("user", "ada");
      user.setProperty("password", "unused");
      return catchThrowableOfType(SQLException.class, () -> customer.connect(user).close());
    }
  }
}
