package dev.tributary.audience.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.audience.rule.reader.RuleReader;
import dev.tributary.contracts.Json;
import dev.tributary.testkit.reference.ReferenceFile;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The operators one by one, as docs/reference/rule-semantics.md has them. */
class OperatorTableTest {
  private static final ZoneId AMSTERDAM = ZoneId.of("Europe/Amsterdam");

  /** 2026-03-29 is the day on which clocks in Amsterdam go from 02:00 to 03:00. */
  private static final Instant NOW = Instant.parse("2026-03-29T10:00:00Z");

  @ParameterizedTest
  @EnumSource(Operator.class)
  void thePageOfRulesHasEveryOperator(Operator operator) {
    assertThat(new ReferenceFile("rule-semantics.md").read().lines())
        .as("a row of the table of operators")
        .anyMatch(line ->
            line.startsWith("| `")
                && line.split("\\|")[1].contains("`" + operator.wireName() + "`"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          exists       |                       | ""             | true
          exists       |                       | false          | true
          exists       |                       | null           | false
          exists       |                       |                | false
          unknown      |                       |                | true
          unknown      |                       | null           | true
          unknown      |                       | []             | false
          equals       | "pro"                 | "pro"          | true
          equals       | "pro"                 | "Pro"          | false
          equals       | "pro"                 | " pro"         | false
          equals       | "pro"                 |                | false
          equals       | "pro"                 | ["pro"]        | false
          equals       | 5                     | "5"            | false
          equals       | "5"                   | 5              | false
          equals       | 1                     | 1.0            | true
          equals       | 1                     | 1e0            | true
          equals       | 0.3                   | 0.30000000000000004 | false
          equals       | 12345678901234567890  | 12345678901234567891 | false
          equals       | true                  | true           | true
          equals       | true                  | "true"         | false
          equals       | false                 | 0              | false
          notEquals    | "pro"                 | "free"         | true
          notEquals    | "pro"                 | "pro"          | false
          notEquals    | "pro"                 |                | false
          notEquals    | "pro"                 | null           | false
          notEquals    | 5                     | "5"            | true
          in           | ["a","b"]             | "b"            | true
          in           | ["a","b"]             | "c"            | false
          in           | [1,2]                 | 2.00           | true
          notIn        | ["a","b"]             | "c"            | true
          notIn        | ["a","b"]             | "a"            | false
          notIn        | ["a","b"]             |                | false
          contains     | "ro"                  | "pro"          | true
          contains     | "RO"                  | "pro"          | false
          contains     | "5"                   | 5              | false
          contains     | "a"                   | ["a"]          | false
          notContains  | "x"                   | "pro"          | true
          notContains  | "x"                   | 5              | true
          notContains  | "x"                   |                | false
          startsWith   | "pr"                  | "pro"          | true
          startsWith   | "ro"                  | "pro"          | false
          endsWith     | "ro"                  | "pro"          | true
          endsWith     | "pr"                  | "pro"          | false
          greaterThan  | 0.7                   | 0.71           | true
          greaterThan  | 0.7                   | 0.70           | false
          greaterThan  | 0.7                   | "0.9"          | false
          atLeast      | 0.7                   | 0.70           | true
          lessThan     | 3                     | 2.999          | true
          lessThan     | 3                     | 3              | false
          lessThan     | 3                     |                | false
          atMost       | 3                     | 3.0            | true
          between      | [1, 3]                | 1              | true
          between      | [1, 3]                | 3              | true
          between      | [1, 3]                | 3.1            | false
          between      | ["2026-03-01","2026-03-31"] | "2026-03-31" | true
          between      | ["2026-03-01","2026-03-31"] | "2026-03-31T22:30:00Z" | false
          before       | "2026-03-29"          | "2026-03-28"   | true
          before       | "2026-03-29"          | "2026-03-29"   | false
          before       | "2026-03-29"          | "2026-03-28T22:59:59Z" | true
          before       | "2026-03-29"          | "2026-03-28T23:00:00Z" | false
          before       | "2026-03-29T10:00:00Z"| "2026-03-29T11:59:59+02:00" | true
          before       | "2026-03-29"          | 1700000000     | false
          before       | "2026-03-29"          | "soon"         | false
          before       | "2026-03-29"          | "99999-01-01"  | false
          before       | "2026-03-29"          | "2026-02-30"   | false
          after        | "2026-03-29"          | "2026-03-30"   | true
          after        | "2026-03-29"          | "2026-03-29T21:00:00Z" | false
          on           | "2026-03-29"          | "2026-03-28T23:30:00Z" | true
          on           | "2026-03-29"          | "2026-03-29T00:30:00"  | true
          on           | "2026-03-29T23:00:00Z"| "2026-03-30T01:00:00"  | true
          withinLast   | {"amount":7,"unit":"days"}  | "2026-03-22" | true
          withinLast   | {"amount":7,"unit":"days"}  | "2026-03-21" | false
          withinLast   | {"amount":7,"unit":"days"}  | "2026-03-29" | true
          withinLast   | {"amount":7,"unit":"days"}  | "2026-03-30" | false
          withinLast   | {"amount":2,"unit":"hours"} | "2026-03-29T08:00:00Z" | false
          withinLast   | {"amount":2,"unit":"hours"} | "2026-03-29T08:00:00.001Z" | true
          withinLast   | {"amount":2,"unit":"hours"} | "2026-03-29T10:00:00Z" | true
          withinLast   | {"amount":2,"unit":"hours"} | "2026-03-29T10:00:00.001Z" | false
          withinNext   | {"amount":7,"unit":"days"}  | "2026-04-05" | true
          withinNext   | {"amount":7,"unit":"days"}  | "2026-04-06" | false
          withinNext   | {"amount":7,"unit":"days"}  | "2026-03-29" | true
          withinNext   | {"amount":30,"unit":"minutes"} | "2026-03-29T10:30:00Z" | true
          withinNext   | {"amount":30,"unit":"minutes"} | "2026-03-29T10:30:00.001Z" | false
          withinNext   | {"amount":30,"unit":"minutes"} | "2026-03-29T10:00:00Z" | false
          includes     | "a"                   | ["a","b"]      | true
          includes     | "a"                   | ["A"]          | false
          includes     | "a"                   | "a"            | false
          includes     | 1                     | [1.0]          | true
          includes     | 1                     | ["1"]          | false
          includes     | "a"                   | []             | false
          notIncludes  | "a"                   | []             | true
          notIncludes  | "a"                   | "a"            | true
          notIncludes  | "a"                   | ["a"]          | false
          notIncludes  | "a"                   |                | false
          includesAny  | ["a","c"]             | ["b","c"]      | true
          includesAny  | ["a","c"]             | ["b"]          | false
          includesAll  | ["a","c"]             | ["c","b","a"]  | true
          includesAll  | ["a","c"]             | ["a","b"]      | false
          """)
  void anOperatorHoldsExactlyForTheValuesThatThePageNames(
      String operator, String operand, String value, boolean holds) throws JsonProcessingException {
    ObjectNode condition =
        Json.MAPPER.createObjectNode().put("trait", "t").put("operator", operator);
    if (operand != null) {
      condition.set("value", Json.MAPPER.readTree(operand));
    }
    ObjectNode traits = Json.MAPPER.createObjectNode();
    if (value != null) {
      traits.set("t", Json.MAPPER.readTree(value));
    }

    assertThat(holds(condition, traits)).isEqualTo(holds);
    assertThat(
            new NaiveReference(AMSTERDAM, Json.MAPPER.createArrayNode(), _ -> false)
                .holds(condition, traits, java.util.Map.of(), java.util.List.of(), NOW))
        .as("the reference of the model tests")
        .isEqualTo(holds);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          equals      | "PRO"       | "pro"         | true
          in          | ["a","B"]   | "b"           | true
          contains    | "RO"        | "pro"         | true
          includesAll | ["A","b"]   | ["a","B"]     | true
          equals      | "ÉCOLE"     | "école"       | true
          equals      | "I"         | "ı"           | false
          """)
  void ignoreCaseLowercasesBothSides(String operator, String operand, String value, boolean holds)
      throws JsonProcessingException {
    ObjectNode condition =
        Json.MAPPER
            .createObjectNode()
            .put("trait", "t")
            .put("operator", operator)
            .put("ignoreCase", true);
    condition.set("value", Json.MAPPER.readTree(operand));
    ObjectNode traits = Json.MAPPER.createObjectNode();
    traits.set("t", Json.MAPPER.readTree(value));

    assertThat(holds(condition, traits)).isEqualTo(holds);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a.b          | {"a.b": 1, "a": {"b": 2}}                  | 1
          a.b          | {"a": {"b": 2}}                            | 2
          a.b          | {"a.b": null, "a": {"b": 2}}               | 2
          a.b.c        | {"a.b": {"c": 1}, "a": {"b": {"c": 2}}}    | 1
          a.b.c        | {"a": {"b.c": 3}}                          | 3
          a.b          | {"a": [{"b": 1}, {"b": null}, {"b": 2}, 7]}| [1,2]
          a.b          | {"a": [{"b": [1,2]}, {"b": 3}]}            | [1,2,3]
          a.b          | {"a": [{"c": 1}]}                          |
          a.b          | {"a": "b"}                                 |
          """)
  void aPathIsTheLongestNameFirstAndGoesIntoLists(String path, String traits, String found)
      throws JsonProcessingException {
    ObjectNode object = (ObjectNode) Json.MAPPER.readTree(traits);
    JsonNode value = new Path(path).in(object);

    if (found == null) {
      assertThat(value.isMissingNode()).isTrue();
      assertThat(NaiveReference.lookup(object, path)).isEmpty();
    } else {
      assertThat(value).isEqualTo(Json.MAPPER.readTree(found));
      assertThat(NaiveReference.lookup(object, path)).contains(Json.MAPPER.readTree(found));
    }
  }

  private static boolean holds(ObjectNode condition, ObjectNode traits) {
    Rule rule = RuleReader.stored(condition);
    return new Evaluate(TestFacts.of(traits), AMSTERDAM, NOW.toEpochMilli()).answer(rule).holds();
  }
}
