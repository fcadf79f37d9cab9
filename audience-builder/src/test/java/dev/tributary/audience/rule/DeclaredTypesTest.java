package dev.tributary.audience.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.audience.rule.reader.RuleReader;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.definition.DeclaredType;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeclaredTypesTest {

  @Test
  void aDeclaredTypeIsForExactlyItsPathAndItsKindOfEvent() throws JsonProcessingException {
    JsonNode rule =
        Json.MAPPER.readTree(
            """
            {"all": [
              {"trait": "age", "operator": "atLeast", "value": 18},
              {"event": "Bought",
               "where": [{"property": "total", "operator": "atLeast", "value": 10}]},
              {"event": "Viewed",
               "where": [{"property": "total", "operator": "atLeast", "value": 10}]}]}\
            """);
    DeclaredTypes types =
        StoredTypes.read(
            Json.MAPPER.readTree(
                """
                [{"trait": "age", "type": "number"}, {"trait": "plan", "type": "text"},
                 {"call": "track", "event": "Bought", "property": "total", "type": "number"},
                 {"call": "page", "event": "Bought", "property": "total", "type": "text"}]\
                """));

    DeclaredTypes its = types.of(RuleReader.stored(rule));
    assertThat(its.traits()).containsOnlyKeys("age");
    assertThat(its.properties()).hasSize(1);
    assertThat(StoredTypes.read(StoredTypes.write(its))).isEqualTo(its);
    assertThat(its.in(RuleReader.stored(rule))).isEqualTo(types.in(RuleReader.stored(rule)));
    Rule.All read = (Rule.All) its.in(RuleReader.stored(rule));
    assertThat(((Rule.TraitCondition) read.nodes().get(0)).trait().type())
        .isEqualTo(DeclaredType.NUMBER);
    assertThat(property(read.nodes().get(1))).contains(DeclaredType.NUMBER);
    assertThat(property(read.nodes().get(2))).isEmpty();
  }

  private static Optional<DeclaredType> property(Rule rule) {
    return Optional.ofNullable(((Rule.EventCondition) rule).where().getFirst().property().type());
  }
}
