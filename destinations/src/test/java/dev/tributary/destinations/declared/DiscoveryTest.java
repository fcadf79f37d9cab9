package dev.tributary.destinations.declared;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.connector.Discovery;
import dev.tributary.destinations.connector.Discovery.Field;
import dev.tributary.destinations.connector.Discovery.Option;
import dev.tributary.destinations.connector.Discovery.Options;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.Manifest.FieldType;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Target;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a manifest declares the fields that a vendor has. */
class DiscoveryTest {
  private static final String DISCOVERY =
      """
          discovery:
            - method: GET
              path: /v1/fields/${sync.type}
              answers:
                - { status: 200, when: { at: /ok, is: true }, outcome: delivered }
                - { status: 200, outcome: rate-limited, wait: 5 }
              fields:
                at: /fields
                when: { at: /active, is: true }
                name: /key
                label: /title
                type: /kind
                types: { string: text, decimal: number, choice: picklist }
                required: [{ at: /needed, is: true }, { at: /default, is: '' }]
                unique: { at: /unique, is: true }
                readOnly: { at: /editable, is: false }
                reference: /target
                relation: /relation
                options:
                  at: /choices
                  when: { at: /hidden, is: false }
                  value: /id
                  label: /title
                  closed: { at: /kind, is: choice }
                  several: { at: /many, is: true }
                more: { at: /next, present: true }
          settings:
            - { name: type, label: Type, help: Of the people }
      """
          .indent(0);

  private static final String GOOD =
      Sample.with("    requests:\n      write:", DISCOVERY + "    requests:\n      write:");

  private static final String OPTIONS_OF =
      "          optionsOf: { recordType: { at: /types, value: /id, label: /title } }\n";

  @Test
  void eachPartOfAFieldIsRead() {
    Discovery.Read.Fields read =
        (Discovery.Read.Fields)
            read(
                """
                {"ok": true, "fields": [
                  {"key": "level", "title": "Level", "kind": "choice", "active": true, "needed": true,
                   "default": "", "unique": false, "editable": true, "target": "levels",
                   "relation": "levelObject", "many": true,
                   "choices": [{"id": 1, "title": "Gold", "hidden": false},
                               {"id": 2, "hidden": false}, {"id": 3, "hidden": true}]},
                  {"key": "id", "kind": "new kind", "active": true, "needed": true, "default": "x",
                   "unique": true, "editable": false, "choices": null},
                  {"key": "old", "active": false}, {"active": true}, null]}\
                """);
    assertThat(read.fields())
        .containsExactly(
            new Field(
                "level",
                "Level",
                FieldType.PICKLIST,
                true,
                false,
                false,
                new Options(List.of(new Option("1", "Gold"), new Option("2", "2")), true, true),
                "levels"),
            new Field(
                "levelObject",
                "Level",
                FieldType.OBJECT,
                false,
                false,
                false,
                Options.NONE,
                "levels"),
            new Field("id", null, null, false, true, true, Options.NONE, null));
  }

  /** The vendor has such a field, although it is not offered. */
  @ParameterizedTest
  @ValueSource(strings = {"{\"key\": \"old\", \"active\": false}", "{\"active\": true}", "null"})
  void aListWithAnEntryThatIsLeftOutIsNotWhole(String entry) {
    String one = "{\"key\": \"a\", \"active\": true}";
    Discovery.Read.Fields whole =
        (Discovery.Read.Fields) read("{\"ok\": true, \"fields\": [" + one + "]}");
    assertThat(whole.all()).isTrue();
    Discovery.Read.Fields part =
        (Discovery.Read.Fields) read("{\"ok\": true, \"fields\": [" + one + ", " + entry + "]}");
    assertThat(part.fields()).isEqualTo(whole.fields());
    assertThat(part.all()).isFalse();
  }

  @Test
  void onlyOptionsThatAreClosedAreCompared() {
    assertThat(discovery(GOOD, "lead").compared()).isEqualTo(Discovery.Compared.OPTIONS);
    String open =
        GOOD.replace("              closed: { at: /kind, is: choice }\n", "")
            .replace("            closed: { at: /kind, is: choice }\n", "");
    assertThat(open).isNotEqualTo(GOOD);
    assertThat(discovery(open, "lead").compared()).isEqualTo(Discovery.Compared.NOTHING);
  }

  @Test
  void aFieldHasOptionsThatAreElsewhereInTheAnswer() {
    String elsewhere = GOOD.replace("          more:", OPTIONS_OF + "          more:");
    assertThat(elsewhere).isNotEqualTo(GOOD);
    Discovery.Read.Fields read =
        (Discovery.Read.Fields)
            read(
                elsewhere,
                """
                {"ok": true, "types": [{"id": 7, "title": "Partner"}], "fields": [
                  {"key": "recordType", "active": true, "choices": [{"id": 1, "hidden": false}]},
                  {"key": "level", "active": true, "choices": [{"id": 1, "hidden": false}]}]}
                """);
    assertThat(read.fields())
        .extracting(field -> field.options().listed())
        .containsExactly(List.of(new Option("7", "Partner")), List.of(new Option("1", "1")));
  }

  @Test
  void anAnswerWithFurtherPagesIsNotWhole() {
    Discovery.Read.Fields read =
        (Discovery.Read.Fields) read("{\"ok\": true, \"fields\": [], \"next\": \"/v1/p2\"}");
    assertThat(read.all()).isFalse();
  }

  @Test
  void aMapHasTheNamesAsKeys() {
    String map =
        GOOD.replace("          name: /key\n", "")
            .replace("          when: { at: /active, is: true }\n", "");
    assertThat(
            ((Discovery.Read.Fields) read(map, "{\"ok\": true, \"fields\": {\"a\": {}}}")).fields())
        .containsExactly(Field.named("a"));
    assertThat(read(map, "{\"ok\": true, \"fields\": []}"))
        .isInstanceOf(Discovery.Read.Failed.class);
  }

  @Test
  void aLimitInASuccessIsALimit() {
    assertThat(read("{\"ok\": false}"))
        .isInstanceOfSatisfying(
            Discovery.Read.Failed.class,
            failed -> assertThat(failed.outcome()).isInstanceOf(Outcome.RateLimited.class));
  }

  @Test
  void anAnswerWithoutAListIsAFailure() {
    assertThat(read("{\"ok\": true, \"fields\": 1}")).isInstanceOf(Discovery.Read.Failed.class);
    assertThat(read("{\"ok\": true}")).isInstanceOf(Discovery.Read.Failed.class);
    assertThat(read("<html>")).isInstanceOf(Discovery.Read.Failed.class);
  }

  @Test
  void theRequestNamesTheObjectOfASettingAndWithoutItThereIsNone() {
    Discovery discovery = discovery(GOOD, "lead/a");
    assertThat(discovery.steps().getFirst().request().uri())
        .hasToString("https://api.example.com/v1/fields/lead%2Fa");
    assertThat(discovery.besides()).containsExactlyInAnyOrder("email", "plan");
    assertThat(Sample.connector(GOOD).discovery(target(), "people", Json.MAPPER.createObjectNode()))
        .isNull();
    assertThat(
            Sample.connector(Sample.GOOD)
                .discovery(target(), "people", Json.MAPPER.createObjectNode()))
        .isNull();
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        Arguments.of(
            "label: /title\n          type",
            "labels: /title\n          type",
            "\"labels\" is unknown"),
        Arguments.of(
            "choice: picklist",
            "choice: choice",
            "\"choice\" is not accepted; accepted are boolean"),
        Arguments.of("at: /fields", "at: fields", "is no place in an answer"),
        Arguments.of("          at: /fields\n", "", "/discovery/0/fields/at: is missing"),
        Arguments.of(
            "method: GET\n        path: /v1/fields",
            "method: PUT\n        path: /v1/fields",
            "must be GET or POST"),
        Arguments.of("          type: /kind\n", "", "needs \"type\""),
        Arguments.of("            value: /id\n", "", "needs \"value\""),
        Arguments.of(
            "          more:",
            "          optionsOf: [recordType]\n          more:",
            "a map of names of fields and their options"),
        Arguments.of(
            "          more:",
            "          optionsOf: { recordType: { value: /id } }\n          more:",
            "/optionsOf/recordType/at: is missing"),
        Arguments.of("${sync.type}", "${item.matchValue}", "item.matchValue"),
        Arguments.of("${sync.type}", "${batch.matchField}", "batch.matchField"),
        Arguments.of("${sync.type}", "${settings.token}", "is a secret"),
        Arguments.of(
            "unique: { at: /unique, is: true }", "unique: { at: /unique }", "must have one of"));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void aMistakeIsFoundWhenTheManifestIsLoaded(String part, String other, String words) {
    Sample.assertMistake(GOOD, part, other, "/objects/0/discovery/0", words);
  }

  private static Discovery.Read read(String body) {
    return read(GOOD, body);
  }

  private static Discovery.Read read(String manifest, String body) {
    Egress.Answer answer = new Egress.Answer(200, Map.of(), body.getBytes(StandardCharsets.UTF_8));
    return discovery(manifest, "lead").steps().getFirst().reading().read(answer, Sample.NOW);
  }

  private static Discovery discovery(String manifest, String type) {
    return Objects.requireNonNull(
        Sample.connector(manifest)
            .discovery(target(), "people", Json.MAPPER.createObjectNode().put("type", type)));
  }

  private static Target target() {
    return new Target(
        new WorkspaceId("wsp_1"),
        new DestinationId("dst_1"),
        Json.MAPPER.createObjectNode(),
        Map.of(),
        null);
  }
}
