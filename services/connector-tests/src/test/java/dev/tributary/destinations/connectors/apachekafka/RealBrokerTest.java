package dev.tributary.destinations.connectors.apachekafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Batch.Operation;
import dev.tributary.destinations.connector.BatchBuilder;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.EgressFailure;
import dev.tributary.destinations.connector.EgressFailure.Reach;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.ItemBuilder;
import dev.tributary.destinations.connector.Mode;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Target;
import dev.tributary.destinations.connector.TestEgress;
import dev.tributary.destinations.connector.manifest.InstalledConnectors;
import dev.tributary.destinations.connectors.apachekafka.CuttingRelay.Failure;
import dev.tributary.destinations.protocol.Places;
import dev.tributary.destinations.protocol.Protocols;
import dev.tributary.local.infra.EmbeddedKafka.Listener;
import dev.tributary.local.infra.Port;
import dev.tributary.testkit.infra.SelfSigned;
import dev.tributary.testkit.infra.SeparateBroker;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real broker with TLS, with SASL, and behind a network that fails. */
@Tag("soak")
@Tag("soak-stalls")
class RealBrokerTest {
  private static final String USER = "ada";
  private static final String PASSWORD = "ada's \"secret\" \\ word";
  private static final String SCRAM =
      "org.apache.kafka.common.security.scram.ScramLoginModule required;";
  private static final long BOUND_SECONDS = 120;
  private static final int PARTITIONS = 3;

  @TempDir static Path directory;

  private static SeparateBroker broker;
  private static int securedPort;
  private static int tlsPort;
  private static String authority;
  private static int relayPort;
  private static CuttingRelay relay;

  private final Connector connector = InstalledConnectors.load().require("kafka");
  private final Protocols protocols = new Protocols(Clock.systemUTC());

  @BeforeAll
  static void start() throws Exception {
    SelfSigned key = SelfSigned.in(directory);
    authority = Files.readString(key.certificate());
    securedPort = Port.free();
    tlsPort = Port.free();
    Map<String, String> tls =
        Map.of(
            "ssl.keystore.location",
            key.keyStore().toString(),
            "ssl.keystore.type",
            "PKCS12",
            "ssl.keystore.password",
            SelfSigned.PASSWORD);
    Map<String, String> sasl = new HashMap<>(tls);
    sasl.put("listener.name.secured.sasl.enabled.mechanisms", "PLAIN,SCRAM-SHA-256,SCRAM-SHA-512");
    sasl.put("listener.name.secured.scram-sha-256.sasl.jaas.config", SCRAM);
    sasl.put("listener.name.secured.scram-sha-512.sasl.jaas.config", SCRAM);
    sasl.put(
        "listener.name.secured.plain.sasl.jaas.config",
        "org.apache.kafka.common.security.plain.PlainLoginModule required user_%s=\"%s\";"
            .formatted(USER, PASSWORD.replace("\\", "\\\\").replace("\"", "\\\"")));
    int behindRelay = Port.free();
    relayPort = Port.free();
    relay = new CuttingRelay(relayPort, behindRelay);
    broker =
        SeparateBroker.start(
            new Listener("SECURED", "SASL_SSL", securedPort, sasl),
            new Listener("TLS", "SSL", tlsPort, tls),
            new Listener("RELAYED", "PLAINTEXT", behindRelay, relayPort, Map.of()));
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      admin
          .createTopics(List.of(new NewTopic("t", PARTITIONS, (short) 1)))
          .all()
          .get(BOUND_SECONDS, TimeUnit.SECONDS);
      // A broker changes one credential of a user at a time.
      for (ScramMechanism mechanism :
          List.of(ScramMechanism.SCRAM_SHA_256, ScramMechanism.SCRAM_SHA_512)) {
        UserScramCredentialAlteration credential =
            new UserScramCredentialUpsertion(
                USER, new ScramCredentialInfo(mechanism, 4096), PASSWORD);
        admin
            .alterUserScramCredentials(List.of(credential))
            .all()
            .get(BOUND_SECONDS, TimeUnit.SECONDS);
      }
    }
  }

  @AfterAll
  static void stop() throws Exception {
    broker.close();
    relay.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"})
  void aUserSignsInOverTls(String mechanism) {
    ObjectNode settings = secured().put("mechanism", mechanism);
    assertThat(sent(settings, PASSWORD)).isInstanceOf(Outcome.Delivered.class);
    assertThat(tested(settings, PASSWORD)).isInstanceOf(Outcome.Delivered.class);
    for (Outcome refused : List.of(sent(settings, "wrong"), tested(settings, "wrong"))) {
      assertThat(refused).isInstanceOf(Outcome.Unauthorised.class);
      assertThat(refused.words()).contains("SaslAuthenticationException").doesNotContain("wrong");
    }
  }

  @Test
  void theDefaultIsScramOverTls() {
    assertThat(sent(secured(), PASSWORD)).isInstanceOf(Outcome.Delivered.class);
  }

  @Test
  void tlsNeedsNoUser() {
    assertThat(sent(tls(), "")).isInstanceOf(Outcome.Delivered.class);
  }

  @Test
  void aUserWithoutAPasswordDoesNotSignIn() {
    assertThat(sent(secured(), ""))
        .isEqualTo(new Outcome.Unauthorised("The destination has no password"));
  }

  @Test
  void aServerWithAnUnknownCertificateGetsNothing() {
    ObjectNode settings = tls();
    settings.remove("caCertificate");
    Outcome outcome = sent(settings, "");
    assertThat(outcome).isInstanceOf(Outcome.Transient.class);
    assertThat(outcome.words()).contains("certification path");
  }

  @Test
  void aServerWithTheCertificateOfAnotherNameGetsNothing() {
    ObjectNode settings = tls().put("bootstrapServers", "other.example.org:" + tlsPort);
    Outcome outcome = sent(settings, "", new Loopback());
    assertThat(outcome).isInstanceOf(Outcome.Transient.class);
    assertThat(outcome.words()).contains("other.example.org");
    // With its own name, the address that the policy gives is used.
    assertThat(sent(tls(), "", new Loopback())).isInstanceOf(Outcome.Delivered.class);
  }

  @Test
  void anotherSecurityThanTheServersNamesTheSetting() {
    ObjectNode settings = secured().put("bootstrapServers", "localhost:" + tlsPort);
    Outcome outcome = sent(settings, PASSWORD);
    assertThat(outcome).isInstanceOf(Outcome.Unauthorised.class);
    assertThat(outcome.words()).contains("Check the security");
    assertThat(sent(tls().put("security", "plaintext"), ""))
        .isInstanceOfSatisfying(
            Outcome.Transient.class,
            away -> assertThat(away.words()).contains("localhost:" + tlsPort));
  }

  @Test
  void anAttemptWithoutAnAnswerSaysNothingAboutTheMessage() throws Exception {
    ObjectNode settings =
        Json.MAPPER
            .createObjectNode()
            .put("bootstrapServers", "localhost:" + relayPort)
            .put("security", "plaintext");
    for (Failure failure : Failure.values()) {
      relay.failure = failure;
      long before = written();
      Outcome outcome = sent(settings, "");
      relay.failure = Failure.NONE;
      boolean answered = failure == Failure.NONE;
      assertThat(outcome)
          .as(failure.name())
          .isInstanceOf(answered ? Outcome.Delivered.class : Outcome.Ambiguous.class);
      assertThat(written() - before)
          .as(failure.name())
          .isEqualTo(
              switch (failure) {
                case NONE, CUT_AFTER, HANG_AFTER -> 1L;
                case CUT_BEFORE, HANG_BEFORE, PAGE -> 0L;
              });
    }
  }

  /** The number of messages that the topic has got. */
  private static long written() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
      for (int partition = 0; partition < PARTITIONS; partition++) {
        ends.put(new TopicPartition("t", partition), OffsetSpec.latest());
      }
      return admin.listOffsets(ends).all().get(BOUND_SECONDS, TimeUnit.SECONDS).values().stream()
          .mapToLong(ListOffsetsResultInfo::offset)
          .sum();
    }
  }

  /** Lines with a colon exhaust the stack of the client of Kafka, which reads PEM by patterns. */
  @Test
  void aTextThatIsNoCertificateIsRefused() {
    String header = "a:b\n".repeat(20_000);
    ObjectNode settings =
        tls().put("caCertificate", authority.replaceFirst("-\r?\n", "-\n" + header));
    assertThat(connector.faults(Topic.target(settings, ""))).hasSize(1);
    assertThat(sent(settings, "")).isInstanceOf(Outcome.Misconfigured.class);
  }

  @Test
  void certificatesCanHaveCommentsAndBeMany() {
    String comments = "Subject: CN=localhost\n".repeat(1_000);
    ObjectNode settings = tls().put("caCertificate", (comments + authority).repeat(15));
    assertThat(connector.faults(Topic.target(settings, ""))).isEmpty();
    assertThat(sent(settings, "")).isInstanceOf(Outcome.Delivered.class);
    ObjectNode large = tls().put("caCertificate", (comments + authority).repeat(30));
    assertThat(connector.faults(Topic.target(large, ""))).hasSize(1);
    assertThat(sent(large, "")).isInstanceOf(Outcome.Misconfigured.class);
  }

  private static ObjectNode secured() {
    return tls()
        .put("bootstrapServers", "localhost:" + securedPort)
        .put("security", "sasl-tls")
        .put("user", USER);
  }

  private static ObjectNode tls() {
    return Json.MAPPER
        .createObjectNode()
        .put("bootstrapServers", "localhost:" + tlsPort)
        .put("security", "tls")
        .put("caCertificate", authority);
  }

  private Outcome tested(ObjectNode settings, String password) {
    return protocols.probe(connector, Topic.target(settings, password), new TestEgress()).outcome();
  }

  private Outcome sent(ObjectNode settings, String password) {
    return sent(settings, password, new TestEgress());
  }

  private Outcome sent(ObjectNode settings, String password, Egress egress) {
    Target target = Topic.target(settings, password);
    Item item =
        ItemBuilder.builder()
            .delivery("dlv_1")
            .matchField("email")
            .matchValue("ann@example.org")
            .deliveredAs(null)
            .vendorId(null)
            .parentVendorId(null)
            .content(null)
            .formerMatchValues(List.of())
            .fields(Json.MAPPER.createObjectNode())
            .version(1)
            .hash("hash-1")
            .since(Instant.EPOCH)
            .position(null)
            .uncertain(false)
            .build();
    Batch batch =
        BatchBuilder.builder()
            .target(target.withoutSecrets())
            .key("msg_1")
            .sync(new SyncId("syn_1"))
            .object("records")
            .place(null)
            .operation(Operation.WRITE)
            .syncSettings(Json.MAPPER.createObjectNode().put("topic", "t"))
            .items(List.of(item))
            .mode(Mode.MIRROR)
            .mapping(List.of())
            .furtherMatches(List.of())
            .build();
    return protocols.send(connector, batch, target, egress, Places.NONE).getFirst();
  }

  /** All names lead to this machine. */
  private record Loopback() implements Egress {
    @Override
    public Answer send(Request request) throws EgressFailure {
      throw new EgressFailure(Reach.FORBIDDEN, "no HTTP");
    }

    @Override
    public InetAddress checked(String host, int port) {
      return InetAddress.getLoopbackAddress();
    }

    @Override
    public void note(Exchange exchange) {}
  }
}
