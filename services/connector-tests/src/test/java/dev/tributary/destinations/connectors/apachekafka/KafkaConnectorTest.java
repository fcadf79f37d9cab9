package dev.tributary.destinations.connectors.apachekafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

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
import dev.tributary.destinations.connector.Manifest.Fault;
import dev.tributary.destinations.connector.Mode;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Target;
import dev.tributary.destinations.connector.TestEgress;
import dev.tributary.destinations.protocol.Places;
import dev.tributary.destinations.protocol.Protocols;
import dev.tributary.testkit.infra.TestInfrastructure;
import dev.tributary.testkit.lane.Lane;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.NotEnoughReplicasAfterAppendException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class KafkaConnectorTest {
  private static final Instant TIME = Instant.parse("2026-03-09T23:59:59Z");

  private final Protocols protocols = new Protocols(Clock.systemUTC());

  @Test
  void theKeyIsTheMatchValueAndTheHeadersNameTheDelivery() {
    Topic topic = new Topic();
    send(topic, "{}", Operation.WRITE, item("a", "{\"name\": \"Ann\", \"plan\": null}"));
    Topic.Received message = topic.received().getFirst();
    assertThat(message.key()).isEqualTo("a@example.org");
    assertThat(message.value())
        .isEqualTo(json("{\"email\": \"a@example.org\", \"name\": \"Ann\", \"plan\": null}"));
    assertThat(message.headers())
        .containsEntry("tributary-operation", "upserted")
        .containsEntry("tributary-sync", "syn_1")
        .containsEntry("tributary-delivery", "dlv_a")
        .containsEntry("tributary-version", "1")
        .containsEntry("tributary-time", "2026-03-09T23:59:59Z");
  }

  @Test
  void aRepeatedMessageHasTheSameDeliveryAndVersion() {
    Topic topic = new Topic();
    send(topic, "{}", Operation.WRITE, item("a", "{}"));
    send(topic, "{}", Operation.WRITE, item("a", "{}"));
    assertThat(topic.received()).hasSize(2);
    assertThat(topic.received().getFirst()).isEqualTo(topic.received().getLast());
  }

  @Test
  void aRemovalIsATombstoneOrAMessageWithoutFields() {
    Item removed = ItemBuilder.builder(item("a", "{}")).deliveredAs("a@example.org").build();
    Topic topic = new Topic();
    send(topic, "{}", Operation.REMOVE, removed);
    send(topic, "{\"removals\": \"message\"}", Operation.REMOVE, removed);
    assertThat(topic.received().getFirst().value()).isNull();
    assertThat(topic.received().getLast().value())
        .isEqualTo(json("{\"email\": \"a@example.org\"}"));
    assertThat(topic.received())
        .extracting(message -> message.headers().get("tributary-operation"))
        .containsExactly("removed", "removed");
  }

  @Test
  void aChangedMatchValueRemovesTheFormerKey() {
    Topic topic = new Topic();
    Item moved = ItemBuilder.builder(item("b", "{}")).deliveredAs("old@example.org").build();
    send(topic, "{}", Operation.WRITE, moved);
    send(topic, "{}", Operation.REMOVE, moved);
    assertThat(topic.received())
        .extracting(Topic.Received::key)
        .containsExactly("b@example.org", "old@example.org", "old@example.org", "b@example.org");
    assertThat(topic.received())
        .extracting(message -> message.value() == null)
        .containsExactly(false, true, true, true);
  }

  /** The rule of the guide, for messages of several partitions in any order. */
  @Test
  void aConsumerThatComparesVersionsOfAKeyAndADeliveryHasTheRecords() {
    Topic topic = new Topic();
    send(topic, "{}", Operation.WRITE, ItemBuilder.builder(item("a", "{}")).version(4).build());
    Item moved =
        ItemBuilder.builder(item("b", "{}"))
            .delivery("dlv_a")
            .deliveredAs("a@example.org")
            .version(5)
            .build();
    send(topic, "{}", Operation.WRITE, moved);
    List<Topic.Received> messages = topic.received();
    assertThat(messages).hasSize(3);
    Topic.Received first = messages.get(0);
    Topic.Received value = messages.get(1);
    Topic.Received removal = messages.get(2);
    for (List<Topic.Received> order :
        List.of(
            messages,
            List.of(first, removal, value),
            List.of(value, first, removal),
            // A message whose attempt had no answer arrives late.
            List.of(first, removal, value, first, value))) {
      assertThat(consumed(order)).containsExactly("b@example.org");
    }
    // Another record has the former key before it is removed, so it is sent again.
    Item other = ItemBuilder.builder(item("a", "{}")).delivery("dlv_o").build();
    send(topic, "{}", Operation.WRITE, other);
    List<Topic.Received> all = new ArrayList<>(List.of(first));
    all.add(topic.received().getLast());
    all.add(removal);
    all.add(topic.received().getLast());
    all.add(value);
    assertThat(consumed(all)).containsExactlyInAnyOrder("a@example.org", "b@example.org");
  }

  private static Set<String> consumed(List<Topic.Received> messages) {
    Map<List<String>, Long> versions = new HashMap<>();
    Set<String> records = new HashSet<>();
    for (Topic.Received message : messages) {
      List<String> ofKey =
          List.of(message.key(), message.headers().getOrDefault("tributary-delivery", ""));
      long version = Long.parseLong(message.headers().getOrDefault("tributary-version", ""));
      if (version < versions.getOrDefault(ofKey, Long.MIN_VALUE)) {
        continue;
      }
      versions.put(ofKey, version);
      if (message.value() == null) {
        records.remove(message.key());
      } else {
        records.add(message.key());
      }
    }
    return records;
  }

  /** A program of the customer with the same key writes to the same partition. */
  @Test
  void aKeyHasThePartitionOfTheProducerOfApacheKafka() {
    int partitions = 7;
    Topic topic = new Topic(partitions);
    Item[] items = IntStream.range(0, 100).mapToObj(i -> item("ä€" + i, "{}")).toArray(Item[]::new);
    Batch batch = batch(topic, "{}", Operation.WRITE, items);
    // The leaders of a new topic are known a moment after the topic.
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() ->
            send(topic, topic.target(), batch).stream()
                .allMatch(Outcome.Delivered.class::isInstance));
    assertThat(send(topic, topic.target(), batch)).hasOnlyElementsOfType(Outcome.Delivered.class);
    for (int partition = 0; partition < partitions; partition++) {
      assertThat(topic.received(partition))
          .isNotEmpty()
          .extracting(message ->
              BuiltInPartitioner.partitionForKey(
                  message.key().getBytes(StandardCharsets.UTF_8), partitions))
          .containsOnly(partition);
    }
    assertThat(topic.received()).hasSizeGreaterThanOrEqualTo(200);
  }

  @Test
  void aTopicHasOneSpaceForRecordsAndMembers() {
    Connector connector = new Topic().connector();
    ObjectNode people = json("{\"topic\": \"people\"}");
    String records = connector.space("records", people);
    assertThat(connector.space("audience-members", people)).isEqualTo(records);
    assertThat(connector.space("events", people)).isNotEqualTo(records);
    assertThat(connector.space("records", json("{\"topic\": \"others\"}"))).isNotEqualTo(records);
  }

  @Test
  void allKeysThatMayHaveArrivedAreRemoved() {
    Topic topic = new Topic();
    Item moved =
        ItemBuilder.builder(item("w", "{}"))
            .deliveredAs("x@example.org")
            .formerMatchValues(List.of("x@example.org", "y@example.org"))
            .build();
    send(topic, "{}", Operation.WRITE, moved);
    assertThat(topic.received())
        .extracting(Topic.Received::key)
        .containsExactly("w@example.org", "x@example.org", "y@example.org");
    assertThat(topic.records()).containsOnlyKeys("w@example.org");
    Item unanswered = ItemBuilder.builder(item("w", "{}")).deliveredAs("x@example.org").build();
    send(topic, "{}", Operation.REMOVE, unanswered);
    assertThat(topic.records()).isEmpty();
  }

  @Test
  void aFieldCannotBeSetOnceBecauseAMessageIsTheWholeRecord() {
    assertThat(new Topic().connector().needsWholeRecords("records")).isTrue();
  }

  @Test
  void theExchangeCountsWhatWasDelivered() {
    Topic topic = new Topic();
    TestEgress egress = new TestEgress();
    send(topic, topic.target(), batch(topic, "{}", Operation.WRITE, item("a", "{}")), egress);
    assertThat(egress.noted)
        .singleElement()
        .satisfies(exchange -> assertThat(exchange.answer()).isEqualTo("1 of 1 delivered"));
  }

  @Test
  void theExchangeShowsTheFirstMessagesOnly() {
    Topic topic = new Topic();
    Item[] items = new Item[300];
    for (int i = 0; i < items.length; i++) {
      items[i] = item("i" + i, "{\"name\": \"" + "x".repeat(1000) + "\"}");
    }
    Batch batch = batch(topic, "{}", Operation.WRITE, items);
    assertThat(protocols.preview(topic.connector(), batch, topic.target()).getFirst().body())
        .hasSizeBetween(64_000, 70_000);
  }

  @Test
  void anEventHasItsIdOrAFieldAsItsKey() {
    Topic topic = new Topic();
    Item event =
        ItemBuilder.builder(item("e", "{\"user\": \"u1\"}"))
            .matchField(null)
            .matchValue("evt_1")
            .build();
    for (String settings : List.of("{}", "{\"keyField\": \"user\"}", "{\"keyField\": \"none\"}")) {
      Batch batch = batch(topic, settings, Operation.WRITE, event);
      send(topic, topic.target(), BatchBuilder.builder(batch).object("events").build());
    }
    assertThat(topic.received())
        .extracting(Topic.Received::key)
        .containsExactly("evt_1", "u1", "evt_1");
    assertThat(topic.received().getFirst().value()).isEqualTo(json("{\"user\": \"u1\"}"));
  }

  @Test
  void aMessageThatIsTooLargeIsRefusedAlone() {
    Topic topic = new Topic();
    // Text that compression cannot make small.
    byte[] random = new byte[1_500_000];
    Lane.seeds().nextBytes(random);
    String large = HexFormat.of().formatHex(random);
    List<Outcome> outcomes =
        send(
            topic,
            topic.target(),
            batch(
                topic,
                "{}",
                Operation.WRITE,
                item("a", "{}"),
                item("large", "{\"name\": \"" + large + "\"}"),
                item("c", "{}")));
    assertThat(outcomes.get(0)).isInstanceOf(Outcome.Delivered.class);
    assertThat(outcomes.get(1))
        .isInstanceOfSatisfying(
            Outcome.Rejected.class,
            refused -> assertThat(refused.words()).contains("RecordTooLarge"));
    assertThat(outcomes.get(2)).isInstanceOf(Outcome.Delivered.class);
    assertThat(topic.records()).containsOnlyKeys("a@example.org", "c@example.org");
  }

  @Test
  void aTopicThatIsMissingPausesTheSync() {
    Topic topic = new Topic();
    for (String name : List.of("not-there", "wrong/name", "..", "")) {
      assertThat(
              send(topic, "{\"topic\": \"%s\"}".formatted(name), Operation.WRITE, item("a", "{}")))
          .as(name)
          .isInstanceOfSatisfying(
              Outcome.Misconfigured.class, wrong -> assertThat(wrong.setting()).isEqualTo("topic"));
    }
  }

  @Test
  void nothingIsSentIfABrokerIsNotAllowed() {
    Topic topic = new Topic();
    // The setting names another address of the broker than the broker itself.
    Target target = Topic.target(Topic.servers().replace("127.0.0.1", "localhost"));
    List<String> asked = new ArrayList<>();
    Egress egress = new LoopbackForbidden(asked);
    Outcome outcome =
        send(topic, target, batch(topic, "{}", Operation.WRITE, item("a", "{}")), egress)
            .getFirst();
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Misconfigured.class,
            refused -> assertThat(refused.words()).contains("not allowed"));
    assertThat(asked)
        .containsExactly(Topic.servers().replace("127.0.0.1", "localhost"), Topic.servers());
    assertThat(protocols.probe(topic.connector(), target, egress).outcome())
        .isInstanceOf(Outcome.Misconfigured.class);
    assertThat(topic.received()).isEmpty();
  }

  @Test
  void theClientLooksUpNoNameItself() {
    Topic topic = new Topic();
    Target target = Topic.target(Topic.servers().replace("127.0.0.1", "broker.invalid"));
    List<String> asked = new ArrayList<>();
    Batch batch = batch(topic, "{}", Operation.WRITE, item("a", "{}"));
    assertThat(send(topic, target, batch, new LoopbackOnly(asked)))
        .singleElement()
        .isInstanceOf(Outcome.Delivered.class);
    assertThat(asked)
        .containsExactly(Topic.servers().replace("127.0.0.1", "broker.invalid"), Topic.servers());
  }

  /** The answers of servers of other protocols are sizes of a gigabyte for the client. */
  @Test
  void aServerOfAnotherProtocolTakesNoMemory() throws IOException {
    Topic topic = new Topic();
    for (String security : List.of("plaintext", "sasl-plaintext")) {
      for (String answer : List.of("HTTP/1.1 400 Bad Request\r\n\r\n", "\u0015\u0003\u0003\0")) {
        try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
          Thread.ofVirtual().start(() -> answer(server, answer));
          ObjectNode settings =
              json("{\"user\": \"u\"}")
                  .put("security", security)
                  .put("bootstrapServers", "127.0.0.1:" + server.getLocalPort());
          Batch batch = batch(topic, "{}", Operation.WRITE, item("a", "{}"));
          assertThat(send(topic, Topic.target(settings, "p"), batch))
              .singleElement()
              .isInstanceOf(Outcome.Transient.class);
        }
      }
    }
  }

  private static void answer(ServerSocket server, String answer) {
    try {
      while (true) {
        Socket socket = server.accept();
        socket.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
      }
    } catch (IOException e) {
      // The test has ended.
    }
  }

  @Test
  void nothingIsSentAfterTheTimeOfTheBatch() {
    Topic topic = new Topic();
    long end = System.nanoTime() - 1;
    try (Cluster cluster = Cluster.of(Settings.connection(topic.target()), new TestEgress(), end)) {
      Batch batch = batch(topic, "{}", Operation.WRITE, item("a", "{}"));
      assertThatThrownBy(() ->
              new Delivering(cluster, topic.name, 0).send(batch, Settings.servers(topic.target())))
          .isInstanceOf(IOException.class);
    }
    assertThat(topic.received()).isEmpty();
  }

  @Test
  void aClusterThatIsAwayIsTriedAgain() {
    Topic topic = new Topic();
    Target away = Topic.target("127.0.0.1:1");
    assertThat(send(topic, away, batch(topic, "{}", Operation.WRITE, item("a", "{}"))).getFirst())
        .isInstanceOf(Outcome.Transient.class);
  }

  @Test
  void aWrongPasswordPausesTheDestination() {
    Topic topic = new Topic();
    ObjectNode settings =
        json(
            "{\"security\": \"sasl-plaintext\", \"mechanism\": \"PLAIN\","
                + " \"user\": \"destinations\"}");
    settings.put("bootstrapServers", "127.0.0.1:" + TestInfrastructure.kafka().servicesPort());
    Target wrong = Topic.target(settings, "wrong \" required");
    assertThat(send(topic, wrong, batch(topic, "{}", Operation.WRITE, item("a", "{}"))).getFirst())
        .isInstanceOf(Outcome.Unauthorised.class);
    Target right = Topic.target(settings, "password of destinations");
    assertThat(protocols.probe(topic.connector(), right, new TestEgress()).outcome())
        .isInstanceOf(Outcome.Delivered.class);
  }

  @Test
  void aUserWithoutTheRightsPausesTheSync() throws Exception {
    Topic topic = new Topic();
    ObjectNode settings =
        json(
            "{\"security\": \"sasl-plaintext\", \"mechanism\": \"PLAIN\","
                + " \"user\": \"destinations\"}");
    settings.put("bootstrapServers", "127.0.0.1:" + TestInfrastructure.kafka().servicesPort());
    Target target = Topic.target(settings, "password of destinations");
    Batch batch = batch(topic, "{}", Operation.WRITE, item("a", "{}"));
    assertThat(send(topic, target, batch).getFirst())
        .isInstanceOfSatisfying(
            Outcome.Misconfigured.class, wrong -> assertThat(wrong.setting()).isEqualTo("topic"));
    topic.allow("destinations", AclOperation.DESCRIBE);
    // The broker applies a rule a moment after it has stored it.
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> send(topic, target, batch).getFirst().words().contains("may not write to"));
    assertThat(send(topic, target, batch).getFirst())
        .isInstanceOfSatisfying(
            Outcome.Misconfigured.class, wrong -> assertThat(wrong.setting()).isEqualTo("topic"));
    topic.allow("destinations", AclOperation.WRITE);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> send(topic, target, batch).getFirst() instanceof Outcome.Delivered);
  }

  @Test
  void whatMayHaveArrivedIsNotTakenForNothing() {
    assertThat(Failures.outcome(new NotEnoughReplicasAfterAppendException("x"), true))
        .isInstanceOf(Outcome.Ambiguous.class);
    assertThat(Failures.outcome(new NotEnoughReplicasException("x"), true))
        .isInstanceOf(Outcome.Transient.class);
    assertThat(Failures.outcome(new TimeoutException("expired"), true))
        .isInstanceOf(Outcome.Ambiguous.class);
    assertThat(Failures.outcome(new SaslAuthenticationException("x"), false))
        .isInstanceOf(Outcome.Unauthorised.class);
  }

  @Test
  void theOutcomeOfSeveralMessagesIsTheLeastCertainOne() {
    Outcome delivered = new Outcome.Delivered(null);
    Outcome away = new Outcome.Transient("away", null);
    Outcome unclear = new Outcome.Ambiguous("unclear");
    Outcome large = new Outcome.Rejected(null, "large");
    assertThat(Delivering.together(List.of(delivered, delivered))).isEqualTo(delivered);
    assertThat(Delivering.together(List.of(away, away))).isEqualTo(away);
    assertThat(Delivering.together(List.of(large, large))).isEqualTo(large);
    assertThat(Delivering.together(List.of(delivered, large)))
        .isEqualTo(new Outcome.Ambiguous("Only a part of the messages was written. large"));
    for (Outcome other : List.of(delivered, away, large)) {
      assertThat(Delivering.together(List.of(unclear, other))).isEqualTo(unclear);
      assertThat(Delivering.together(List.of(other, unclear))).isEqualTo(unclear);
    }
    assertThat(Delivering.together(List.of(delivered, away))).isInstanceOf(Outcome.Ambiguous.class);
    assertThat(Delivering.together(List.of(away, delivered))).isInstanceOf(Outcome.Ambiguous.class);
  }

  @Test
  void aPasswordCannotAddAnOptionOfTheLogin() {
    ObjectNode settings = json("{\"bootstrapServers\": \"b:1\", \"user\": \"u\\\" x=\\\"y\"}");
    assertThat(Settings.connection(Topic.target(settings, "p\\\" evil=\"1\n")))
        .containsEntry("security.protocol", "SASL_SSL")
        .containsEntry("sasl.mechanism", "SCRAM-SHA-512")
        .containsEntry("ssl.endpoint.identification.algorithm", "https")
        .containsEntry(
            "sasl.jaas.config",
            "org.apache.kafka.common.security.scram.ScramLoginModule required"
                + " username=\"u\\\" x=\\\"y\" password=\"p\\\\\\\" evil=\\\"1\\n\";");
  }

  @Test
  void serversThatAreNoneAreFaults() {
    Connector connector = new Topic().connector();
    for (String servers : List.of("", "host", "host:0", "host:99999", "a:1,,b:2", "a b:1")) {
      ObjectNode settings = json("{\"security\": \"plaintext\"}").put("bootstrapServers", servers);
      assertThat(connector.faults(Topic.target(settings, "")))
          .as(servers)
          .extracting(Fault::pointer)
          .containsExactly("/settings/bootstrapServers");
    }
    ObjectNode wrongCertificate =
        json("{\"bootstrapServers\": \"a:1\", \"security\": \"tls\"}")
            .put("caCertificate", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----");
    assertThat(connector.faults(Topic.target(wrongCertificate, "")))
        .extracting(Fault::pointer)
        .containsExactly("/settings/caCertificate");
    ObjectNode withoutUser = json("{\"bootstrapServers\": \"a:1, [::1]:2\"}");
    assertThat(connector.faults(Topic.target(withoutUser, "")))
        .extracting(Fault::pointer)
        .containsExactly("/settings/user");
  }

  /** All names lead to this machine. */
  private record LoopbackOnly(List<String> asked) implements Egress {
    @Override
    public Answer send(Request request) throws EgressFailure {
      throw new EgressFailure(Reach.FORBIDDEN, "no HTTP");
    }

    @Override
    public InetAddress checked(String host, int port) {
      asked.add(host + ":" + port);
      return InetAddress.getLoopbackAddress();
    }

    @Override
    public void note(Exchange exchange) {}
  }

  /** Allows names, and not the address to which they lead. */
  private record LoopbackForbidden(List<String> asked) implements Egress {
    @Override
    public Answer send(Request request) throws EgressFailure {
      throw new EgressFailure(Reach.FORBIDDEN, "no HTTP");
    }

    @Override
    public InetAddress checked(String host, int port) throws EgressFailure {
      asked.add(host + ":" + port);
      if (host.equals("127.0.0.1")) {
        throw new EgressFailure(Reach.FORBIDDEN, "127.0.0.1 is not allowed");
      }
      return InetAddress.getLoopbackAddress();
    }

    @Override
    public void note(Exchange exchange) {}
  }

  private Outcome send(Topic topic, String settings, Operation operation, Item item) {
    return send(topic, topic.target(), batch(topic, settings, operation, item)).getFirst();
  }

  private List<Outcome> send(Topic topic, Target target, Batch batch) {
    return send(topic, target, batch, new TestEgress());
  }

  private List<Outcome> send(Topic topic, Target target, Batch batch, Egress egress) {
    return protocols.send(topic.connector(), batch, target, egress, Places.NONE);
  }

  private static Batch batch(Topic topic, String settings, Operation operation, Item... items) {
    ObjectNode sync = topic.syncSettings();
    sync.setAll(json(settings));
    return BatchBuilder.builder()
        .target(topic.target().withoutSecrets())
        .key(Batch.keyOf(List.of(items)))
        .sync(new SyncId("syn_1"))
        .object("records")
        .place(null)
        .operation(operation)
        .syncSettings(sync)
        .items(List.of(items))
        .mode(Mode.MIRROR)
        .mapping(List.of())
        .furtherMatches(List.of())
        .build();
  }

  private static ObjectNode json(String text) {
    return Json.read(text.getBytes(StandardCharsets.UTF_8), ObjectNode.class);
  }

  private static Item item(String name, String fields) {
    return ItemBuilder.builder()
        .delivery("dlv_" + name)
        .matchField("email")
        .matchValue(name + "@example.org")
        .deliveredAs(null)
        .vendorId(null)
        .parentVendorId(null)
        .content(null)
        .formerMatchValues(List.of())
        .fields(json(fields))
        .version(1)
        .hash("hash-1")
        .since(TIME)
        .position(null)
        .uncertain(false)
        .build();
  }
}
