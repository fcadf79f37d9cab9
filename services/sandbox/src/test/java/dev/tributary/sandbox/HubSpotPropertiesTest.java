package dev.tributary.sandbox;

import static dev.tributary.sandbox.HubSpotCaller.byEmail;
import static dev.tributary.sandbox.HubSpotCaller.hubSpot;
import static dev.tributary.sandbox.HubSpotCaller.post;
import static dev.tributary.sandbox.HubSpotCaller.upsert;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class HubSpotPropertiesTest {
  private static final String PROPERTIES = "/crm/v3/properties/contacts";

  @BeforeEach
  void startAnew() {
    given().post("/sandbox/reset").then().statusCode(204);
  }

  @Test
  void standardPropertiesExist() {
    assertThat(hubSpot().get(PROPERTIES).<List<String>>path("results.name"))
        .contains("email", "firstname", "lastname", "phone", "lifecyclestage");
    assertThat(hubSpot().get("/crm/v3/properties/companies").<List<String>>path("results.name"))
        .contains("name", "domain");
    assertThat(hubSpot().get(PROPERTIES + "/email").<Boolean>path("hubspotDefined")).isTrue();
  }

  @Test
  void aCustomPropertyCanBeWrittenOnceItWasCreated() {
    assertThat(upsert(List.of(byEmail("ada@shop.example", "churn_score", "0.5"))).statusCode())
        .isEqualTo(400);

    var created = post(PROPERTIES, churnScore());

    assertThat(created.statusCode()).isEqualTo(201);
    assertThat(hubSpot().get(PROPERTIES + "/churn_score").<String>path("type")).isEqualTo("number");
    assertThat(upsert(List.of(byEmail("ada@shop.example", "churn_score", "0.5"))).statusCode())
        .isEqualTo(200);
    assertThat(
            upsert(List.of(byEmail("ada@shop.example", "churn_score", "high")))
                .<String>path("errors[0].message"))
        .isEqualTo("high was not a valid number");
  }

  @Test
  void aPropertyIsCreatedOnce() {
    post(PROPERTIES, churnScore());

    assertThat(post(PROPERTIES, churnScore()).statusCode()).isEqualTo(409);
  }

  @Test
  void definitionsThatCannotBeMeantAreRefused() {
    for (var wrong :
        List.of(
            Map.of("name", "Churn Score"),
            Map.of("type", "float"),
            Map.of("fieldType", "checkbox"),
            Map.of("groupName", "elsewhere"),
            Map.of("label", ""))) {
      var body = churnScore();
      body.putAll(wrong);
      assertThat(post(PROPERTIES, body).statusCode()).as("%s", wrong).isEqualTo(400);
    }
    assertThat(hubSpot().get(PROPERTIES + "/churn_score").statusCode()).isEqualTo(404);
  }

  @Test
  void datesAreMidnightOrIso() {
    var body = churnScore();
    body.putAll(Map.of("name", "member_since", "type", "date", "fieldType", "date"));
    post(PROPERTIES, body);

    assertThat(statusOfDate("2026-11-20")).isEqualTo(200);
    assertThat(statusOfDate("1795132800000")).isEqualTo(200);
    assertThat(statusOfDate("1795132800001")).isEqualTo(400);
    assertThat(statusOfDate("20 November")).isEqualTo(400);
  }

  private static int statusOfDate(String value) {
    return upsert(List.of(byEmail("ada@shop.example", "member_since", value))).statusCode();
  }

  private static Map<String, Object> churnScore() {
    return new HashMap<>(
        Map.of(
            "name", "churn_score",
            "label", "Churn score",
            "type", "number",
            "fieldType", "number",
            "groupName", "contactinformation"));
  }
}
