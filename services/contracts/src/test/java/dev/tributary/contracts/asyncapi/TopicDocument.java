package dev.tributary.contracts.asyncapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.golden.Golden;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The AsyncAPI 3 document of all topics, with the recorded messages as examples. */
final class TopicDocument {
  /** What a topic carries. */
  record Carried(String name, String title, ObjectNode payload, List<String> examples) {}

  private final ObjectNode document = Json.MAPPER.createObjectNode().put("asyncapi", "3.0.0");

  TopicDocument(Map<Topic, List<Carried>> carried) {
    document
        .putObject("info")
        .put("title", "Tributary topics")
        .put("version", "v1")
        .put("description", "What crosses services. How to read it right: topics.md.")
        .putObject("license")
        .put("name", "Apache-2.0");
    document.put("defaultContentType", "application/json");
    carried.forEach(this::addChannel);
    carried.values().forEach(messages -> messages.forEach(this::addMessage));
  }

  JsonNode json() {
    return document;
  }

  private void addChannel(Topic topic, List<Carried> messages) {
    String name = topic.topicName();
    ObjectNode channel = document.withObjectProperty("channels").putObject(name);
    channel.put("address", name);
    ObjectNode references = channel.putObject("messages");
    for (Carried message : messages) {
      references.putObject(message.name()).put("$ref", "#/components/messages/" + message.name());
    }
    ObjectNode kafka = channel.putObject("bindings").putObject("kafka");
    kafka.put("topic", name).put("partitions", topic.partitions());
    ObjectNode settings = kafka.putObject("topicConfiguration");
    settings.putArray("cleanup.policy").add(topic.compacted() ? "compact" : "delete");
    Duration retention = topic.retention();
    if (retention != null) {
      settings.put("retention.ms", retention.toMillis());
    }
    settings.put("max.message.bytes", Topic.MAX_MESSAGE_BYTES);
    kafka.put("bindingVersion", "0.5.0");
    document
        .withObjectProperty("operations")
        .putObject(name)
        .put("action", "send")
        .putObject("channel")
        .put("$ref", "#/channels/" + name);
  }

  private void addMessage(Carried carried) {
    ObjectNode message =
        document
            .withObjectProperty("components")
            .withObjectProperty("messages")
            .putObject(carried.name());
    message.put("name", carried.name()).put("title", carried.title());
    ObjectNode headers = message.putObject("headers").put("type", "object");
    message.set("payload", carried.payload());
    for (String file : carried.examples()) {
      JsonNode golden = Golden.read("wire/" + file + ".json");
      golden
          .path("headers")
          .fieldNames()
          .forEachRemaining(header ->
              headers.withObjectProperty("properties").putObject(header).put("type", "string"));
      ObjectNode example = message.withArrayProperty("examples").addObject().put("name", file);
      example.set("headers", golden.path("headers"));
      example.set("payload", golden.path("value"));
    }
  }
}
