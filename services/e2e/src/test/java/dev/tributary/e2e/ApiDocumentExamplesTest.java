package dev.tributary.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.local.infra.Checkout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/**
 * The examples of the committed document: each request body has one, and so has each answer in
 * JSON. Each example is valid, also by the formats of its schema, and has no unknown field. {@code
 * BadInputTest} sends those of requests to an installation.
 */
class ApiDocumentExamplesTest {
  private static final Pattern ADDRESS =
      Pattern.compile("[\\w.+-]+@([\\w.-]+)|https?://([\\w.-]+)");
  private static final Set<String> VENDORS =
      Set.of("api.hubapi.com", "hooks.slack.com", "www.standardwebhooks.com");

  private final JsonNode document = CommittedDocument.read();
  private final DocumentSchemas schemas = new DocumentSchemas();

  @Test
  void eachRequestBodyHasAValidExample() {
    SoftAssertions softly = new SoftAssertions();
    int bodies = 0;
    for (JsonNode operation : operations()) {
      for (Map.Entry<String, JsonNode> content :
          operation.at("/requestBody/content").properties()) {
        if (content.getKey().endsWith("json")) {
          bodies++;
          String place = operation.path("operationId").asText() + ", " + content.getKey();
          JsonNode example = content.getValue().path("example");
          softly.assertThat(example.isMissingNode()).as("%s has no example", place).isFalse();
          check(softly, place, content.getValue().path("schema"), example);
        }
      }
    }
    softly.assertAll();
    assertThat(bodies).isGreaterThan(60);
  }

  @Test
  void eachJsonAnswerHasAValidExample() {
    SoftAssertions softly = new SoftAssertions();
    int answers = 0;
    for (JsonNode operation : operations()) {
      for (Map.Entry<String, JsonNode> content : jsonAnswers(operation)) {
        answers++;
        String place = operation.path("operationId").asText() + ", " + content.getKey();
        JsonNode schema = content.getValue().path("schema");
        JsonNode example = content.getValue().path("example");
        if (example.isMissingNode()) {
          softly.assertThat(hasExample(schema)).as("%s has an example", place).isTrue();
        } else {
          check(softly, place, schema, example);
        }
      }
    }
    softly.assertAll();
    assertThat(answers).isGreaterThan(200);
  }

  @Test
  void theExamplesOfSchemasAreValid() {
    SoftAssertions softly = new SoftAssertions();
    int checked = 0;
    for (Map.Entry<String, JsonNode> named : document.at("/components/schemas").properties()) {
      for (JsonNode example : named.getValue().path("examples")) {
        checked++;
        check(softly, named.getKey(), DocumentSchemas.reference(named.getKey()), example);
      }
    }
    softly.assertAll();
    assertThat(checked).isGreaterThan(100);
  }

  @Test
  void noExampleIsLeftOver() throws IOException {
    assertThat(RequestExamples.byRoute().keySet()).isEqualTo(names("request-examples.json"));
    Set<String> described = new TreeSet<>();
    document
        .at("/components/schemas")
        .properties()
        .forEach(named -> {
          if (named.getValue().has("examples")) {
            described.add(named.getKey());
          }
        });
    for (JsonNode operation : operations()) {
      if (jsonAnswers(operation).stream().anyMatch(content -> content.getValue().has("example"))) {
        described.add(operation.path("operationId").asText());
      }
    }
    assertThat(described).containsAll(names("response-examples.json"));
  }

  @Test
  void examplesNameNobodyReal() {
    List<JsonNode> examples = document.findValues("example");
    examples.addAll(document.findValues("examples"));
    List<String> hosts =
        examples.stream()
            .flatMap(example -> ADDRESS.matcher(example.toString()).results())
            .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
            .toList();
    assertThat(hosts)
        .hasSizeGreaterThan(20)
        .allMatch(host -> host.endsWith(".example") || VENDORS.contains(host));
  }

  private void check(SoftAssertions softly, String place, JsonNode schema, JsonNode example) {
    softly.assertThat(schemas.mistakes(schema, example)).as(place).isEmpty();
    softly.assertThat(schemas.unknownFields(schema, example)).as(place + ", unknown").isEmpty();
  }

  /** Whether the schema has an example, or each schema that it chooses from. */
  private boolean hasExample(JsonNode schema) {
    JsonNode named = document.at("/components/schemas").path(DocumentSchemas.nameOf(schema));
    JsonNode choices = schema.path("oneOf");
    return choices.isEmpty()
        ? named.path("examples").size() == 1
        : choices.valueStream().allMatch(this::hasExample);
  }

  /** The contents of successful answers, by media type. */
  private static List<Map.Entry<String, JsonNode>> jsonAnswers(JsonNode operation) {
    return operation.path("responses").properties().stream()
        .filter(response -> response.getKey().startsWith("2"))
        .flatMap(response -> response.getValue().path("content").properties().stream())
        .filter(content -> content.getKey().endsWith("json"))
        .toList();
  }

  private List<JsonNode> operations() {
    return CommittedDocument.operations(document).stream()
        .map(CommittedDocument.Operation::node)
        .toList();
  }

  private static Set<String> names(String file) throws IOException {
    Path path =
        Checkout.locate().root().resolve("services/contracts/src/main/resources").resolve(file);
    Set<String> names = new TreeSet<>();
    new ObjectMapper().readTree(path.toFile()).fieldNames().forEachRemaining(names::add);
    return names;
  }
}
