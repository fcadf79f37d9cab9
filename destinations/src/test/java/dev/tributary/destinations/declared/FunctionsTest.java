package dev.tributary.destinations.declared;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Protocol;
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
        "item.fields.plan | base64~ \"é\"~ \"w6k=\"",
        "item.fields.plan | url-encode~ \"a b/ü\"~ \"a%20b%2F%C3%BC\"",
        "item.fields.plan | escape-html~ \"<a & b>\"~ \"&lt;a &amp; b&gt;\"",
        "item.fields.plan | json~ {\"a\": [1]}~ \"{\\\"a\\\":[1]}\"",
        "item.fields.plan | text~ 7~ \"7\"",
        "item.fields.plan | iso~ \"2026-01-02T04:00:00+01:00\"~ \"2026-01-02T03:00:00Z\"",
        "item.fields.plan | epoch~ \"2026-01-02\"~ 1767312000",
        "item.fields.plan | epoch-ms~ \"1970-01-01T00:00:00.001Z\"~ 1",
        "item.fields.plan | epoch-micros~ \"1970-01-01T00:00:00.001Z\"~ 1000",
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
  void aNullThatIsOmittedLeavesOutItsProperty() {
    String yaml = Sample.with("${item.fields.plan}", "${item.fields.plan | omit-null | text}");
    Batch batch =
        Sample.batch("people", Sample.item(1, "email", "ann@example.org", "{\"plan\": null}"));
    assertThat(Sample.requests(Sample.connector(yaml), batch))
        .endsWith("[{\"email\":\"ann@example.org\"}]}\n");
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
