package dev.tributary.audience.dictionary;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.audience.dictionary.FrequentValues.Counted;
import dev.tributary.audience.rule.ValueType;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.definition.DeclaredType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FrequentValuesTest {
  private static final int PEOPLE = FrequentValues.LEAST;

  private final FrequentValues values =
      new FrequentValues(Map.of("code", DeclaredType.NUMBER, "zip", DeclaredType.TEXT));

  @Test
  void aValueOfSeveralPeopleIsCountedAndOneOfFewPeopleIsNot() {
    for (int i = 0; i < PEOPLE; i++) {
      add("{\"country\": \"NL\", \"email\": \"p%d@shop.example\"}".formatted(i));
    }
    add("{\"country\": \"NL\"}");
    add("{\"country\": \"BE\"}");
    assertThat(found()).containsExactly(new Counted("country", ValueType.TEXT, "NL", PEOPLE + 1));
  }

  @Test
  void valuesWithinObjectsAndListsHaveAPath() {
    for (int i = 0; i < PEOPLE; i++) {
      add("{\"address\": {\"city\": \"Utrecht\"}, \"tags\": [\"vip\", \"vip\"]}");
      add("{\"pets\": [{\"kind\": \"dog\"}, {\"kind\": \"dog\"}, {\"kind\": \"cat\"}]}");
    }
    assertThat(found())
        .containsExactly(
            new Counted("address.city", ValueType.TEXT, "Utrecht", PEOPLE),
            new Counted("pets.kind", ValueType.LIST, "cat", PEOPLE),
            new Counted("pets.kind", ValueType.LIST, "dog", PEOPLE),
            new Counted("tags", ValueType.LIST, "vip", PEOPLE));
  }

  @Test
  void onlyTextsThatRulesReadAsTextsCount() {
    for (int i = 0; i < PEOPLE; i++) {
      add("{\"code\": \"12\", \"zip\": \"3511\", \"age\": 12, \"vip\": true, \"none\": null}");
      add("{\"note\": \"%s\", \"blank\": \" \"}".formatted("x".repeat(61)));
    }
    assertThat(found()).containsExactly(new Counted("zip", ValueType.TEXT, "3511", PEOPLE));
  }

  @Test
  void aTraitWithManyValuesLeavesRoomForOthers() {
    for (int i = 0; i < 1_000; i++) {
      add("{\"id\": \"id-%d\", \"plan\": \"pro\"}".formatted(i));
    }
    assertThat(found()).containsExactly(new Counted("plan", ValueType.TEXT, "pro", 1_000));
  }

  private List<Counted> found() {
    return values.most().first();
  }

  private void add(String traits) {
    try {
      values.add(Json.MAPPER.readValue(traits, ObjectNode.class));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
