package dev.tributary.destinations.http;

import static dev.tributary.destinations.http.Api.BOUND;
import static dev.tributary.destinations.http.Api.ROOT;
import static dev.tributary.destinations.http.Api.WORKSPACE;
import static dev.tributary.destinations.http.Api.as;
import static dev.tributary.destinations.http.Api.seeing;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import dev.tributary.contracts.id.ProfileId;
import dev.tributary.testkit.vendor.StandInServer;
import dev.tributary.testkit.vendor.StandInServer.Reply;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The secret in a webhook's address is shown to those only who may change the destination. */
@QuarkusTest
@QuarkusTestResource(DestinationsEnvironment.class)
class AddressVisibilityTest {
  private static final String SECRET_PATH = "/hooks/T0KEN?key=s3cret";

  @BeforeEach
  void aWorkspaceIsKnown() {
    Api.awaitWorkspace();
  }

  @ParameterizedTest
  @ValueSource(strings = {"viewer", "marketer"})
  void whoMayNotChangeDestinationsSeesTheHostOnly(String role) {
    String key = "address-" + role;
    Api.destination(key, "https://user:pass@hooks.example.org:8443" + SECRET_PATH, "orders")
        .then()
        .statusCode(201)
        .body("settings.url", containsString(SECRET_PATH));
    for (RequestSpecification caller : List.of(as(role), seeing(role))) {
      caller
          .get(ROOT + "/destinations/" + key)
          .then()
          .statusCode(200)
          .body("settings.url", equalTo("https://hooks.example.org:8443"))
          .body("settings.signingSecret.set", equalTo(true));
    }
    as(role)
        .get(ROOT + "/destinations")
        .then()
        .statusCode(200)
        .body("data.settings.url.toString()", not(containsString("T0KEN")));
    for (String changes : List.of("engineer", "admin")) {
      as(changes)
          .get(ROOT + "/destinations/" + key)
          .then()
          .body("settings.url", containsString(SECRET_PATH));
    }
  }

  @Test
  void anAddressInPlaceOfTheVendorsIsShownWithItsHostOnly() {
    as("engineer")
        .body(
            Map.of(
                "key", "proxied",
                "name", "Proxied",
                "connector", "hubspot",
                "settings", Map.of("accessToken", "pat-token"),
                "purposes", List.of("marketing"),
                "baseUrl", "http://127.0.0.1:9/T0KEN"))
        .post(ROOT + "/destinations")
        .then()
        .statusCode(201)
        .body("baseUrl", equalTo("http://127.0.0.1:9/T0KEN"));
    as("viewer")
        .get(ROOT + "/destinations/proxied")
        .then()
        .body("baseUrl", equalTo("http://127.0.0.1:9"));
  }

  @Test
  void requestsShowTheirHostAndWhichHeadersAreSet() {
    try (StandInServer server =
        new StandInServer((method, uri, headers, body) -> new Reply(200, ""))) {
      String host = server.url();
      Api.destination("exchanged", host + SECRET_PATH, "orders").then().statusCode(201);
      Log.person(WORKSPACE, new ProfileId("prf_exchanged"), 1, Map.of(), null);
      Api.profiles("exchanged", "exchanged").then().statusCode(201);
      String sync = as("viewer").get(ROOT + "/syncs/exchanged").path("id");
      String ofSync = "data.find { it.sync == '" + sync + "' }";
      String deliveries = ROOT + "/profiles/prf_exchanged/deliveries";
      await()
          .atMost(BOUND)
          .untilAsserted(() ->
              as("viewer").get(deliveries).then().body(ofSync + ".state", equalTo("delivered")));
      String delivery = as("viewer").get(deliveries).path(ofSync + ".id");
      for (String role : List.of("viewer", "marketer")) {
        seeing(role)
            .get(ROOT + "/deliveries/" + delivery)
            .then()
            .body("attempts[0].exchanges[0].target", equalTo(host))
            .body("attempts[0].exchanges[0].headers.'content-type'", equalTo("***"))
            .body("attempts[0].exchanges[0].body", containsString("prf_exchanged@"));
        seeing(role)
            .get(ROOT + "/syncs/exchanged/preview?profile=prf_exchanged")
            .then()
            .body("requests[0].target", equalTo(host));
      }
      seeing("marketer")
          .body(Map.of("profile", "prf_exchanged"))
          .post(ROOT + "/syncs/exchanged/test")
          .then()
          .statusCode(200)
          .body("exchanges[0].target", equalTo(host));
      as("engineer")
          .get(ROOT + "/deliveries/" + delivery)
          .then()
          .body("attempts[0].exchanges[0].target", equalTo(host + SECRET_PATH))
          .body("attempts[0].exchanges[0].headers.'content-type'", equalTo("application/json"));
    }
  }
}
