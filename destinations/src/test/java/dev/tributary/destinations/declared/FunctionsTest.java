package dev.tributary.destinations.declared;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.destinations.connector.Batch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        "item.fields.plan | lower~ null~ null",
        "item.delivery~ 1~ \"dlv_1\"",
        "item.since | epoch~ 1~ 1767225600",
        "item.matchValue | uuid~ 1~ \"01890a5d-ac96-774b-bcce-b302099a8057\"",
        "item.matchValue | ulid~ 1~ \"01H455VB4PEX5VSKNK084SN02Q\"",
      })
  void anExpressionHasAValue(String expression, String field, String value) {
    String yaml = Sample.with("${item.fields.plan}", "${" + expression + "}");
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
}
