package dev.tributary.destinations.declared;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Batch.Operation;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.ItemBuilder;
import dev.tributary.destinations.connector.Outcome;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No value changes the structure of a request. */
class HostileValuesTest {
  private static final Connector CONNECTOR =
      Sample.connector(
          """
          id: crm
          name: CRM
          description: Has a value in each part of a request.
          effectClass: A
          host: https://api.example.com
          auth: none
          objects:
            - name: people
              label: People
              kind: record
              batchSize: 1
              removal: deleted
              fields: [{ name: plan, label: Plan }]
              requests:
                write:
                  method: PUT
                  path: /v1/people/${item.fields.plan}/plan
                  query: { plan: "${item.fields.plan}", of: "a ${item.fields.plan}" }
                  headers: { x-plan: "${item.fields.plan}" }
                  body:
                    plan: ${item.fields.plan}
                    text: "Plan: ${item.fields.plan}!"
                    all: ${item.fields}
                    list:
                      $fields: { name: "${field.name}", value: "${field.value}" }
                  answers: any
                remove:
                  method: POST
                  path: /v1/removals
                  form: { plan: "${item.fields.plan}", reason: gone }
                  answers: any
          answers:
            any: [{ status: 200, outcome: delivered }]
          probe: { method: GET, path: /, answers: any }
          sources: [none]
          """);

  private static Batch batch(Operation operation, String value) {
    ObjectNode fields = Json.MAPPER.createObjectNode().put("plan", value);
    Item item = ItemBuilder.builder(Sample.item(1, null, "1", "{}")).fields(fields).build();
    return Sample.batch(Sample.target("{}"), "people", operation, "{}", item);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"}, \"admin\": true, {\"",
        "line\nbreak\r\nx-admin: true",
        "\u0000",
        "\uD83D\uDE00",
        "${settings.token}",
        "$${",
        "a/b..c?x=1&plan=2#f",
        "%2e%2e%2f",
        "https://evil.example.net/",
        "@evil.example.net",
        "</script><!channel>",
        " ",
        "\\",
      })
  void aValueStaysOneValue(String value) throws IOException {
    Egress.Request request =
        Sample.direct(CONNECTOR, batch(Operation.WRITE, value)).calls().getFirst().request();
    JsonNode body = Json.MAPPER.readTree(Objects.requireNonNull(request.body()));
    assertThat(body)
        .isEqualTo(
            Json.MAPPER
                .createObjectNode()
                .put("plan", value)
                .put("text", "Plan: " + value + "!")
                .<ObjectNode>set("all", Json.MAPPER.createObjectNode().put("plan", value))
                .set(
                    "list",
                    Json.MAPPER
                        .createArrayNode()
                        .add(
                            Json.MAPPER
                                .createObjectNode()
                                .put("name", "plan")
                                .put("value", value))));
    assertThat(request.uri().getHost()).isEqualTo("api.example.com");
    String[] path = request.uri().getRawPath().split("/");
    assertThat(path).hasSize(5);
    assertThat(decoded(path[3])).isEqualTo(value);
    String[] query = request.uri().getRawQuery().split("&");
    assertThat(query).hasSize(2);
    assertThat(decoded(query[0])).isEqualTo("plan=" + value);
    assertThat(decoded(query[1])).isEqualTo("of=a " + value);
    assertThat(request.headers().get("x-plan")).matches("[ -~]*");
    assertThat(request.headers()).containsOnlyKeys("content-type", "user-agent", "x-plan");
  }

  @Test
  void aFormHasOneFieldForEachName() {
    Egress.Request request =
        Sample.direct(CONNECTOR, batch(Operation.REMOVE, "a&reason=none\n=+"))
            .calls()
            .getFirst()
            .request();
    assertThat(new String(Objects.requireNonNull(request.body()), StandardCharsets.UTF_8))
        .isEqualTo("plan=a%26reason%3Dnone%0A%3D%2B&reason=gone");
  }

  /** A part of a path that is empty, or one or two dots, would name another address. */
  @ParameterizedTest
  @ValueSource(
      strings = {"", ".", "..", "../", "..\\", "a/../../admin?x=1", "a\\..\\b", "./a", "a/."})
  void aValueThatWouldChangeThePathRefusesTheItem(String value) {
    assertThat(Sample.direct(CONNECTOR, batch(Operation.WRITE, value)).decided())
        .containsEntry(
            "dlv_1",
            new Outcome.Rejected(
                null,
                value.isEmpty()
                    ? "A value is missing that the address needs"
                    : "A value would lead to another address"));
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
