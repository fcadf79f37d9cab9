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
 * The examples of the committed document: each request body has one, and so has each answer with a
 * main resource. Each example is valid and has no unknown field. {@code BadInputTest} sends those
 * of requests to an installation.
 */
class ApiDocumentExamplesTest {
  private static final String JSON_TYPE = "application/json";

  /**
   * Resources that a request does not create in the API, but which users work with all the time.
   */
  private static final Set<String> FURTHER_RESOURCES =
      Set.of(
          "Profile",
          "Delivery",
          "Run",
          "Member",
          "ApiClient",
          "Invitation",
          "IdentityRules",
          "AlertSettings");

  private static final Pattern ADDRESS =
      Pattern.compile("[\\w.+-]+@([\\w.-]+)|https?://([\\w.-]+)");
  private static final Set<String> VENDORS = Set.of("api.hubapi.com", "hooks.slack.com");

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
  void eachAnswerWithAMainResourceHasAValidExample() {
    Set<String> main = new TreeSet<>(FURTHER_RESOURCES);
    for (JsonNode operation : operations()) {
      main.add(DocumentSchemas.nameOf(answer(operation, "201")));
    }
    main.remove("");
    main.addAll(main.stream().map(name -> name + "Page").toList());
    SoftAssertions softly = new SoftAssertions();
    Set<String> answered = new TreeSet<>();
    for (JsonNode operation : operations()) {
      for (String status : List.of("200", "201", "202")) {
        String name = DocumentSchemas.nameOf(answer(operation, status));
        if (main.contains(name)) {
          answered.add(name);
        }
      }
    }
    for (String name : answered) {
      softly.assertThat(schema(name).path("examples")).as("examples of " + name).hasSize(1);
    }
    softly.assertAll();
    assertThat(answered).contains("Audience", "AudiencePage", "Destination", "Profile");
    assertThat(answered).hasSizeGreaterThan(20);
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
    assertThat(checked).isGreaterThan(30);
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

  private JsonNode schema(String name) {
    return document.at("/components/schemas").path(name);
  }

  private static JsonNode answer(JsonNode operation, String status) {
    return operation.path("responses").path(status).path("content").path(JSON_TYPE).path("schema");
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
