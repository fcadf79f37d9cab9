package dev.tributary.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.local.infra.EmbeddedKafka;
import dev.tributary.local.infra.Port;
import dev.tributary.runtime.TestTopics;
import dev.tributary.runtime.kafka.KafkaSecurity.Login;
import dev.tributary.testkit.infra.SelfSigned;
import dev.tributary.testkit.infra.SeparateBroker;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real broker whose second listener asks for TLS and a password. */
class SecuredKafkaTest {
  private static final String PASSWORD = "ada's \"secret\"";

  @TempDir static Path directory;

  private static SeparateBroker broker;
  private static String secured;
  private static Path authority;

  @BeforeAll
  static void start() throws Exception {
    int securedPort = Port.free();
    secured = "localhost:" + securedPort;
    SelfSigned key = SelfSigned.in(directory);
    authority = key.certificate();
    Map<String, String> settings = new HashMap<>();
    settings.put("ssl.keystore.location", key.keyStore().toString());
    settings.put("ssl.keystore.type", "PKCS12");
    settings.put("ssl.keystore.password", SelfSigned.PASSWORD);
    settings.put("listener.name.secured.sasl.enabled.mechanisms", "PLAIN");
    settings.put(
        "listener.name.secured.plain.sasl.jaas.config",
        "org.apache.kafka.common.security.plain.PlainLoginModule required user_ada=\"%s\";"
            .formatted(PASSWORD.replace("\"", "\\\"")));
    broker =
        SeparateBroker.start(
            new EmbeddedKafka.Listener("SECURED", "SASL_SSL", securedPort, settings));
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Test
  void withTheRightAuthorityAndPasswordMessagesAreWrittenAndRead() throws Exception {
    KafkaClients clients = clients(authority, PASSWORD);
    TestTopics.ensure(clients);
    try (var producer = clients.transactionalProducer("test")) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>("sources", new byte[1], new byte[1])).get();
      producer.commitTransaction();
    }
    try (var reader = clients.reader("test")) {
      assertThat(reader.partitionsFor("sources")).isNotEmpty();
    }
  }

  @Test
  void aWrongPasswordIsRefusedByTheBroker() {
    try (Admin admin = clients(authority, "wrong").admin("test")) {
      assertThatThrownBy(() -> admin.listTopics().names().get(30, TimeUnit.SECONDS))
          .hasCauseInstanceOf(SaslAuthenticationException.class);
    }
  }

  @Test
  void aBrokerOfAnotherAuthorityIsRefusedByUs() {
    try (Admin admin = clients(null, PASSWORD).admin("test")) {
      assertThatThrownBy(() -> admin.listTopics().names().get(30, TimeUnit.SECONDS))
          .hasCauseInstanceOf(SslAuthenticationException.class);
    }
  }

  private static KafkaClients clients(Path truststore, String password) {
    return new KafkaClients(
        secured,
        KafkaSecurity.of("SASL_SSL", truststore, null, new Login("PLAIN", "ada", password)));
  }
}
