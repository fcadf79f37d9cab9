package dev.tributary.destinations.declared;

import static dev.tributary.destinations.declared.ContractObject.event;
import static dev.tributary.destinations.declared.ContractObject.record;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Json;
import dev.tributary.destinations.connector.WriteFailure;
import dev.tributary.destinations.connectors.apachekafka.KafkaVendor;
import dev.tributary.destinations.connectors.postgresql.PostgresqlVendor;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The objects under the contract of the connectors that write to systems of the customer. */
final class StoreObjects {
  private static final String EMAIL = "p#@example.org";
  private static final String NAME = "{\"name\": \"Ann\"}";
  private static final String NUMBERED = "{\"name\": \"Event #\"}";

  /** More than a message may have, also after its compression. */
  private static final String TOO_LONG =
      new Random(1)
          .ints(2_000_000, 'a', 'z' + 1)
          .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
          .toString();

  private static final String ANY_CONTENT = "Storage takes any content";
  private static final String ROWS = "A store has rows by their keys, and no ids of its own";
  private static final String NO_BODY = "There is no request with a body, and no limit of it";
  private static final String NO_LIMIT = "The server refuses no request for their number";
  private static final int FEW = 20;

  private StoreObjects() {}

  private static ContractObject row(ContractObject.Account account, String object) {
    return record(account, object, "email", EMAIL).with(NAME).without(ContractCase.MERGE, ROWS);
  }

  /** Its effects are those of a reader of the files: the newest rows that are no removals. */
  static List<ContractObject> s3() {
    SandboxAccount account =
        SandboxAccount.of(
                "s3",
                "{\"endpoint\": \"$sandbox/s3\", \"bucket\": \"exports\","
                    + " \"accessKeyId\": \"AKIASANDBOX\"}",
                Map.of("secretAccessKey", "sandbox-secret"))
            .at(null);
    UnaryOperator<ContractObject> rest =
        object ->
            object
                .sync("{\"path\": \"files\", \"format\": \"json-lines\"}")
                .text("name")
                .without(ContractCase.BAD_ITEM, ANY_CONTENT)
                .writes("/s3/exports/")
                .shown(StoreObjects::rows)
                .full(FEW);
    return List.of(
        rest.apply(row(account, "records")),
        rest.apply(row(account, "audience-members")),
        rest.apply(event(account, "events").with(NUMBERED).marked("Event #")));
  }

  private static List<String> rows(ConnectedStandIn s3) {
    List<JsonNode> rows = new ArrayList<>();
    for (JsonNode file : s3.control("/files").path("files")) {
      String name = URLEncoder.encode(file.path("name").asText(), StandardCharsets.UTF_8);
      s3.text("/content?name=" + name)
          .lines()
          .map(line -> Json.read(line.getBytes(StandardCharsets.UTF_8), JsonNode.class))
          .forEach(rows::add);
    }
    Map<String, Long> newest = new HashMap<>();
    rows.forEach(
        row -> newest.merge(recordOf(row), row.path("tributary_version").asLong(), Math::max));
    return rows.stream()
        .filter(row -> row.path("tributary_version").asLong() >= newest.get(recordOf(row)))
        .filter(row -> !isRemoval(row))
        .map(JsonNode::toString)
        .toList();
  }

  private static boolean isRemoval(JsonNode row) {
    return Set.of("removed", "left").contains(row.path("tributary_operation").asText());
  }

  private static String recordOf(JsonNode row) {
    return row.path("email").asText(row.path("tributary_id").asText());
  }

  /** Its effects are those of a receiver that keeps the ids of requests, and the newest items. */
  static List<ContractObject> webhook() {
    String secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    SandboxAccount account =
        SandboxAccount.withoutKit(
                "webhook",
                "webhook/contract",
                "{\"url\": \"$sandbox/webhook/contract\"}",
                Map.of("signingSecret", secret))
            .opened(webhook ->
                webhook.control(
                    "PUT", "", "{\"secret\": \"%s\", \"refuse\": \"wrong\"}".formatted(secret)));
    UnaryOperator<ContractObject> rest =
        object ->
            object
                .bad("{\"name\": \"wrong\"}")
                .text("name")
                .without(ContractCase.READ_ANSWER, "A receiver answers with any body")
                .writes("/webhook/contract")
                .shown(StoreObjects::received);
    return List.of(
        rest.apply(event(account, "events").with(NUMBERED).marked("Event #")),
        rest.apply(row(account, "records")));
  }

  private static List<String> received(ConnectedStandIn webhook) {
    Set<String> ids = new HashSet<>();
    List<JsonNode> received = new ArrayList<>();
    JsonNode page = webhook.call("GET", "/webhook/contract/requests?limit=1000", Map.of(), null);
    for (JsonNode request : page.path("requests")) {
      if (ids.add(request.at("/headers/webhook-id").asText())) {
        byte[] body = request.path("body").asText().getBytes(StandardCharsets.UTF_8);
        Json.read(body, JsonNode.class).path("batch").forEach(received::add);
      }
    }
    Map<String, Long> newest = new HashMap<>();
    received.forEach(item -> newest.merge(key(item), item.path("version").asLong(), Math::max));
    return received.stream()
        .filter(item -> item.path("version").asLong() >= newest.get(key(item)))
        .filter(item -> !item.path("type").asText().equals("removed"))
        .map(JsonNode::toString)
        .toList();
  }

  private static String key(JsonNode item) {
    return item.at("/match/email").asText(item.path("id").asText());
  }

  static List<ContractObject> kafka() {
    StoreAccount compacted =
        new StoreAccount("kafka", List.of("of nobody"), object -> KafkaVendor.compacted());
    StoreAccount messages =
        new StoreAccount("kafka", List.of("of nobody"), object -> KafkaVendor.ofMessages());
    String quota = "A broker delays its answers by a quota, and refuses no request";
    String errors = "A broker has errors of its protocol, which BrokerAnswersTest has";
    UnaryOperator<ContractObject> rest =
        object ->
            object
                .sync("{\"topic\": \"$id\"}")
                .bad("{\"name\": \"%s\"}".formatted(TOO_LONG))
                .text("name")
                .without(ContractCase.BYTES, NO_BODY)
                .without(WriteFailure.LIMITED_WITH_TIME, quota)
                .without(WriteFailure.LIMITED, quota)
                .without(WriteFailure.SERVER_ERROR_BEFORE, errors)
                .without(WriteFailure.SERVER_ERROR_AFTER, errors);
    return List.of(
        rest.apply(row(compacted, "records")),
        rest.apply(row(compacted, "audience-members")),
        rest.apply(event(messages, "events").with(NUMBERED).marked("Event #")));
  }

  static List<ContractObject> postgresql() {
    String lost = "After a commit, a failure of the server is a lost connection";
    String foreign = "A proxy of HTTP cannot answer in the protocol of the server";
    UnaryOperator<ContractObject> rest =
        object ->
            object
                .sync("{\"table\": \"contract\"}")
                .text("name")
                .without(ContractCase.BYTES, NO_BODY)
                .without(WriteFailure.LIMITED_WITH_TIME, NO_LIMIT)
                .without(WriteFailure.LIMITED, NO_LIMIT)
                .without(WriteFailure.SERVER_ERROR_AFTER, lost)
                .without(WriteFailure.UNREADABLE, foreign);
    return List.of(
        rest.apply(row(table("email"), "rows").bad("{\"name\": \"Ann\", \"total\": \"many\"}")),
        rest.apply(
            event(table("event_id"), "events")
                .with(NUMBERED)
                .bad("{\"name\": \"Event #\", \"total\": \"many\"}")
                .marked("Event #")));
  }

  private static StoreAccount table(String key) {
    String columns = "%s text primary key, name text, total integer".formatted(key);
    return new StoreAccount(
        "postgresql",
        List.of(PostgresqlVendor.password()),
        object -> new PostgresqlVendor("contract", columns));
  }
}
