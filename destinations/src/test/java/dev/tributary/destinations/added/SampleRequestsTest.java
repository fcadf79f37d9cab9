package dev.tributary.destinations.added;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.added.SampleRequests.Sample;
import dev.tributary.destinations.connector.Batch.Operation;
import dev.tributary.destinations.connector.Connectors;
import dev.tributary.destinations.protocol.Protocols;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;

class SampleRequestsTest {
  private static final WorkspaceId WORKSPACE = new WorkspaceId("wsp_1");

  private final AddedConnectors connectors = new AddedConnectors(new Connectors(List.of()));
  private final SampleRequests requests = new SampleRequests(new Protocols(Clock.systemUTC()));

  @Test
  void eachOperationOfAnObjectHasItsRequestWithMaskedSecrets() {
    List<Sample> samples = of(Letterbird.YAML);
    assertThat(samples)
        .extracting(Sample::operation)
        .containsExactly(Operation.WRITE, Operation.REMOVE);
    assertThat(samples).allMatch(sample -> sample.problem() == null);
    assertThat(samples.getFirst().requests())
        .singleElement()
        .satisfies(request -> {
          assertThat(request.method()).isEqualTo("POST");
          assertThat(request.target()).isEqualTo("https://api.letterbird.example/v1/subscribers");
          assertThat(request.headers()).containsEntry("x-letterbird-key", "***");
          assertThat(request.body())
              .isEqualTo(
                  "{\"list\":\"sample\",\"subscribers\":[{\"email\":\"ann@example.org\","
                      + "\"name\":\"sample\"}]}");
          assertThat(request.status()).isNull();
        });
    assertThat(samples.getLast().requests())
        .singleElement()
        .satisfies(request ->
            assertThat(request.target())
                .isEqualTo("https://api.letterbird.example/v1/subscribers/ann%40example.org"));
  }

  /** Without a limit, the text would have more than 100 GB, and the process would end. */
  @Test
  void aTemplateThatUsesALargeValueManyTimesMakesNoRequest() {
    String large =
        Letterbird.with(
            "list: ${settings.list}", "list: \"" + "${settings.list}".repeat(9_000) + '"');
    ObjectNode settings = Json.MAPPER.createObjectNode().put("list", "x".repeat(8_000_000));
    List<Sample> samples =
        requests.of(WORKSPACE, Letterbird.connector(connectors, large), settings);
    assertThat(samples.getFirst().requests()).isEmpty();
    assertThat(samples.getFirst().problem())
        .isEqualTo("The connector makes no request of the sample");
  }

  /** The tree has one node for all uses; its text has one for each. */
  @Test
  void aBodyThatRepeatsAValueIsLimitedToo() {
    String large =
        Letterbird.with(
            "list: ${settings.list}", "list: [" + "'${settings.list}', ".repeat(5_000) + "'']");
    ObjectNode settings = Json.MAPPER.createObjectNode().put("list", "x".repeat(8_000_000));
    assertThat(requests.of(WORKSPACE, Letterbird.connector(connectors, large), settings))
        .first()
        .extracting(Sample::problem)
        .isEqualTo("The connector makes no request of the sample");
  }

  @Test
  void aSampleThatFitsNoHostSaysWhichSettingIsMissing() {
    String subdomain =
        Letterbird.with(
                "{ name: list, label: List, help: Its number }",
                "{ name: list, label: List, help: Its number, required: true, origin: true }")
            .replace(
                "host: https://api.letterbird.example",
                "host: { subdomain: list, pattern: 'acc[0-9]+', address:"
                    + " 'https://*.letterbird.example' }");
    assertThat(of(subdomain))
        .allSatisfy(sample -> {
          assertThat(sample.requests()).isEmpty();
          assertThat(sample.problem())
              .isEqualTo("/settings/list: Must be in lower case, and match acc[0-9]+");
        });
    assertThat(
            requests
                .of(
                    WORKSPACE,
                    Letterbird.connector(connectors, subdomain),
                    Json.MAPPER.createObjectNode().put("list", "acc1"))
                .getFirst()
                .requests()
                .getFirst()
                .target())
        .isEqualTo("https://acc1.letterbird.example/v1/subscribers");
  }

  private List<Sample> of(String yaml) {
    return requests.of(
        WORKSPACE, Letterbird.connector(connectors, yaml), Json.MAPPER.createObjectNode());
  }
}
