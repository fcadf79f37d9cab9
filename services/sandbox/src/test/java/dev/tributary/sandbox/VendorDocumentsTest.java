package dev.tributary.sandbox;

import static dev.tributary.sandbox.HubSpotCaller.contact;
import static dev.tributary.sandbox.HubSpotCaller.hubSpot;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.builder.ResponseBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** That answers are checked at all: the other tests of HubSpot pass through the same filter. */
@QuarkusTest
class VendorDocumentsTest {
  @BeforeEach
  void startAnew() {
    assumeTrue(VendorDocuments.atHand(), VendorDocuments.ABSENT);
    given().post("/sandbox/reset").then().statusCode(204);
  }

  @Test
  void answersAreHeldAgainstTheDocuments() {
    int before = VendorDocuments.CHECKED.get();

    contact("ada@shop.example");

    assertThat(VendorDocuments.CHECKED.get()).isGreaterThan(before);
  }

  @Test
  void anAnswerThatTheVendorWouldNotGiveIsFound() {
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
}
