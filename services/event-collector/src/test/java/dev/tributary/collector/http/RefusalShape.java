package dev.tributary.collector.http;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;

/** What every refusal of the tracking API looks like to a page of another origin. */
final class RefusalShape {
  private static final String ORIGIN = "https://shop.example.test";

  private RefusalShape() {}

  static RequestSpecification fromAPage() {
    return given().header("Origin", ORIGIN);
  }

  static ValidatableResponse check(Response response, int status, String code) {
    return response
        .then()
        .statusCode(status)
        .contentType("application/json")
        .body("success", equalTo(false))
        .body("code", equalTo(code))
        .body("message", matchesPattern(".+"))
        .header("Access-Control-Allow-Origin", ORIGIN)
        .header("Access-Control-Allow-Credentials", "true")
        .header("Access-Control-Expose-Headers", containsString("Retry-After"))
        .header("Vary", containsString("Origin"));
  }
}
