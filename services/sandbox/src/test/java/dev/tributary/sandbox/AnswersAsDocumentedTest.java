package dev.tributary.sandbox;

import static dev.tributary.sandbox.HubSpotCaller.contact;
import static dev.tributary.sandbox.HubSpotCaller.hubSpot;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.testkit.vendor.VendorExcerpt;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.builder.ResponseBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Shows that answers are checked: the other tests of HubSpot use the same filter. */
@QuarkusTest
class AnswersAsDocumentedTest {
  @BeforeEach
  void startAnew() {
    given().post("/sandbox/reset").then().statusCode(204);
  }

  @Test
  void answersAreCheckedAgainstTheExcerpt() {
    int before = VendorExcerpt.HUBSPOT.checked();

    contact("ada@shop.example");

    assertThat(VendorExcerpt.HUBSPOT.checked()).isGreaterThan(before);
  }

  @Test
  void anAnswerThatTheVendorDoesNotGiveIsFound() {
    var id = contact("ada@shop.example");
    var spoiled =
        hubSpot()
            .filter((request, response, context) ->
                new ResponseBuilder()
                    .clone(context.next(request, response))
                    .setBody("{\"id\":7}")
                    .build());

    assertThatThrownBy(() -> spoiled.get("/crm/v3/objects/contacts/" + id))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("not as the vendor documents");
  }

  @Test
  void anOperationThatTheExcerptLacksIsAnError() {
    assertThatThrownBy(() -> hubSpot().get("/crm/v3/imports"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("has no such operation");
  }
}
