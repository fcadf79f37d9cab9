package dev.tributary.audience.dictionary;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.audience.dictionary.FrequentPropertyValues.Counted;
import dev.tributary.audience.rule.DeclaredTypes;
import dev.tributary.audience.rule.Rule.Call;
import dev.tributary.audience.rule.Rule.EventKind;
import dev.tributary.audience.rule.ValueType;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.definition.DeclaredType;
import dev.tributary.contracts.id.ProfileId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FrequentPropertyValuesTest {
  private static final int PEOPLE = FrequentValues.LEAST;
  private static final EventKind BOUGHT = new EventKind(Call.TRACK, "Bought");
  private static final EventKind PAGE = new EventKind(Call.PAGE, null);

  private final FrequentPropertyValues values = valuesWith("");

  @Test
  void aValueOfSeveralPeopleIsFoundAndOneOfFewPeopleWithManyEventsIsNot() {
    for (int i = 0; i < PEOPLE; i++) {
      add(i, BOUGHT, "{\"coupon\": \"SPRING\"}");
      add(i, BOUGHT, "{\"coupon\": \"SPRING\"}");
    }
    for (int i = 0; i < 100; i++) {
      add(PEOPLE, BOUGHT, "{\"coupon\": \"OWN\"}");
    }
    assertThat(found())
        .containsExactly(new Counted(BOUGHT, "coupon", ValueType.TEXT, "SPRING", 2L * PEOPLE));
  }

  @Test
  void aValueBelongsToItsKindOfEventAndTrackEventsComeFirst() {
    for (int i = 0; i < PEOPLE; i++) {
      add(i, PAGE, "{\"title\": \"Coffee\"}");
      add(i, PAGE, "{\"title\": \"Coffee\"}");
      add(i, BOUGHT, "{\"title\": \"Coffee\"}");
    }
    assertThat(found())
        .containsExactly(
            new Counted(BOUGHT, "title", ValueType.TEXT, "Coffee", PEOPLE),
            new Counted(PAGE, "title", ValueType.TEXT, "Coffee", 2L * PEOPLE));
  }

  @Test
  void anElementOfAListCountsOnceForEachEvent() {
    for (int i = 0; i < PEOPLE; i++) {
      add(i, BOUGHT, "{\"products\": [{\"category\": \"tea\"}, {\"category\": \"tea\"}]}");
    }
    assertThat(found())
        .containsExactly(new Counted(BOUGHT, "products.category", ValueType.LIST, "tea", PEOPLE));
  }

  @Test
  void onlyTextsThatRulesReadAsTextsCount() {
    for (int i = 0; i < PEOPLE; i++) {
      add(i, BOUGHT, "{\"total\": \"12\", \"gift\": true, \"note\": \" \"}");
      add(i, PAGE, "{\"total\": \"12\"}");
    }
    assertThat(found())
        .as("the type is declared for one kind of event only")
        .containsExactly(new Counted(PAGE, "total", ValueType.TEXT, "12", PEOPLE));
  }

  @Test
  void aSearchFindsAValueForWhichThereIsNoRoomAmongAllValues() {
    FrequentPropertyValues searched = valuesWith("GUJI");
    for (int i = 0; i < 1_000; i++) {
      add(i, BOUGHT, "{\"product\": \"product-%d\"}".formatted(i));
    }
    for (int i = 0; i < PEOPLE; i++) {
      add(i, BOUGHT, "{\"product\": \"Coffee Guji\"}");
      add(searched, i, BOUGHT, "{\"product\": \"Coffee Guji\"}");
      add(searched, i, BOUGHT, "{\"product\": \"Coffee Sidamo\"}");
    }
    assertThat(values.most()).isEqualTo(new TruncatedList<>(List.of(), true));
    assertThat(searched.most())
        .isEqualTo(
            new TruncatedList<>(
                List.of(new Counted(BOUGHT, "product", ValueType.TEXT, "Coffee Guji", PEOPLE)),
                false));
  }

  @Test
  void aSearchKeepsOnlyTheMostFrequentOfManyValues() {
    FrequentPropertyValues searched = valuesWith("tea");
    for (int i = 0; i < PEOPLE; i++) {
      for (int place = 0; place < 10; place++) {
        for (int value = 0; value < 100; value++) {
          String properties = "{\"p%d\": \"tea %d\"}".formatted(place, value);
          add(i, PAGE, properties);
          add(searched, i, PAGE, properties);
        }
      }
      add(searched, i, PAGE, "{\"p9\": \"tea 99\"}");
    }
    assertThat(values.most().first()).hasSize(1_000);
    assertThat(values.most().more()).isFalse();
    assertThat(searched.most().first())
        .hasSize(500)
        .startsWith(new Counted(PAGE, "p9", ValueType.TEXT, "tea 99", 2L * PEOPLE));
    assertThat(searched.most().more()).isTrue();
  }

  private static FrequentPropertyValues valuesWith(String search) {
    return new FrequentPropertyValues(
        new DeclaredTypes(
            Map.of(), Map.of(new DeclaredTypes.Property(BOUGHT, "total"), DeclaredType.NUMBER)),
        search);
  }

  private List<Counted> found() {
    return values.most().first();
  }

  private void add(int person, EventKind kind, String properties) {
    add(values, person, kind, properties);
  }

  private static void add(
      FrequentPropertyValues values, int person, EventKind kind, String properties) {
    try {
      values.add(
          new ProfileId("prf_" + person),
          kind,
          Json.MAPPER.readValue(properties, ObjectNode.class));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
