package dev.tributary.contracts.access;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.Topic;
import java.util.List;
import java.util.stream.Stream;

/**
 * Access rules of all services as Strimzi's KafkaUser has them, by service. Whoever may read or
 * write something may also describe it; to write to a topic allows an idempotent producer.
 */
final class AccessRules {
  private AccessRules() {}

  static ObjectNode json() {
    ObjectNode services = Json.MAPPER.createObjectNode();
    for (KafkaUser user : KafkaUser.values()) {
      add(user, services.putArray(user.service()));
    }
    return services;
  }

  private static void add(KafkaUser user, ArrayNode rules) {
    for (Topic topic : Topic.values()) {
      if (user.topics().contains(topic)) {
        // Whichever service starts first creates the topic.
        Stream.Builder<String> operations = Stream.<String>builder().add("Create");
        if (user.reads().contains(topic)) {
          operations.add("Read");
        }
        if (user.writes().contains(topic)) {
          operations.add("Write");
        }
        if (user.follows().topics().contains(topic)) {
          operations.add("Describe");
        }
        add(rules, "topic", topic.topicName(), "literal", operations.build().toList());
      }
    }
    user.groups().forEach(group -> add(rules, "group", group, "literal", List.of("Read")));
    user.follows()
        .groups()
        .forEach(group -> add(rules, "group", group, "literal", List.of("Describe")));
    if (!user.writes().isEmpty()) {
      add(rules, "transactionalId", user.transactions(), "prefix", List.of("Write"));
    }
  }

  private static void add(
      ArrayNode rules, String type, String name, String pattern, List<String> operations) {
    ObjectNode rule = rules.addObject();
    rule.putObject("resource").put("type", type).put("name", name).put("patternType", pattern);
    ArrayNode listed = rule.putArray("operations");
    operations.forEach(listed::add);
  }
}
