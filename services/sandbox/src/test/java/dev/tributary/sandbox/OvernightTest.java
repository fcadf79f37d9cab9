package dev.tributary.sandbox;

import static dev.tributary.sandbox.HubSpotCaller.LISTS;
import static dev.tributary.sandbox.HubSpotCaller.contact;
import static dev.tributary.sandbox.HubSpotCaller.hubSpot;
import static dev.tributary.sandbox.HubSpotCaller.list;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.sandbox.hubspot.Account;
import dev.tributary.sandbox.hubspot.Memory;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OvernightTest {
  @Inject Account account;

  @BeforeEach
  void startAnew() {
    given().post("/sandbox/reset").then().statusCode(204);
  }

  @Test
  void recordsAndListsAreThereTheNextDay() throws IOException {
    String contact = contact("ada@shop.example");
    String list = list("Loyal");
    hubSpot()
        .body(List.of(contact))
        .put(LISTS + "/" + list + "/memberships/add")
        .then()
        .statusCode(200);

    byte[] kept = Json.bytes(account.memory());
    account.reset();
    assertThat(hubSpot().get(LISTS + "/" + list).statusCode()).isEqualTo(404);
    account.restore(Json.read(Json.STRICT, kept, Memory.class));

    assertThat(given().get("/sandbox/hubspot/lists/Loyal/members").<String>path("[0].id"))
        .isEqualTo(contact);
    assertThat(contact("ada@shop.example")).isEqualTo(contact);
    assertThat(list("VIP")).isNotEqualTo(list);
  }
}
