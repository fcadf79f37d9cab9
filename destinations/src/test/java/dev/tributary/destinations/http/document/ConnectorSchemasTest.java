package dev.tributary.destinations.http.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.tributary.contracts.Json;
import dev.tributary.destinations.connector.Manifest;
import dev.tributary.destinations.connector.Manifest.Setting;
import dev.tributary.destinations.connector.manifest.InstalledConnectors;
import dev.tributary.destinations.destination.SettingsCheck;
import dev.tributary.runtime.openapi.SchemaVariants;
import dev.tributary.testkit.reference.ReferenceFile;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The committed document and {@link SettingsCheck} accept and refuse the same settings. */
class ConnectorSchemasTest {
  private static final List<String> VALUES =
      List.of(
          "null",
          "\"text\"",
          "\"\"",
          "5",
          "true",
          "[]",
          "[\"a\", \"b\"]",
          "[1]",
          "{}",
          "{\"set\": true}");

  private static final List<Manifest> MANIFESTS = InstalledConnectors.load().manifests();

  private final JsonNode components =
      json(new ReferenceFile("openapi.json").read()).path("components");

  @TestFactory
  List<DynamicTest> aSettingOfADestinationTakesTheSameValues() {
    return MANIFESTS.stream()
        .map(manifest ->
            DynamicTest.dynamicTest(
                manifest.id(),
                () ->
                    assertSame(
                        SchemaVariants.capitalised(manifest.id()) + "Settings",
                        manifest.settings())))
        .toList();
  }

  @TestFactory
  List<DynamicTest> aSettingOfASyncTakesTheSameValues() {
    return MANIFESTS.stream()
        .flatMap(manifest ->
            manifest.objects().stream()
                .filter(object -> !object.settings().isEmpty())
                .map(object ->
                    DynamicTest.dynamicTest(
                        manifest.id() + " " + object.name(),
                        () ->
                            assertSame(
                                SchemaVariants.capitalised(manifest.id())
                                    + SchemaVariants.capitalised(object.name())
                                    + "SyncSettings",
                                object.settings()))))
        .toList();
  }

  @Test
  void theConnectorChoosesTheSettings() {
    ObjectNode request = Json.MAPPER.createObjectNode().put("key", "crm").put("name", "CRM");
    request.putArray("purposes").add("marketing");
    request.putObject("settings").put("accessToken", "token");
    assertThat(isValid("DestinationRequest", request.put("connector", "hubspot"))).isTrue();
    assertThat(isValid("DestinationRequest", request.put("connector", "webhook"))).isFalse();
    assertThat(isValid("DestinationRequest", request.put("connector", "of-a-workspace"))).isTrue();
  }

  /** Replaces each setting by each value, leaves it out, and adds one that is not declared. */
  private void assertSame(String schema, List<Setting> declared) {
    ObjectNode sound = sound(declared);
    assertSame(schema, declared, sound);
    assertThat(isValid(schema, sound)).as(schema).isTrue();
    assertSame(schema, declared, sound.deepCopy().put("undeclared", "text"));
    for (Setting setting : declared) {
      assertSame(schema, declared, sound.deepCopy().without(setting.name()));
      for (String value : VALUES) {
        assertSame(schema, declared, sound.deepCopy().set(setting.name(), json(value)));
      }
    }
  }

  private void assertSame(String schema, List<Setting> declared, JsonNode settings) {
    boolean accepted = SettingsCheck.faults(declared, settings, Set.of(), "/settings").isEmpty();
    if (!isEmptyOptionalText(declared, settings)) {
      assertThat(isValid(schema, settings)).as("%s: %s", schema, settings).isEqualTo(accepted);
    }
  }

  /** An empty text stands for an absent optional setting of any type; the document omits this. */
  private static boolean isEmptyOptionalText(List<Setting> declared, JsonNode settings) {
    return declared.stream()
        .filter(setting -> !setting.required())
        .map(setting -> settings.path(setting.name()))
        .anyMatch(value -> value.isTextual() && value.asText().isEmpty());
  }

  private static ObjectNode sound(List<Setting> declared) {
    ObjectNode settings = Json.MAPPER.createObjectNode();
    for (Setting setting : declared) {
      switch (setting.type()) {
        case TEXT, SIGNING_SECRET -> settings.put(setting.name(), "text");
        case NUMBER -> settings.put(setting.name(), 5);
        case BOOLEAN -> settings.put(setting.name(), true);
        case CHOICE -> settings.put(setting.name(), setting.options().getFirst());
        case LIST -> settings.putArray(setting.name()).add("text");
      }
    }
    return settings;
  }

  private boolean isValid(String name, JsonNode value) {
    ObjectNode root = Json.MAPPER.createObjectNode().put("$ref", "#/components/schemas/" + name);
    root.set("components", components);
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(root);
    return schema.validate(value).isEmpty();
  }

  private static JsonNode json(String text) {
    try {
      return Json.MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
