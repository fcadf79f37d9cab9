package dev.tributary.audience.http.audience;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Json;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvRowTest {

  @Test
  void aTextIsQuotedOnlyWhereTheFormatNeedsIt() {
    assertThat(new CsvRow().text("plain").text("").text("a,b").text("say \"hi\"").line())
        .isEqualTo("plain,,\"a,b\",\"say \"\"hi\"\"\"\r\n");
    assertThat(new CsvRow().text("two\nlines").line()).isEqualTo("\"two\nlines\"\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x;%s=cmd()", "x; %s+1", "x;%s@SUM(A1)", "x\t%s-1"})
  void aFormulaBehindTheEndOfACellOfOtherCountriesGetsAnApostropheToo(String text) {
    assertThat(new CsvRow().text(text.formatted("")).line())
        .isEqualTo(text.formatted("'") + "\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+31 6 1234", "+31612345678", "-cmd", "@SUM(A1)", "\tone"})
  void aTextThatBeginsLikeAFormulaGetsAnApostrophe(String text) {
    assertThat(new CsvRow().text(text).line()).isEqualTo("'" + text + "\r\n");
  }

  @Test
  void aLineBreakInFrontOfAFormulaHidesNothing() {
    assertThat(new CsvRow().text("\r=1").line()).isEqualTo("\"'\r'=1\"\r\n");
    assertThat(new CsvRow().text("a\n=1").line()).isEqualTo("\"a\n'=1\"\r\n");
  }

  @Test
  void numbersStayNumbersAndOtherValuesAreWrittenAsJson() {
    CsvRow row = new CsvRow();
    for (String json :
        new String[] {"-12.50", "1e3", "true", "null", "[\"a\",1]", "{\"b\":2}", "\"-12.50\""}) {
      row.value(json(json));
    }
    assertThat(row.value(null).line())
        .isEqualTo("-12.50,1E+3,true,,\"[\"\"a\"\",1]\",\"{\"\"b\"\":2}\",'-12.50,\r\n");
  }

  private static JsonNode json(String text) {
    return Json.read(text.getBytes(StandardCharsets.UTF_8), JsonNode.class);
  }
}
