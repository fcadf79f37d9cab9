package dev.tributary.audience.http.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.tributary.audience.rule.Operator;
import dev.tributary.audience.rule.RandomRules;
import dev.tributary.audience.rule.reader.RuleReader;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.testkit.lane.Lane;
import dev.tributary.testkit.reference.ReferenceFile;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The committed document and the reader of rules accept and refuse the same rules. */
class RuleSchemasTest {
  private static final int RANDOM_RULES = 2_000;

  private static final List<String> VALUES =
      List.of(
          "null",
          "\"pro\"",
          "\"\"",
          "5",
          "0.7",
          "true",
          "[]",
          "[\"a\", \"b\"]",
          "[1, 2]",
          "[true]",
          "[1, \"a\"]",
          "[1, 2, 3]",
          "\"2026-11-20\"",
          "\"2026-11-20T09:30:00Z\"",
          "[\"2026-01-01\", \"2026-02-01\"]",
          "[1, \"2026-02-01\"]",
          "{\"amount\": 1, \"unit\": \"days\"}",
          "{\"amount\": 0, \"unit\": \"days\"}",
          "{\"amount\": 36501, \"unit\": \"days\"}",
          "{\"amount\": 1, \"unit\": \"weeks\"}",
          "{\"amount\": 1}",
          "{}");

  private final Schema schema = schema();

  @Test
  void everyRuleThatIsReadIsValid() {
    long seed = Lane.seed();
    RandomRules rules =
        new RandomRules(
            new Random(seed),
            Instant.parse("2026-03-29T10:00:00Z"),
            List.of(new AudienceId("aud_1")));
    for (int i = 0; i < RANDOM_RULES; i++) {
      JsonNode rule = rules.rule();
      assertThat(isRead(rule)).as("seed %d: %s", seed, rule).isTrue();
      assertThat(schema.validate(rule)).as("seed %d: %s", seed, rule).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(Operator.class)
  void anOperatorTakesTheSameValues(Operator operator) {
    ObjectNode condition =
        Json.MAPPER.createObjectNode().put("trait", "plan").put("operator", operator.wireName());
    assertSame(condition);
    for (String value : VALUES) {
      assertSame(condition.deepCopy().set("value", json(value)));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "null",
        "{\"all\": []}",
        "{\"all\": [{\"audience\": \"aud_1\"}]}",
        "{\"none\": [{}]}",
        "{\"all\": [{\"audience\": \"aud_1\"}], \"any\": [{\"audience\": \"aud_1\"}]}",
        "{\"trait\": \"plan\"}",
        "{\"trait\": \"plan\", \"operator\": \"resembles\", \"value\": \"pro\"}",
        "{\"trait\": \"\", \"operator\": \"exists\"}",
        "{\"trait\": \"plan\", \"operator\": \"exists\", \"colour\": \"red\"}",
        "{\"trait\": \"plan\", \"operator\": \"exists\", \"ignoreCase\": true}",
        "{\"trait\": \"plan\", \"operator\": \"atLeast\", \"value\": 5, \"ignoreCase\": true}",
        "{\"trait\": \"plan\", \"operator\": \"atLeast\", \"value\": 5, \"ignoreCase\": 1}",
        "{\"operator\": \"exists\"}",
        "{\"audience\": \"aud_1\", \"in\": false}",
        "{\"audience\": \"aud_1\", \"in\": \"no\"}",
        "{\"audience\": \"aud_1\", \"since\": 1}",
        "{\"audience\": \"\"}",
        "{\"consent\": \"ads\", \"state\": \"granted\"}",
        "{\"consent\": \"ads\", \"state\": \"maybe\"}",
        "{\"consent\": \"ads\"}",
        "{\"consent\": \"\", \"state\": \"granted\"}",
        "{\"consent\": \"ads\", \"state\": \"granted\", \"since\": 1}",
        "{\"event\": \"\"}",
        "{\"event\": \"Bought\"}",
        "{\"event\": \"Bought\", \"did\": false}",
        "{\"event\": \"Bought\", \"unknown\": false}",
        "{\"event\": \"Bought\", \"did\": true, \"count\": {\"atLeast\": 2}}",
        "{\"call\": \"page\"}",
        "{\"call\": \"track\"}",
        "{\"call\": \"track\", \"event\": \"Bought\"}",
        "{\"call\": \"identify\"}",
        "{\"event\": \"Bought\", \"count\": {\"atLeast\": 2}}",
        "{\"event\": \"Bought\", \"count\": {\"atLeast\": -1}}",
        "{\"event\": \"Bought\", \"count\": {\"atLeast\": 1000001}}",
        "{\"event\": \"Bought\", \"count\": {\"atLeast\": 1, \"atMost\": 2}}",
        "{\"event\": \"Bought\", \"count\": {}}",
        "{\"event\": \"Bought\", \"window\": {}}",
        "{\"event\": \"Bought\", \"window\": {\"from\": \"2026-11-01\"}}",
        "{\"event\": \"Bought\", \"window\": {\"from\": \"yesterday\"}}",
        "{\"event\": \"Bought\", \"window\": {\"last\": {\"amount\": 7, \"unit\": \"days\"}}}",
        "{\"event\": \"Bought\", \"where\": [{\"property\": \"price\", \"operator\": \"exists\"}]}",
        "{\"event\": \"Bought\", \"where\": [{\"property\": \"price\"}]}",
        "{\"event\": \"Bought\", \"where\": [{\"property\": \"\", \"operator\": \"exists\"}]}",
        "{\"event\": \"Bought\", \"where\": [{\"property\": \"price\", \"operator\": \"exists\", \"trait\": \"plan\"}]}",
        "{\"event\": \"Bought\", \"where\": {}}"
      })
  void aRuleIsReadIfItIsValid(String rule) {
    assertSame(json(rule));
  }

  private void assertSame(JsonNode rule) {
    assertThat(schema.validate(rule).isEmpty()).as("valid: " + rule).isEqualTo(isRead(rule));
  }

  private static boolean isRead(JsonNode rule) {
    return RuleReader.read(rule, id -> Optional.of(new AudienceId(id)))
        instanceof RuleReader.Outcome.Bound;
  }

  private static Schema schema() {
    ObjectNode root = Json.MAPPER.createObjectNode().put("$ref", "#/components/schemas/Rule");
    root.set("components", json(new ReferenceFile("openapi.json").read()).path("components"));
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(root);
  }

  private static JsonNode json(String text) {
    try {
      return Json.MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
