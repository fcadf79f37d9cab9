package dev.tributary.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.e2e.CommittedDocument.Operation;
import dev.tributary.local.infra.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** What a generator of clients needs of the committed document. */
class ApiDocumentRulesTest {
  private static final String SCHEMAS = "#/components/schemas/";
  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

  private static final Pattern PLACE = Pattern.compile("\\{([a-z]+)}");

  private final JsonNode document = CommittedDocument.read();

  @Test
  void describesTheRoutesOfTheRoleMatrixAndNoOthers() throws IOException {
    var roles = Checkout.locate().root().resolve("services/contracts/src/main/resources/roles.csv");
    Set<String> listed = new TreeSet<>();
    for (String line : Files.readAllLines(roles)) {
      if (!line.isBlank() && !line.startsWith("#")) {
        String[] cells = line.split(",", -1);
        listed.add(cells[0] + " " + cells[1] + " " + cells[2]);
      }
    }
    Set<String> described = new TreeSet<>();
    operations()
        .forEach(operation ->
            described.add(
                operation.name() + " " + operation.node().path("x-tributary-needs").asText()));
    assertThat(described).isEqualTo(listed);
  }

  @Test
  void everyOperationHasANameOfItsOwnASentenceAndATag() {
    SoftAssertions softly = new SoftAssertions();
    Set<String> ids = new TreeSet<>();
    for (Operation operation : operations()) {
      String id = operation.node().path("operationId").asText();
      softly.assertThat(id).as(operation.name()).matches("[a-z][A-Za-z]+");
      softly.assertThat(ids.add(id)).as("%s, of %s, is new", id, operation.name()).isTrue();
      softly.assertThat(operation.node().path("summary").asText()).as(id).isNotBlank();
      softly.assertThat(operation.node().path("tags")).as(id).hasSize(1);
    }
    softly.assertAll();
  }

  @Test
  void everyBodyHasASchemaAndEveryFailureIsAProblem() {
    SoftAssertions softly = new SoftAssertions();
    for (Operation operation : operations()) {
      softly.assertThat(operation.node().toString()).as(operation.name()).doesNotContain("\"*/*\"");
      for (JsonNode content : operation.contents()) {
        softly.assertThat(content).as(operation.name()).isNotEmpty();
        content.forEach(
            media -> softly.assertThat(media.path("schema")).as(operation.name()).isNotEmpty());
      }
      softly
          .assertThat(
              operation
                  .node()
                  .at("/responses/default/content/application~1problem+json/schema/$ref")
                  .asText())
          .as(operation.name())
          .isEqualTo(SCHEMAS + "Problem");
    }
    softly.assertAll();
  }

  /** The errors that the gateway or all services answer for the same reason. */
  @Test
  void everyOperationListsTheCommonErrorsThatItAnswers() {
    SoftAssertions softly = new SoftAssertions();
    for (Operation operation : operations()) {
      JsonNode node = operation.node();
      Map<String, Boolean> expected =
          Map.of(
              "400",
              true,
              "401",
              true,
              "404",
              operation.path().contains("{"),
              "412",
              node.path("parameters").findValuesAsText("name").contains("If-Match"),
              "422",
              node.has("requestBody"),
              "429",
              true);
      expected.forEach((status, listed) ->
          softly
              .assertThat(node.path("responses").has(status))
              .as("%s, %s", operation.name(), status)
              .isEqualTo(listed));
    }
    softly.assertAll();
    JsonNode answers = document.at("/components/responses");
    assertThat(answers.isEmpty()).isFalse();
    assertThat(answers)
        .allSatisfy(answer ->
            assertThat(answer.at("/content/application~1problem+json/schema/$ref").asText())
                .isEqualTo(SCHEMAS + "Problem"));
    assertThat(answers.at("/RateLimited/headers").has("Retry-After")).isTrue();
  }

  @Test
  void everyPlaceInAPathIsAParameter() {
    SoftAssertions softly = new SoftAssertions();
    for (Operation operation : operations()) {
      Set<String> declared = new TreeSet<>();
      operation
          .node()
          .path("parameters")
          .forEach(parameter -> {
            if (parameter.path("in").asText().equals("path")) {
              softly.assertThat(parameter.path("required").asBoolean()).isTrue();
              declared.add(parameter.path("name").asText());
            }
          });
      Set<String> named = new TreeSet<>();
      PLACE.matcher(operation.path()).results().forEach(found -> named.add(found.group(1)));
      softly.assertThat(declared).as(operation.name()).isEqualTo(named);
    }
    softly.assertAll();
  }

  @Test
  void everyListHasTheSamePaging() {
    SoftAssertions softly = new SoftAssertions();
    for (Operation operation : operations()) {
      List<String> parameters = operation.node().path("parameters").findValuesAsText("name");
      softly
          .assertThat(parameters.contains("limit"))
          .as(operation.name())
          .isEqualTo(parameters.contains("cursor"));
      if (parameters.contains("cursor")) {
        softly
            .assertThat(operation.node().at("/responses/200/content/application~1json/schema/$ref"))
            .as(operation.name())
            .asString()
            .endsWith("Page\"");
      }
    }
    softly.assertAll();
  }

  @Test
  void schemasAreNamedForPeopleAndNoReferenceLeadsNowhere() {
    JsonNode schemas = document.path("components").path("schemas");
    assertThat(schemas.properties())
        .extracting(schema -> schema.getKey())
        .allMatch(name -> name.matches("[A-Z][A-Za-z0-9]+"));
    for (String reference : document.findValuesAsText("$ref")) {
      assertThat(document.at(reference.substring(1)).isMissingNode()).as(reference).isFalse();
    }
  }

  private List<Operation> operations() {
    List<Operation> operations = CommittedDocument.operations(document);
    assertThat(operations).extracting(Operation::method).allMatch(METHODS::contains);
    assertThat(operations).hasSizeGreaterThan(80);
    return operations;
  }
}
