package dev.tributary.identity.search;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeyFactsTest {
  private static final List<Map<String, JsonNode>> PEOPLE =
      List.of(
          Map.of("city", new TextNode("Utrecht"), "orders", new IntNode(3)),
          Map.of("city", new TextNode("Ghent"), "plan", new TextNode("pro")),
          Map.of("city", new TextNode("Paris"), "orders", new IntNode(1)));

  @Test
  void theTraitsThatMostPeopleHaveComeFirst() {
    assertThat(KeyFacts.of(PEOPLE, _ -> true, 4)).containsExactly("city", "orders", "plan");
    assertThat(KeyFacts.of(PEOPLE, _ -> true, 1)).containsExactly("city");
  }

  @Test
  void aTraitThatMayNotBeShownIsNoFact() {
    assertThat(KeyFacts.of(PEOPLE, trait -> !trait.equals("city"), 4))
        .containsExactly("orders", "plan");
  }

  @Test
  void onlyValuesOfOneLineAreFacts() {
    assertThat(KeyFacts.isFact(BooleanNode.TRUE)).isTrue();
    assertThat(KeyFacts.isFact(new TextNode(" "))).isFalse();
    assertThat(KeyFacts.isFact(new TextNode("a\nb"))).isFalse();
    assertThat(KeyFacts.isFact(new TextNode("a".repeat(61)))).isFalse();
    assertThat(KeyFacts.isFact(JsonNodeFactory.instance.arrayNode())).isFalse();
    assertThat(KeyFacts.isFact(JsonNodeFactory.instance.nullNode())).isFalse();
  }
}
