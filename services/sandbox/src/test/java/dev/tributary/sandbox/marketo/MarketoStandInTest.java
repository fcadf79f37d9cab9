package dev.tributary.sandbox.marketo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.sandbox.VendorCaller;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class MarketoStandInTest extends VendorCaller {
  private static final String ADA = "{'email':'ada@shop.example','plan':'gold'}";

  MarketoStandInTest() {
    super("marketo");
  }

  private Response token() {
    return vendor()
        .formParam("grant_type", "client_credentials")
        .formParam("client_id", "tributary")
        .formParam("client_secret", "secret")
        .post("/identity/oauth/token");
  }

  private RequestSpecification signed() {
    return documented().header("Authorization", "Bearer " + token().path("access_token"));
  }

  private static Response sync(RequestSpecification request, String action, String... leads) {
    return request
        .body(
            json(
                "{'action':'%s','lookupField':'email','input':[%s]}"
                    .formatted(action, String.join(",", leads))))
        .post("/rest/v1/leads.json");
  }

  private static String code(Response answer) {
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.<Boolean>path("success")).isFalse();
    return answer.path("errors[0].code");
  }

  @Test
  void aClientGetsTheSameTokenUntilItEnds() {
    String first = token().path("access_token");
    pass(Duration.ofMinutes(59));
    assertThat(token().<String>path("access_token")).isEqualTo(first);
    assertThat(token().<Integer>path("expires_in")).isEqualTo(60);
    pass(Duration.ofMinutes(1));
    assertThat(token().<String>path("access_token")).isNotEqualTo(first);
    assertThat(
            code(sync(documented().header("Authorization", "Bearer " + first), "createOnly", ADA)))
        .isEqualTo("602");
    assertThat(code(sync(documented().header("Authorization", "Bearer x"), "createOnly", ADA)))
        .isEqualTo("601");
    assertThat(code(sync(documented(), "createOnly", ADA))).isEqualTo("600");
  }

  @Test
  void aClientThatIsNotKnownGets401() {
    set("/token", json("{'token':'tributary:other'}"));
    assertThat(token().statusCode()).isEqualTo(401);
  }

  @Test
  void aFieldIsCreatedOnceAndTakesValues() {
    var field = "{'input':[{'displayName':'Size','name':'size','dataType':'integer'}]}";
    var path = "/rest/v1/leads/schema/fields.json";
    assertThat(signed().body(json(field)).post(path).<String>path("result[0].status"))
        .isEqualTo("created");
    assertThat(code(signed().body(json(field)).post(path))).isEqualTo("709");
    assertThat(
            signed()
                .get("/rest/v1/leads/describe2.json")
                .<List<String>>path("result[0].fields.name"))
        .contains("size");
    assertThat(
            sync(signed(), "createOrUpdate", "{'email':'ada@shop.example','size':7}")
                .<String>path("result[0].status"))
        .isEqualTo("created");
  }

  @Test
  void eachLeadHasItsResultInOrder() {
    Response answer =
        sync(
            signed(),
            "createOrUpdate",
            ADA,
            "{'email':'nobody'}",
            ADA,
            "{'plan':'gold'}",
            "{'email':'bob@shop.example','unsubscribed':'yes'}");
    assertThat(answer.<List<String>>path("result.status"))
        .containsExactly("created", "skipped", "skipped", "skipped", "skipped");
    assertThat(answer.<List<String>>path("result.reasons.flatten().code"))
        .containsExactly("1001", "1036", "1003", "1001");
    assertThat(sync(signed(), "createOrUpdate", ADA).<String>path("result[0].status"))
        .isEqualTo("updated");
    assertThat(sync(signed(), "createOnly", ADA).<String>path("result[0].reasons[0].code"))
        .isEqualTo("1005");
  }

  @Test
  void aCallThatIsTooLargeIsRefused() {
    assertThat(
            code(
                sync(signed(), "createOnly", Collections.nCopies(301, ADA).toArray(String[]::new))))
        .isEqualTo("1003");
    String large = "{'email':'ada@shop.example','plan':'%s'}".formatted("x".repeat(1_100_000));
    assertThat(
            sync(
                    vendor()
                        .header("Authorization", "Bearer " + token().path("access_token"))
                        .contentType("application/json"),
                    "createOnly",
                    large)
                .statusCode())
        .isEqualTo(413);
  }

  @Test
  void theHundredthCallOfTwentySecondsIsTheLast() {
    RequestSpecification usage = signed();
    for (int i = 0; i < 100; i++) {
      assertThat(usage.get("/rest/v1/stats/usage.json").<Boolean>path("success")).isTrue();
    }
    assertThat(code(usage.get("/rest/v1/stats/usage.json"))).isEqualTo("606");
    pass(Duration.ofSeconds(21));
    assertThat(usage.get("/rest/v1/stats/usage.json").<Boolean>path("success")).isTrue();
  }
}
