package dev.tributary.destinations.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.destinations.connector.Listing.Listed;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparedFieldsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1                      | 1.0",
        "1                      | '\"1\"'",
        "'\"7\"'                | 7",
        "0.10                   | '\"0.1\"'",
        "true                   | '\"true\"'",
        "null                   | '\"\"'",
        "'\"2026-03-01T10:00:00Z\"' | '\"2026-03-01T11:00:00+01:00\"'",
        "'\"2026-03-01T10:00:00Z\"' | '\"2026-03-01T11:00:00.000+0100\"'",
        "'\"2026-03-01T10:00:00Z\"' | '\"2026-03-01T10:00:00.000Z\"'",
        "'[1,2]'                | '[1.0,\"2\"]'",
        "'[\"a\"]'              | '\"[\\\"a\\\"]\"'",
        "'{\"a\":1}'            | '{\"a\":1,\"b\":null}'",
      })
  void aValueInAnotherFormIsTheSame(String ours, String theirs) {
    assertThat(ComparedFields.isSame(json(ours), json(theirs))).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1           | 2",
        "'\"007\"'   | '\"7\"'",
        "'\"a\"'     | '\"A\"'",
        "'\"a\"'     | null",
        "null        | 0",
        "false       | null",
        "true        | '\"false\"'",
        "'[1,2]'     | '[2,1]'",
        "'[1]'       | '[1,2]'",
        "'{\"a\":1}' | '{\"a\":1,\"b\":2}'",
        "'\"1e999999999\"' | 5",
      })
  void anotherValueIsDifferent(String ours, String theirs) {
    assertThat(ComparedFields.isSame(json(ours), json(theirs))).isFalse();
  }

  @Test
  void fieldsThatTheVendorDoesNotListAreNotCompared() {
    assertThat(
            ComparedFields.different(
                object("{\"b\":1,\"a\":2,\"c\":3}"), object("{\"a\":1,\"b\":2}")))
        .containsExactly("a", "b");
  }

  @Test
  void aRecordUnderAnotherMatchValueHasAnotherName() {
    assertThat(listed("bob@x.example", "{}").isNamed()).isFalse();
    assertThat(listed("ann@x.example\u0000", "{}").isNamed()).isFalse();
    assertThat(listed(" ANN@x.example", "{}").isNamed()).isTrue();
  }

  @Test
  void aDatabaseStoresTextsAsTruthValues() {
    assertThat(ComparedFields.isSame(json("\"yes\""), json("true"))).isTrue();
    assertThat(ComparedFields.isSame(json("0"), json("false"))).isTrue();
    assertThat(ComparedFields.isSame(json("\"no\""), json("true"))).isFalse();
    assertThat(ComparedFields.isSame(json("\"maybe\""), json("true"))).isFalse();
  }

  @Test
  void aDeliveryHasArrivedOnlyIfTheVendorListsAllOfIt() {
    ListedRecord record = listed("ann@x.example", "{\"name\":\"Ann\"}");
    assertThat(record.isWhole(object("{\"name\":\"Ann\"}"))).isTrue();
    assertThat(record.isWhole(object("{\"name\":\"Anna\"}"))).isFalse();
    assertThat(record.isWhole(object("{\"name\":\"Ann\",\"city\":\"Delft\"}"))).isFalse();
    assertThat(record.isWhole(object("{}"))).as("nothing shows that it arrived").isFalse();
    assertThat(listed(null, "{\"name\":\"Ann\"}").isWhole(object("{\"name\":\"Ann\"}"))).isFalse();
  }

  @Test
  void matchValuesOfOthersAreMasked() {
    assertThat(List.of("ann@shop.example", "4711", " ", "\uD83D\uDE00x", "a@b.\nc"))
        .map(ListedRecord::masked)
        .containsExactly("a•••@•••.example", "4•••", "•••", "\uD83D\uDE00•••", "a•••");
  }

  private static ListedRecord listed(@Nullable String match, String fields) {
    return new ListedRecord(new Listed(match, "7", object(fields)), "ann@x.example");
  }

  private static ObjectNode object(String text) {
    return (ObjectNode) json(text);
  }

  private static JsonNode json(String text) {
    return Json.read(text.getBytes(StandardCharsets.UTF_8), JsonNode.class);
  }
}
