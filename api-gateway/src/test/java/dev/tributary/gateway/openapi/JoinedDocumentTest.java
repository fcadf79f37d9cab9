package dev.tributary.gateway.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.access.Service;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JoinedDocumentTest {
  private static final String SOURCES = "/paths/~1api~1v1~1workspaces~1{workspace}~1sources";

  private final JoinedDocument joined = new JoinedDocument((method, path) -> Optional.of("viewer"));

  @Test
  void aSchemaThatServicesShareStandsOnce() {
    joined.add(Service.COLLECTOR, document("sources", "\"type\":\"string\""));
    joined.add(Service.AUDIENCES, document("audiences", "\"type\":\"string\""));
    assertThat(schemas()).containsExactly("Problem", "Thing");
  }

  @Test
  void oneNameForTwoThingsIsSetApartByTheService() {
    joined.add(Service.COLLECTOR, document("sources", "\"type\":\"string\""));
    joined.add(Service.AUDIENCES, document("audiences", "\"type\":\"integer\""));
    assertThat(schemas()).containsExactly("AudiencesThing", "CollectorThing", "Problem");
    assertThat(answer("audiences").path("$ref").asText())
        .isEqualTo("#/components/schemas/AudiencesThing");
  }

  @Test
  void aNameThatMeansTwoThingsDeeperDownIsSetApartToo() {
    joined.add(Service.COLLECTOR, document("sources", "\"$ref\":\"#/components/schemas/Inner\""));
    joined.add(
        Service.AUDIENCES,
        (ObjectNode)
            json(
                document("audiences", "\"$ref\":\"#/components/schemas/Inner\"")
                    .toString()
                    .replace("\"deep\"", "\"other\"")));
    assertThat(schemas()).contains("AudiencesThing", "CollectorThing");
  }

  @Test
  void aPageIsNamedByWhatItIsOf() {
    ObjectNode document = document("sources", "\"type\":\"string\"");
    ObjectNode page = document.withObjectProperty("components").withObjectProperty("schemas");
    page.set(
        "PageThingView",
        json(
            """
            {"type": "object", "properties": {
              "data": {"type": "array", "items": {"$ref": "#/components/schemas/Thing"}},
              "nextCursor": {"type": "string"}}}
            """));
    joined.add(
        Service.COLLECTOR,
        (ObjectNode)
            json(
                document
                    .toString()
                    .replace(
                        "{\"$ref\":\"#/components/schemas/Thing\"}}}}",
                        "{\"$ref\":\"#/components/schemas/PageThingView\"}}}}")));
    assertThat(schemas()).contains("Thing", "ThingPage");
  }

  @Test
  void aFieldKeepsItsDescriptionIfItsTypeIsWrittenInline() {
    joined.add(
        Service.COLLECTOR,
        document(
            "sources", "\"$ref\":\"#/components/schemas/Colour\",\"description\":\"Of the wall\""));
    JsonNode field = joined.document().at("/components/schemas/Thing/properties/field");
    assertThat(field.path("description").asText()).isEqualTo("Of the wall");
    assertThat(field.path("enum")).hasSize(2);
  }

  @Test
  void anEnumerationStandsWhereItIsUsedAndWhatNobodyUsesIsLeftOut() {
    joined.add(Service.COLLECTOR, document("sources", "\"$ref\":\"#/components/schemas/Colour\""));
    assertThat(schemas()).containsExactly("Problem", "Thing");
    assertThat(joined.document().at("/components/schemas/Thing/properties/field/enum")).hasSize(2);
  }

  @Test
  void anOperationListsTheErrorsThatItCanAnswer() {
    joined.add(Service.COLLECTOR, document("sources", "\"type\":\"string\""));
    assertThat(errorsOfSources("get")).containsExactly("400", "401", "404", "429");
  }

  @Test
  void aChangeOfAVersionWithABodyHasMoreErrors() {
    joined.add(
        Service.COLLECTOR,
        (ObjectNode)
            json(
                document("sources", "\"type\":\"string\"")
                    .toString()
                    .replace(
                        "{\"get\":{",
                        "{\"patch\":{\"requestBody\":{},"
                            + "\"parameters\":[{\"in\":\"header\",\"name\":\"If-Match\"}],")));
    assertThat(errorsOfSources("patch"))
        .containsExactlyInAnyOrder("400", "401", "403", "404", "412", "422", "429");
  }

  @Test
  void aReadThatNeedsMoreThanTheSmallestRoleMayBeForbidden() {
    JoinedDocument needsAnAdmin = new JoinedDocument((_, _) -> Optional.of("admin"));
    needsAnAdmin.add(Service.COLLECTOR, document("sources", "\"type\":\"string\""));
    assertThat(needsAnAdmin.document().at(SOURCES + "/get/responses/403/$ref").asText())
        .isEqualTo("#/components/responses/Forbidden");
    assertThat(
            needsAnAdmin
                .document()
                .at("/components/responses/Forbidden/content/application~1problem+json/schema/$ref")
                .asText())
        .isEqualTo("#/components/schemas/Problem");
  }

  private List<String> errorsOfSources(String method) {
    return joined.document().at(SOURCES + "/" + method + "/responses").properties().stream()
        .map(Map.Entry::getKey)
        .filter(status -> status.startsWith("4"))
        .toList();
  }

  private Iterable<String> schemas() {
    return () -> joined.document().path("components").path("schemas").fieldNames();
  }

  private JsonNode answer(String route) {
    return joined
        .document()
        .at(
            "/paths/~1api~1v1~1workspaces~1{workspace}~1"
                + route
                + "/get/responses/200/content/application~1json/schema");
  }

  private static ObjectNode document(String route, String field) {
    return (ObjectNode)
        json(
            """
            {"paths": {"/api/v1/workspaces/{workspace}/%s": {"get": {"responses": {"200":
              {"content": {"application/json": {"schema":
                {"$ref": "#/components/schemas/Thing"}}}}}}}},
             "components": {"schemas": {
               "Colour": {"type": "string", "enum": ["red", "blue"]},
               "Inner": {"type": "object", "properties": {"deep": {"type": "string"}}},
               "Thing": {"type": "object", "properties": {"field": {%s}}}}}}
            """
                .formatted(route, field));
  }

  private static JsonNode json(String text) {
    return Json.read(text.getBytes(StandardCharsets.UTF_8), JsonNode.class);
  }
}
