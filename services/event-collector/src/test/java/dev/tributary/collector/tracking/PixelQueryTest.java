package dev.tributary.collector.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.event.QuarantineReason;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PixelQueryTest {
  private static final int DEEPEST = 32;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "userId=u&event=Email%20Opened       | {'userId':'u','event':'Email Opened'}",
        "event=a+b%2Bc%26d%3De%C3%A9         | {'event':'a b+c&d=eé'}",
        "event=a=b                           | {'event':'a=b'}",
        "properties.subject=s&properties.a=1 | {'properties':{'subject':'s','a':'1'}}",
        "traits.address.city=Ede             | {'traits':{'address':{'city':'Ede'}}}",
        "properties%2Esubject=s              | {'properties':{'subject':'s'}}",
        "userId=a&userId=b                   | {'userId':'b'}",
        "properties=x&properties.a=1         | {'properties':{'a':'1'}}",
        "properties.a=1&properties=x         | {'properties':'x'}",
        "userId=&a..b=1&.=2                  | {'userId':'','a':{'':{'b':'1'}},'':{'':'2'}}",
        "&&userId&=x&event=e&                | {'event':'e'}",
        "properties.paid=true&name=false     | {'properties':{'paid':'true'},'name':'false'}",
        "context.direct=true&context.ip=true1 | {'context':{'direct':true,'ip':'true1'}}",
        "integrations.All=false&contextual.x=true"
            + " | {'integrations':{'All':false},'contextual':{'x':'true'}}",
        "context.consent.categoryPreferences.marketing=false"
            + " | {'context':{'consent':{'categoryPreferences':{'marketing':false}}}}",
      })
  void fieldsBecomeAnEvent(String query, String event) {
    assertThat(read(query)).isEqualTo(tree(event));
  }

  @Test
  void anAddressWithoutAQueryIsAnEventThatSaysNothing() {
    assertThat(PixelQuery.event(null, DEEPEST)).asString(StandardCharsets.UTF_8).isEqualTo("{}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"a\": \"ÿþ¿?>~~\" }", "{\"ab\": \"ÿþ¿?>~~\" }", "{\"abc\":\"ÿþ¿?>~~\" }"})
  void dataInEverySpellingOfBase64IsTakenByteForByte(String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    String padded = Base64.getEncoder().encodeToString(bytes);
    String urlSafe = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    assertThat(PixelQuery.event("data=" + padded, DEEPEST)).isEqualTo(bytes);
    assertThat(
            PixelQuery.event(
                "x=1&data=" + URLEncoder.encode(padded, StandardCharsets.UTF_8), DEEPEST))
        .isEqualTo(bytes);
    assertThat(PixelQuery.event("data=" + urlSafe + "&userId=other", DEEPEST)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"data=%7B%7D", "data=a", "userId=%", "userId=%zz", "%=u"})
  void whatIsNotEncodedAsItShouldBeIsRefused(String query) {
    assertThatThrownBy(() -> PixelQuery.event(query, DEEPEST))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> assertThat(refused.refusal()).isEqualTo(Refusal.MALFORMED_QUERY));
  }

  @Test
  void anyNumberOfDotsIsAnEventThatIsJustTooDeep() {
    RequestReader reader = new RequestReader(new InputLimits(65_536, 1, 64, 65_536, DEEPEST, 512));
    byte[] deepest = PixelQuery.event("a.".repeat(DEEPEST - 1) + "b=1", DEEPEST);
    assertThat(reader.single(deepest).items().getFirst().broken()).isNull();
    byte[] tooDeep = PixelQuery.event("a.".repeat(8_000) + "b=1", DEEPEST);
    assertThat(reader.single(tooDeep).items().getFirst().broken())
        .satisfies(
            broken -> assertThat(broken.reason()).isEqualTo(QuarantineReason.EVENT_TOO_DEEP));
  }

  private static JsonNode read(String query) {
    return Json.read(PixelQuery.event(query, DEEPEST), JsonNode.class);
  }

  private static JsonNode tree(String json) {
    return Json.read(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8), JsonNode.class);
  }
}
