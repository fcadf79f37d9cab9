package dev.tributary.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tributary.runtime.kafka.KafkaSecurity.Login;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaSecurityTest {
  private static final Login ADA = new Login("SCRAM-SHA-512", "ada", "secret");

  @TempDir Path directory;

  @Test
  void withoutSettingsNothingIsEncryptedAndNobodySignsIn() {
    assertThat(KafkaSecurity.NONE.settings())
        .containsExactlyEntriesOf(Map.of("security.protocol", "PLAINTEXT"));
  }

  @Test
  void tlsTrustsTheGivenAuthoritiesOnly() throws IOException {
    Path authorities = file("ca.crt");
    assertThat(KafkaSecurity.of("SSL", authorities, null, Login.NONE).settings())
        .containsOnly(
            Map.entry("security.protocol", "SSL"),
            Map.entry("ssl.truststore.type", "PEM"),
            Map.entry("ssl.truststore.location", authorities.toString()));
  }

  @Test
  void tlsWithoutAuthoritiesTrustsThoseOfTheJvm() {
    assertThat(KafkaSecurity.of("SSL", null, null, Login.NONE).settings())
        .containsOnlyKeys("security.protocol");
  }

  @Test
  void aKeyOfOurOwnIsShownWhereGiven() throws IOException {
    Path key = file("user.pem");
    assertThat(KafkaSecurity.of("SSL", null, key, Login.NONE).settings())
        .containsEntry("ssl.keystore.type", "PEM")
        .containsEntry("ssl.keystore.location", key.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "PLAIN, plain.PlainLoginModule",
    "SCRAM-SHA-256, scram.ScramLoginModule",
    "SCRAM-SHA-512, scram.ScramLoginModule"
  })
  void aLoginNamesTheModuleOfItsMechanism(String mechanism, String module) {
    var settings =
        KafkaSecurity.of("SASL_SSL", null, null, new Login(mechanism, "ada", "secret")).settings();
    assertThat(settings)
        .containsEntry("security.protocol", "SASL_SSL")
        .containsEntry("sasl.mechanism", mechanism);
    assertThat(settings.get("sasl.jaas.config"))
        .isEqualTo(
            "org.apache.kafka.common.security."
                + module
                + " required username=\"ada\" password=\"secret\";");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\"b", "a\\b", "a;b", "a b", "a=b", "ä€"})
  void kafkaReadsAnyPasswordAsItWasGiven(String password) {
    Object jaas =
        KafkaSecurity.of("SASL_SSL", null, null, new Login("PLAIN", "ada", password))
            .settings()
            .get(SaslConfigs.SASL_JAAS_CONFIG);
    JaasContext read =
        JaasContext.loadClientContext(
            Map.of(SaslConfigs.SASL_JAAS_CONFIG, new Password(String.valueOf(jaas))));
    assertThat(read.configurationEntries())
        .singleElement()
        .satisfies(entry -> assertThat(entry.getOptions().get("password")).isEqualTo(password));
  }

  @Test
  void producersConsumersAndAdministratorsAllUseIt() {
    var clients = new KafkaClients("127.0.0.1:1", KafkaSecurity.of("SASL_SSL", null, null, ADA));
    assertThat(clients.producerSettings("p", 2_000)).containsEntry("security.protocol", "SASL_SSL");
    assertThat(clients.consumerSettings("c")).containsEntry("security.protocol", "SASL_SSL");
    assertThat(clients.adminSettings("a")).containsEntry("security.protocol", "SASL_SSL");
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLS", "sasl_ssl", ""})
  void anUnknownProtocolIsRefusedWithTheKnownOnes(String protocol) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KafkaSecurity.of(protocol, null, null, Login.NONE))
        .withMessageContaining("PLAINTEXT, SSL, SASL_PLAINTEXT, SASL_SSL");
  }

  @ParameterizedTest
  @CsvSource({"GSSAPI, ada, secret", "'', ada, secret", "PLAIN, '', secret", "PLAIN, ada, ''"})
  void anIncompleteLoginIsRefused(String mechanism, String username, String password) {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            KafkaSecurity.of("SASL_SSL", null, null, new Login(mechanism, username, password)))
        .withMessageContaining("KAFKA_");
  }

  @Test
  void whatWouldHaveNoEffectIsRefused() throws IOException {
    Path file = file("ca.crt");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KafkaSecurity.of("SSL", null, null, ADA))
        .withMessageContaining("KAFKA_USERNAME");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KafkaSecurity.of("SASL_PLAINTEXT", file, null, ADA))
        .withMessageContaining("KAFKA_TRUSTSTORE");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KafkaSecurity.of("PLAINTEXT", null, file, Login.NONE))
        .withMessageContaining("KAFKA_KEYSTORE");
  }

  @Test
  void aMissingFileIsNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KafkaSecurity.of("SSL", directory.resolve("none"), null, Login.NONE))
        .withMessageContaining(directory.resolve("none").toString());
  }

  @Test
  void noTextShowsThePassword() {
    assertThat(ADA.toString()).doesNotContain("secret");
    assertThat(KafkaSecurity.of("SASL_SSL", null, null, ADA).toString()).isEqualTo("SASL_SSL");
  }

  private Path file(String name) throws IOException {
    return Files.writeString(directory.resolve(name), "");
  }
}
