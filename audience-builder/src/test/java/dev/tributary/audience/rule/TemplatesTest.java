package dev.tributary.audience.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.audience.rule.reader.RuleReader;
import dev.tributary.contracts.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules that the web UI offers to begin with are rules. */
class TemplatesTest {
  private static final Path TEMPLATES =
      Path.of("../api-gateway/src/main/webui/src/pages/audiences/builder/templates/templates.json");

  static Stream<Map.Entry<String, JsonNode>> templates() throws IOException {
    return Json.MAPPER.readTree(Files.readString(TEMPLATES)).properties().stream();
  }

  @ParameterizedTest
  @MethodSource("templates")
  void aTemplateIsARule(Map.Entry<String, JsonNode> template) {
    assertThat(RuleReader.read(template.getValue(), _ -> Optional.empty()))
        .isInstanceOf(RuleReader.Outcome.Bound.class);
  }
}
