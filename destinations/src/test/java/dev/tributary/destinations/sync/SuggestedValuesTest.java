package dev.tributary.destinations.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.destinations.connector.Manifest;
import dev.tributary.destinations.connector.Manifest.Field;
import dev.tributary.destinations.connector.Manifest.SuggestedValue;
import dev.tributary.destinations.connector.manifest.InstalledConnectors;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A manifest can suggest only values that a mapping can send. */
class SuggestedValuesTest {
  @Test
  void theAttributesOfEventsAreThoseOfAMapping() {
    assertThat(SuggestedValue.ATTRIBUTES)
        .containsExactlyElementsOf(
            Stream.of(ValueSource.Attribute.values())
                .map(ValueSource.Attribute::wireName)
                .toList());
  }

  @Test
  void aMappingAcceptsTheSuggestedValuesOfEachConnector() {
    assertThat(InstalledConnectors.load().manifests().stream().flatMap(SuggestedValuesTest::values))
        .isNotEmpty()
        .allSatisfy(value ->
            assertThatCode(() -> Json.MAPPER.treeToValue(json(value), ValueSource.class))
                .as(value.toString())
                .doesNotThrowAnyException());
  }

  private static Stream<SuggestedValue> values(Manifest manifest) {
    return manifest.objects().stream()
        .flatMap(object -> object.fields().stream())
        .map(Field::suggested)
        .filter(Objects::nonNull);
  }

  private static ObjectNode json(SuggestedValue value) {
    String property =
        switch (value.kind()) {
          case TRAIT, EVENT -> "name";
          case IDENTIFIER -> "type";
          case PROPERTY, CONTEXT -> "path";
        };
    return Json.MAPPER
        .createObjectNode()
        .put("kind", value.kind().wireName())
        .put(property, value.name());
  }
}
