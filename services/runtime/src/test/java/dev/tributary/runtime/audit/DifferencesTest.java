package dev.tributary.runtime.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.audit.FieldChange;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DifferencesTest {

  @Test
  void aDeclaredSecretIsNotShownAndNothingBelowIt() {
    Map<String, Object> before =
        Map.of("pin", "1", "login", Map.of("user", "a", "codes", List.of()));
    Map<String, Object> after =
        Map.of("pin", "2", "login", Map.of("user", "b", "codes", List.of(Map.of("code", "3"))));
    assertThat(between("", before, after, Set.of("/pin", "/login/codes")))
        .containsExactly(
            FieldChange.secret("/login/codes/0/code"),
            FieldChange.open("/login/user", new TextNode("a"), new TextNode("b")),
            FieldChange.secret("/pin"));
  }

  @Test
  void aDeclaredSecretIsFoundBehindThePrefixOfItsObject() {
    assertThat(
            between(
                "/sync/crm",
                Map.of("pin", "1", "sync", Map.of("pin", "1")),
                Map.of("pin", "2", "sync", Map.of("pin", "2")),
                Set.of("/pin")))
        .containsExactly(
            FieldChange.secret("/sync/crm/pin"),
            FieldChange.open("/sync/crm/sync/pin", new TextNode("1"), new TextNode("2")));
  }

  @Test
  void aFieldWithTheNameOfASecretIsNotShown() {
    assertThat(between("", Map.of("apiKey", "1"), Map.of("apiKey", "2"), Set.of()))
        .containsExactly(FieldChange.secret("/apiKey"));
  }

  @Test
  void theOwnerOfADefinitionIsPersonal() {
    assertThat(
            between(
                "",
                Map.of("filing", Map.of("owner", "ada@shop.example")),
                Map.of("filing", Map.of("owner", "eva@shop.example")),
                Set.of()))
        .containsExactly(
            FieldChange.personal("/filing/owner", "ada@shop.example", "eva@shop.example"));
  }

  @Test
  void otherFieldsAreShownWhateverTheirText() {
    String sealed = "v1.0123456789ab." + "A".repeat(80) + "." + "B".repeat(38);
    assertThat(between("", Map.of(), Map.of("value", sealed), Set.of()))
        .containsExactly(FieldChange.open("/value", null, new TextNode(sealed)));
  }

  private static List<FieldChange> between(
      String prefix, Object before, Object after, Set<String> secrets) {
    return Differences.between(prefix, tree(before), tree(after), secrets);
  }

  private static JsonNode tree(Object value) {
    return Json.MAPPER.valueToTree(value);
  }
}
