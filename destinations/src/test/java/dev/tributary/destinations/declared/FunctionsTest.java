package dev.tributary.destinations.declared;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Manifest;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Protocol;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FunctionsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "item.fields.plan | trim | lower~ \" Pro \"~ \"pro\"",
        "item.fields.plan | md5~ \"pro\"~ \"1f0f70bf2b5ad94c7387e64c16dc455a\"",
        "item.fields.plan | sha256~ \"abc\"~"
            + " \"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\"",
        "item.fields.plan | phone-digits | sha256~ \"001 (650) 555-1212\"~"
            + " \"e323ec626319ca94ee8bff2e4c87cf613be6ea19919ed1364124e16807ab3176\"",
        "item.fields.plan | alphanumeric~ \"St. John's, 1-ü 정\"~ \"StJohns1ü정\"",
        "item.fields.plan | lower | null-as-empty~ null~ \"\"",
        "item.fields.plan | null-as-empty | lower~ \"A\"~ \"a\"",
        "item.fields.plan | e164~ \"+49 (30) 90.18-20\"~ \"+4930901820\"",
        "item.fields.plan | google-email~ \" Cloudy.San+shop@GMail.com\"~ \"cloudysan@gmail.com\"",
        "item.fields.plan | google-email~ \"User.Name+NYC@Example.com\"~"
            + " \"user.name+nyc@example.com\"",
        "item.fields.plan | google-list-filter~ \"8 A \\\"B\\\" \\\\C\"~"
            + " \"display_name = \\\"8 A \\\\\\\"B\\\\\\\" \\\\\\\\C\\\"\"",
        "item.fields.plan | google-list-filter~ \"8001\"~ \"id = 8001\"",
        "item.fields.plan | no-number~ \"8 A\"~ \"8 A\"",
        "item.fields.plan | base64~ \"é\"~ \"w6k=\"",
        "item.fields.plan | url-encode~ \"a b/ü\"~ \"a%20b%2F%C3%BC\"",
        "item.fields.plan | escape-html~ \"<a & b>\"~ \"&lt;a &amp; b&gt;\"",
        "item.fields.plan | odata~ \"O'Hara' or 1 eq 1\"~ \"'O''Hara'' or 1 eq 1'\"",
        "item.fields.plan | odata-date~ \"2026-01-01\"~ \"/Date(1767225600000)/\"",
        "item.fields.plan | json~ {\"a\": [1]}~ \"{\\\"a\\\":[1]}\"",
        "item.fields.plan | text~ 7~ \"7\"",
        "item.fields.plan | integer~ \" -7 \"~ -7",
        "item.fields.plan | integer~ 7.0~ 7",
        "item.fields.plan | iso~ \"2026-01-02T04:00:00+01:00\"~ \"2026-01-02T03:00:00Z\"",
        "item.fields.plan | epoch~ \"2026-01-02\"~ 1767312000",
        "item.fields.plan | epoch-ms~ \"1970-01-01T00:00:00.001Z\"~ 1",
        "item.fields.plan | epoch-micros~ \"1970-01-01T00:00:00.001Z\"~ 1000",
        "item.fields.plan | no-list~ {\"id\": \"7\"}~ {\"id\":\"7\"}",
        "item.fields.plan | not-empty~ [0]~ [0]",
        "item.fields.plan | not-empty~ null~ null",
        "item.fields.plan | list-names~ {\"a\": [1], \"b\": {\"items\": []}, \"c\": {\"d\": 1}}~"
            + " \"a,b\"",
        "item.fields.plan | list-names~ {\"a\": 1}~ null",
        "item.fields.plan~ 7.50~ 7.50",
        "item.fields.plan~ null~ null",
        "item.fields.plan | omit-null | lower~ \"A\"~ \"a\"",
        "item.fields.plan | lower~ null~ null",
        "item.delivery~ 1~ \"dlv_1\"",
        "item.since | epoch~ 1~ 1767225600",
        "item.matchValue | uuid~ 1~ \"01890a5d-ac96-774b-bcce-b302099a8057\"",
        "item.matchValue | ulid~ 1~ \"01H455VB4PEX5VSKNK084SN02Q\"",
      })
  void anExpressionHasAValue(String expression, String field, String value) {
    String yaml =
        Sample.with(
            "plan: ${item.fields.plan}",
            "sent: ${item.fields.plan}\n              plan: ${" + expression + "}");
    Batch batch =
        Sample.batch(
            "people",
            Sample.item(
                1,
                "email",
                "evt_01890a5d-ac96-774b-bcce-b302099a8057",
                "{\"plan\": " + field + "}"));
    assertThat(Sample.requests(Sample.connector(yaml), batch)).contains(",\"plan\":" + value + "}");
  }

  @Test
  void aFieldIsRequiredIfARequestThatWritesNeedsItsValue() {
    String optional = "plan: ${item.fields.plan}";
    assertThat(required(Sample.GOOD)).isEmpty();
    assertThat(required(Sample.with(optional, "plan: ${item.fields.plan | text | required}")))
        .containsExactly("plan");
    assertThat(
            required(Sample.with("/v1/people/${item.knownAs}", "/v1/${item.knownAs | required}")))
        .as("a removal has no fields")
        .isEmpty();
  }

  private static List<String> required(String yaml) {
    return Sample.connector(yaml).manifest().objects().getFirst().fields().stream()
        .filter(Manifest.Field::required)
        .map(Manifest.Field::name)
        .toList();
  }

  @Test
  void aNullThatIsOmittedLeavesOutItsProperty() {
    String yaml = Sample.with("${item.fields.plan}", "${item.fields.plan | omit-null | text}");
    Batch batch =
        Sample.batch("people", Sample.item(1, "email", "ann@example.org", "{\"plan\": null}"));
    assertThat(Sample.requests(Sample.connector(yaml), batch))
        .endsWith("[{\"email\":\"ann@example.org\"}]}\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"030 901820", "+0301234567", "+49 30 x", "004930901820"})
  void aNumberWithoutItsCountryCodeRefusesItsItem(String number) {
    String yaml = Sample.with("${item.fields.plan}", "${item.fields.plan | e164 | sha256}");
    Batch batch =
        Sample.batch(
            "people", Sample.item(1, "email", "ann@example.org", "{\"plan\": \"" + number + "\"}"));
    assertThat(Sample.direct(Sample.connector(yaml), batch).decided().get("dlv_1"))
        .isEqualTo(
            new Outcome.Rejected(
                "plan", "A value is no phone number; accepted is one with + and its country code"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "not-empty~ []",
        "not-empty~ {}",
        "not-empty~ \"\"",
        "no-list~ []",
        "no-list~ {\"items\": [1]}",
        "no-list~ {\"a\": {\"items\": []}}",
      })
  void anUnfitValueRefusesItsItem(String function, String value) {
    assertThat(refused(function, value))
        .isInstanceOfSatisfying(
            Outcome.Rejected.class, refused -> assertThat(refused.field()).isEqualTo("plan"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1.5", "1e30", "\"+7\"", "\"7.0\"", "\"٧\"", "\"9999999999999999999\"", "true"})
  void aValueThatIsNoWholeNumberRefusesItsItem(String value) {
    assertThat(refused("integer", value))
        .isEqualTo(new Outcome.Rejected("plan", "A value is no whole number"));
  }

  private static @Nullable Outcome refused(String function, String value) {
    String yaml = Sample.with("${item.fields.plan}", "${item.fields.plan | " + function + "}");
    Batch batch =
        Sample.batch(
            "people", Sample.item(1, "email", "ann@example.org", "{\"plan\": " + value + "}"));
    return Sample.direct(Sample.connector(yaml), batch).decided().get("dlv_1");
  }

  /** It would be one hash for all people without a value. */
  @ParameterizedTest
  @ValueSource(strings = {"md5", "trim | sha256", "phone-digits | sha256"})
  void anEmptyTextHasNoHash(String functions) {
    String yaml = Sample.with("${item.fields.plan}", "${item.fields.plan | " + functions + "}");
    Batch batch =
        Sample.batch("people", Sample.item(1, "email", "ann@example.org", "{\"plan\": \"\"}"));
    assertThat(Sample.requests(Sample.connector(yaml), batch))
        .endsWith("[{\"email\":\"ann@example.org\"}]}\n");
  }

  @Test
  void anAbsentValueIsNotClearedByNullAsEmpty() {
    String yaml = Sample.with("${item.fields.plan}", "${item.fields.plan | null-as-empty}");
    Batch batch = Sample.batch("people", Sample.item(1, "email", "ann@example.org", "{}"));
    assertThat(Sample.requests(Sample.connector(yaml), batch))
        .endsWith("[{\"email\":\"ann@example.org\"}]}\n");
  }

  @Test
  void aListLeavesOutAMapOfAbsentValues() {
    String yaml =
        Sample.with(
            "plan: ${item.fields.plan}",
            "ids: [{ plan: '${item.fields.plan}' }, { email: '${item.matchValue}' }, {}]");
    Batch batch = Sample.batch("people", Sample.item(1, "email", "ann@example.org", "{}"));
    assertThat(Sample.requests(Sample.connector(yaml), batch))
        .contains("\"ids\":[{\"email\":\"ann@example.org\"},{}]");
  }

  @Test
  void otherFieldsAreAddedToAMapAndReplaceNothing() {
    String yaml =
        Sample.with("batchSize: 50\n", "batchSize: 50\n    otherFields: '[a-zA-Z]+'\n")
            .replace(
                "plan: ${item.fields.plan}",
                "more:\n"
                    + "                  tariff: ${item.fields.plan}\n"
                    + "                  $otherFields: ${field.value | null-as-empty}");
    Batch batch =
        Sample.batch(
            "people",
            Sample.item(
                1,
                "email",
                "ann@example.org",
                "{\"plan\": \"pro\", \"tariff\": 1, \"visits\": 3, \"city\": null,"
                    + " \"not_accepted\": 1}"));
    assertThat(Sample.requests(Sample.connector(yaml), batch))
        .contains("\"more\":{\"tariff\":\"pro\",\"visits\":3,\"city\":\"\"}");
  }

  /** Two syncs can put one person into two lists. */
  @Test
  void recordsWithinASettingOfTheSyncHaveASpaceForEachOfItsValues() {
    String yaml =
        Sample.with(
            "batchSize: 50\n",
            "batchSize: 50\n    within: [list]\n    settings:\n"
                + "      - { name: list, label: List, help: Its ID, required: true }\n");
    Connector connector = Sample.connector(yaml);
    assertThat(connector.space("people", Sample.json("{\"list\": \"a/b\"}")))
        .isEqualTo("people/a%2Fb");
    assertThat(Sample.connector(Sample.GOOD).space("people", Sample.json("{}")))
        .isEqualTo("people");
  }

  /** Far times, and times that no calendar has. */
  @ParameterizedTest
  @ValueSource(strings = {"+999999999-12-31T00:00:00Z", "-999999999-01-01T00:00:00Z", "2026-02-30"})
  void aTimeThatHasNoNumberRefusesItsItemOnly(String time) {
    String yaml = Sample.with("${item.fields.plan}", "${item.fields.plan | epoch-micros}");
    Batch batch =
        Sample.batch(
            "people",
            Sample.item(1, "email", "ann@example.org", "{\"plan\": \"" + time + "\"}"),
            Sample.item(2, "email", "ben@example.org", "{\"plan\": \"2026-01-01\"}"));
    Protocol.DirectCalls calls = Sample.direct(Sample.connector(yaml), batch);
    assertThat(calls.decided()).containsOnlyKeys("dlv_1");
    assertThat(calls.decided().get("dlv_1"))
        .isInstanceOfSatisfying(
            Outcome.Rejected.class, refused -> assertThat(refused.field()).isEqualTo("plan"));
    assertThat(calls.calls()).hasSize(1);
  }
}
