package dev.tributary.audience.dictionary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.audience.dictionary.FieldTally.Field;
import dev.tributary.audience.rule.DeclaredTypes;
import dev.tributary.audience.rule.Rule.Call;
import dev.tributary.audience.rule.Rule.EventKind;
import dev.tributary.audience.rule.ValueType;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.definition.DeclaredType;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FieldTallyTest {
  @Test
  void aPartOfAListIsAListAndCountsOnceForAnEvent() {
    FieldTally tally = new FieldTally(Map.of());
    tally.addWithParts(
        json("{\"products\": [{\"category\": \"tea\"}, {\"category\": \"milk\", \"gone\": null}]}"),
        1);
    tally.addWithParts(
        json("{\"products\": [{\"brand\": {\"name\": \"Duck\"}}], \"total\": 3}"), 2);
    assertThat(tally.most(10).first())
        .extracting(Field::name, Field::types, Field::count)
        .containsExactly(
            tuple("products", Set.of(ValueType.LIST), 2L),
            tuple("products.brand", Set.of(ValueType.LIST), 1L),
            tuple("products.brand.name", Set.of(ValueType.LIST), 1L),
            tuple("products.category", Set.of(ValueType.LIST), 1L),
            tuple("total", Set.of(ValueType.NUMBER), 1L));
  }

  @Test
  void aPartOfAnObjectHasTheTypeOfItsValue() {
    FieldTally tally = new FieldTally(Map.of());
    tally.addWithParts(json("{\"address\": {\"city\": \"Utrecht\", \"home\": {\"floor\": 2}}}"), 1);
    assertThat(tally.most(10).first())
        .extracting(Field::name, Field::types)
        .containsExactly(
            tuple("address", Set.of(ValueType.OBJECT)),
            tuple("address.city", Set.of(ValueType.TEXT)),
            tuple("address.home", Set.of(ValueType.OBJECT)),
            tuple("address.home.floor", Set.of(ValueType.NUMBER)));
  }

  @Test
  void aFieldThatHasADotInItsNameIsNoPart() {
    FieldTally tally = new FieldTally(Map.of());
    tally.addWithParts(json("{\"a\": {\"b\": \"text\"}, \"a.b\": 1}"), 1);
    assertThat(tally.most(10).first())
        .extracting(Field::name, Field::types)
        .containsExactly(
            tuple("a", Set.of(ValueType.OBJECT)), tuple("a.b", Set.of(ValueType.NUMBER)));
  }

  @Test
  void aPartWithADeclaredTypeIsCountedOnce() {
    FieldTally tally = new FieldTally(Map.of("address.zip", DeclaredType.NUMBER));
    tally.addWithParts(json("{\"address\": {\"zip\": \"12\"}}"), 1);
    assertThat(tally.most(10).first())
        .extracting(Field::name, Field::count, Field::declared)
        .containsExactly(tuple("address", 1L, null), tuple("address.zip", 1L, DeclaredType.NUMBER));
  }

  @Test
  void thePropertiesOfEachKindOfEventAreCountedByThemselves() {
    PropertyTally tally = new PropertyTally(DeclaredTypes.NONE);
    EventKind bought = new EventKind(Call.TRACK, "Bought");
    EventKind seen = new EventKind(Call.TRACK, "Seen");
    tally.add(bought, json("{\"total\": 1}"), 1);
    tally.add(bought, json("{\"total\": 2}"), 2);
    tally.add(seen, json("{\"total\": \"3\"}"), 3);
    assertThat(tally.most(10).first())
        .extracting(
            PropertyTally.Counted::kind, each -> each.field().name(), each -> each.field().count())
        .containsExactly(tuple(bought, "total", 2L), tuple(seen, "total", 1L));
    assertThat(tally.most(1).more()).isTrue();
  }

  private static ObjectNode json(String text) {
    try {
      return Json.MAPPER.readValue(text, ObjectNode.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
