package dev.tributary.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * What request bodies of the committed document say of their fields. {@code BadInputTest} compares
 * the required fields with an installation.
 */
class ApiDocumentRequestsTest {
  private static final String MERGE_PATCH = "application/merge-patch+json";

  /** Bodies in which no field is needed: each has a default, or the caller is the default. */
  private static final Set<String> WITHOUT_REQUIRED_FIELDS =
      Set.of(
          "acceptInvitation",
          "findMyInvitations",
          "listPeople",
          "putAlertSettings",
          "readDestinationFields",
          "readSettingChoices",
          "repairReconciliation",
          "rotateApiClient",
          "testSync");

  private final JsonNode document = CommittedDocument.read();

  private record Body(String operation, String type, JsonNode schema) {}

  @Test
  void eachBodySaysWhichFieldsItRequires() {
    Set<String> without = new TreeSet<>();
    for (Body body : bodies()) {
      if (!body.type().equals(MERGE_PATCH)
          && !isPatched(body.operation())
          && resolved(body.schema()).stream()
              .noneMatch(each -> each.has("required") || each.has("oneOf"))) {
        without.add(body.operation());
      }
    }
    assertThat(without).isEqualTo(WITHOUT_REQUIRED_FIELDS);
  }

  @Test
  void aMergePatchRequiresNoField() {
    Set<String> requiring = new TreeSet<>();
    int patches = 0;
    for (Body body : bodies()) {
      if (isPatched(body.operation())) {
        patches++;
        for (JsonNode schema : resolved(body.schema())) {
          collectRequired(body.operation(), schema, requiring);
        }
      }
    }
    assertThat(requiring).isEmpty();
    assertThat(patches).isGreaterThan(10);
  }

  @Test
  void theSettingsOfAConnectorHaveATypePerConnector() {
    List<String> untyped = new ArrayList<>();
    int typed = 0;
    for (Map.Entry<String, JsonNode> named : document.at("/components/schemas").properties()) {
      JsonNode settings = named.getValue().at("/properties/settings");
      for (JsonNode schema : resolved(settings)) {
        if (schema.path("type").asText().equals("object")) {
          typed++;
          JsonNode others = schema.path("additionalProperties");
          // The manifest that declares these settings is in the request itself.
          boolean ofManifest = named.getKey().equals("ConnectorValidationRequest");
          if (!ofManifest && !others.isObject() && others.asBoolean(true)) {
            untyped.add(named.getKey());
          }
        }
      }
    }
    assertThat(untyped).as("schemas whose settings may be any object").isEmpty();
    assertThat(typed).isGreaterThan(10);
  }

  @Test
  void theConnectorDistinguishesDestinations() {
    for (String name : List.of("DestinationRequest", "DestinationDraft", "Destination")) {
      JsonNode schema = document.at("/components/schemas").path(name);
      assertThat(schema.at("/discriminator/propertyName").asText()).as(name).isEqualTo("connector");
      assertThat(schema.at("/discriminator/mapping").properties())
          .as(name)
          .extracting(Map.Entry::getKey)
          .contains("hubspot", "postgresql", "webhook");
    }
  }

  private void collectRequired(String place, JsonNode schema, Set<String> requiring) {
    if (schema.has("required")) {
      requiring.add(place + ": " + schema.path("required"));
    }
    schema
        .path("properties")
        .properties()
        .forEach(field -> {
          for (JsonNode value : resolved(field.getValue())) {
            collectRequired(place + "." + field.getKey(), value, requiring);
          }
        });
  }

  private boolean isPatched(String operation) {
    return bodies().stream()
        .anyMatch(body -> body.operation().equals(operation) && body.type().equals(MERGE_PATCH));
  }

  /**
   * The schema, or the one that it refers to, with the schemas of {@code anyOf}. Variants of {@code
   * oneOf} are not among them: a merge patch replaces them as a whole.
   */
  private List<JsonNode> resolved(JsonNode schema) {
    if (schema.has("$ref")) {
      return resolved(document.at(schema.path("$ref").asText().substring(1)));
    }
    List<JsonNode> all = new ArrayList<>(List.of(schema));
    schema.path("anyOf").forEach(each -> all.addAll(resolved(each)));
    return all;
  }

  private List<Body> bodies() {
    List<Body> bodies = new ArrayList<>();
    for (CommittedDocument.Operation operation : CommittedDocument.operations(document)) {
      operation
          .node()
          .at("/requestBody/content")
          .properties()
          .forEach(content -> {
            if (content.getKey().endsWith("json")) {
              bodies.add(
                  new Body(
                      operation.node().path("operationId").asText(),
                      content.getKey(),
                      content.getValue().path("schema")));
            }
          });
    }
    assertThat(bodies).hasSizeGreaterThan(60);
    return bodies;
  }
}
