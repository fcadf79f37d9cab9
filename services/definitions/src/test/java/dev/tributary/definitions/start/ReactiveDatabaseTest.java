package dev.tributary.definitions.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The settings of the JDBC address, as the reactive driver takes them. */
class ReactiveDatabaseTest {
  private static final String PREFIX = "quarkus.datasource.request.reactive.";
  private static final String HOST = "jdbc:postgresql://db.example:5432/control";

  @Test
  void bothDataSourcesGetTheSameAddress() {
    Map<String, String> settings = ReactiveDatabase.settings(HOST);
    assertThat(settings)
        .containsEntry(PREFIX + "url", "postgresql://db.example:5432/control")
        .containsEntry(
            "quarkus.datasource.worker.reactive.url", "postgresql://db.example:5432/control");
  }

  /** As the JDBC driver does it. */
  @Test
  void withoutAModeTheConnectionIsEncryptedIfTheServerCan() {
    assertThat(request(HOST))
        .containsEntry("postgresql.ssl-mode", "prefer")
        .containsEntry("trust-all", "true");
  }

  @Test
  void aModeThatVerifiesNothingTrustsEveryCertificate() {
    assertThat(request(HOST + "?sslmode=require"))
        .containsEntry("postgresql.ssl-mode", "require")
        .containsEntry("trust-all", "true")
        .doesNotContainKey("trust-certificate-pem");
    assertThat(request(HOST + "?sslmode=disable"))
        .containsEntry("postgresql.ssl-mode", "disable")
        .doesNotContainKey("trust-all");
  }

  @Test
  void theCertificateIsVerifiedWithTheRootCertificate() {
    assertThat(request(HOST + "?sslmode=verify-ca&sslrootcert=/etc/ca.crt"))
        .containsEntry("postgresql.ssl-mode", "verify-ca")
        .containsEntry("trust-certificate-pem", "true")
        .containsEntry("trust-certificate-pem.certs", "/etc/ca.crt")
        .containsEntry("hostname-verification-algorithm", "NONE")
        .doesNotContainKey("trust-all");
  }

  @Test
  void theNameOfTheServerIsVerifiedToo() {
    assertThat(request(HOST + "?sslmode=verify-full&sslrootcert=%2Fetc%2Fca.crt"))
        .containsEntry("postgresql.ssl-mode", "verify-full")
        .containsEntry("trust-certificate-pem.certs", "/etc/ca.crt")
        .containsEntry("hostname-verification-algorithm", "HTTPS")
        .doesNotContainKey("trust-all");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://db.example/control",
        "jdbc:postgresql://a.example,b.example/control",
        HOST + "?sslmode=verify-full",
        HOST + "?sslmode=sometimes",
        HOST + "?sslmode=require&sslcert=/etc/client.crt"
      })
  void whatTheDriverCannotDoIsRefused(String address) {
    assertThatThrownBy(() -> ReactiveDatabase.settings(address))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Map<String, String> request(String address) {
    return ReactiveDatabase.settings(address).entrySet().stream()
        .filter(setting -> setting.getKey().startsWith(PREFIX))
        .collect(
            Collectors.toMap(
                setting -> setting.getKey().substring(PREFIX.length()), Map.Entry::getValue));
  }
}
