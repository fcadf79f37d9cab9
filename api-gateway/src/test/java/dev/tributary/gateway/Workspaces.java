package dev.tributary.gateway;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Ids;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.definition.Definition;
import dev.tributary.contracts.definition.WorkspaceBody;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.runtime.kafka.Topics;
import dev.tributary.testkit.keycloak.Realm;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;

/** Makes workspaces as the control plane does: on their topic, and in Keycloak. */
final class Workspaces {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final Ids IDS = new Ids(Clock.systemUTC(), new Random());

  private Workspaces() {}

  static String freshKey() {
    return "ws-" + UUID.randomUUID();
  }

  /** The workspace, with an API client that may do everything in it, as the API shows both. */
  static JsonNode create(String key) {
    WorkspaceId id = new WorkspaceId(IDS.next(Ids.WORKSPACE));
    String client = key + ".admin";
    String secret = Realm.createWorkspace(id, client, "admin");
    publish(id, key, key, 1);
    ObjectNode workspace = Json.MAPPER.createObjectNode();
    workspace.put("id", id.value()).put("key", key).put("name", key);
    workspace.putObject("apiClient").put("clientId", client).put("secret", secret);
    Api admin = admin(workspace);
    await()
        .atMost(BOUND)
        .until(() -> admin.get("/api/v1/workspaces/" + key + "/sources").status() == 200);
    return workspace;
  }

  static void rename(JsonNode workspace, String name) {
    publish(
        new WorkspaceId(workspace.path("id").asText()), workspace.path("key").asText(), name, 2);
  }

  static Api admin(JsonNode workspace) {
    JsonNode client = workspace.path("apiClient");
    return Api.of(client.path("clientId").asText(), client.path("secret").asText());
  }

  private static void publish(WorkspaceId id, String key, String name, long version) {
    WorkspaceBody body =
        new WorkspaceBody(WorkspaceBody.Kind.PRODUCTION, "UTC", 0, List.of(), "US");
    Definition definition =
        new Definition(id, id.value(), version, key, name, false, Json.MAPPER.valueToTree(body));
    MessageHeaders headers = new MessageHeaders("m", Definition.TYPE, id, "m", Instant.now(), null);
    KafkaClients kafka = new KafkaClients(System.getProperty(GatewayFixture.KAFKA));
    try (KafkaProducer<byte[], byte[]> producer = kafka.producer("test", 30_000)) {
      producer.send(
          Topics.toRecord(
              Message.of(Topic.WORKSPACES, id.value(), Json.write(definition), headers)));
    }
  }
}
