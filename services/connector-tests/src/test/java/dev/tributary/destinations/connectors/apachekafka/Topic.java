package dev.tributary.destinations.connectors.apachekafka;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Target;
import dev.tributary.destinations.connector.manifest.InstalledConnectors;
import dev.tributary.testkit.infra.TestInfrastructure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** A new topic of the broker of the tests, and a destination that writes to it. */
final class Topic {
  private static final Connector CONNECTOR = InstalledConnectors.load().require("kafka");

  final String name = "connector-" + UUID.randomUUID();
  private final int partitions;
  private final String servers;

  /** A message as a consumer gets it. */
  record Received(String key, @Nullable JsonNode value, Map<String, String> headers) {}

  Topic() {
    this(1);
  }

  Topic(int partitions) {
    this(partitions, servers());
  }

  /** A topic of another broker. */
  Topic(int partitions, String servers) {
    this.partitions = partitions;
    this.servers = servers;
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
      admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1))).all().get();
    } catch (ExecutionException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Gives a user of the broker a right for the topic. */
  void allow(String user, AclOperation operation) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers()))) {
      AclBinding rule =
          new AclBinding(
              new ResourcePattern(ResourceType.TOPIC, name, PatternType.LITERAL),
              new AccessControlEntry("User:" + user, "*", operation, AclPermissionType.ALLOW));
      admin.createAcls(List.of(rule)).all().get();
    }
  }

  static String servers() {
    return TestInfrastructure.kafka().bootstrapServers();
  }

  Connector connector() {
    return CONNECTOR;
  }

  Target target() {
    return target(servers());
  }

  /** A destination with a wrong password. */
  static Target refused() {
    return target(
        Json.MAPPER
            .createObjectNode()
            .put("bootstrapServers", "127.0.0.1:" + TestInfrastructure.kafka().servicesPort())
            .put("security", "sasl-plaintext")
            .put("mechanism", "PLAIN")
            .put("user", "destinations"),
        "of nobody");
  }

  static Target target(String servers) {
    return target(
        Json.MAPPER
            .createObjectNode()
            .put("bootstrapServers", servers)
            .put("security", "plaintext"),
        "");
  }

  static Target target(ObjectNode settings, String password) {
    return new Target(
        new WorkspaceId("wsp_1"),
        new DestinationId("dst_1"),
        settings,
        password.isEmpty() ? Map.of() : Map.of("password", password),
        null);
  }

  ObjectNode syncSettings() {
    return Json.MAPPER.createObjectNode().put("topic", name);
  }

  /** As a compacted topic: the last message of each key counts. */
  Map<String, String> records() {
    Map<String, String> records = new LinkedHashMap<>();
    for (Received message : received()) {
      JsonNode value = message.value();
      if (value == null) {
        records.remove(message.key());
      } else {
        records.put(message.key(), value.path("name").asText(""));
      }
    }
    return records;
  }

  /** All messages of the topic, partition by partition. */
  List<Received> received() {
    List<Received> received = new ArrayList<>();
    for (int partition = 0; partition < partitions; partition++) {
      received.addAll(received(partition));
    }
    return received;
  }

  List<Received> received(int number) {
    TopicPartition partition = new TopicPartition(name, number);
    List<Received> received = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", servers),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      while (consumer.position(partition) < end) {
        consumer.poll(Duration.ofSeconds(1)).forEach(message -> received.add(received(message)));
      }
    }
    return received;
  }

  private static Received received(ConsumerRecord<byte[], byte[]> message) {
    Map<String, String> headers = new LinkedHashMap<>();
    message.headers().forEach(header -> headers.put(header.key(), text(header.value())));
    return new Received(
        text(message.key()),
        message.value() == null ? null : Json.read(message.value(), JsonNode.class),
        headers);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
