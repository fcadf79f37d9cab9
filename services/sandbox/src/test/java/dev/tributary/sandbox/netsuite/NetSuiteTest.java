package dev.tributary.sandbox.netsuite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.sandbox.VendorCaller;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetSuiteTest extends VendorCaller {
  private static final String INVOICE = "/services/rest/record/v1/invoice/eid:INV-1";
  private static final String ONE_LINE =
      "{'entity':{'id':'1'},'item':{'items':[{'item':{'id':'5'},'quantity':1}]}}";

  NetSuiteTest() {
    super("netsuite");
  }

  private static String part(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json(text).getBytes(StandardCharsets.UTF_8));
  }

  private Response token(String algorithm) {
    return token(algorithm, "https://example.org/services/rest/auth/oauth2/v1/token");
  }

  private Response token(String algorithm, String audience) {
    var header = part("{'alg':'%s','typ':'JWT','kid':'c1'}".formatted(algorithm));
    var claims = part("{'iss':'client-1','aud':'%s','exp':4102444800}".formatted(audience));
    return vendor()
        .formParam("grant_type", "client_credentials")
        .formParam("client_assertion", "%s.%s.%s".formatted(header, claims, part("{}")))
        .post("/services/rest/auth/oauth2/v1/token");
  }

  private Response put(String path, String body) {
    return documented()
        .header("Authorization", "Bearer " + token("PS256").<String>path("access_token"))
        .body(json(body))
        .put(path);
  }

  private int lines() {
    return control("/records/records").path("records[0].values.item.items.size()");
  }

  @Test
  void aStatementNeedsOneOfTheAlgorithmsOfNetSuite() {
    assertThat(token("PS256").statusCode()).isEqualTo(200);
    for (var other : List.of("RS256", "HS256", "none")) {
      assertThat(token(other).statusCode()).isEqualTo(400);
    }
    assertThat(token("PS256", "https://example.org/token").statusCode()).isEqualTo(400);
    assertThat(documented().body("{}").put(INVOICE).statusCode()).isEqualTo(401);
  }

  @Test
  void linesAreAddedUnlessTheirSublistIsReplaced() {
    assertThat(put(INVOICE, ONE_LINE).statusCode()).isEqualTo(204);
    put(INVOICE, ONE_LINE);
    assertThat(lines()).isEqualTo(2);
    put(INVOICE + "?replace=item", ONE_LINE);
    assertThat(lines()).isEqualTo(1);
  }

  @Test
  void aRefusalHasACodeAndThePathOfTheField() {
    var unknown = put(INVOICE, ONE_LINE.replace("'entity'", "'colour':1,'entity'"));
    assertThat(unknown.statusCode()).isEqualTo(400);
    assertThat(unknown.<String>path("'o:errorDetails'[0].'o:errorPath'")).isEqualTo("colour");
    assertThat(put("/services/rest/record/v1/nothing/eid:1", ONE_LINE).statusCode()).isEqualTo(404);
  }

  @Test
  void aTokenEndsAfterAnHour() {
    var token = token("PS256").<String>path("access_token");
    pass(Duration.ofHours(1));
    assertThat(documented().header("Authorization", "Bearer " + token).delete(INVOICE).statusCode())
        .isEqualTo(401);
  }
}
