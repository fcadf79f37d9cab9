package dev.tributary.destinations.http;

import static dev.tributary.destinations.http.Api.BOUND;
import static dev.tributary.destinations.http.Api.ROOT;
import static dev.tributary.destinations.http.Api.as;
import static dev.tributary.destinations.http.Api.destination;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.tributary.contracts.id.SyncId;
import dev.tributary.definitions.DefinitionStore;
import dev.tributary.definitions.StoredDefinition;
import dev.tributary.destinations.http.binding.SyncBinding;
import dev.tributary.destinations.reconciliation.Reconciliations;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.destinations.sync.SyncSpec;
import dev.tributary.testkit.tokens.TokenIssuer;
import dev.tributary.testkit.vendor.StandInServer;
import dev.tributary.testkit.vendor.StandInServer.Reply;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(DestinationsEnvironment.class)
class ReconciliationApiTest {
  @Inject DefinitionStore<SyncSpec> syncs;

  @Inject SyncBinding binding;

  @Inject Reconciliations reconciliations;

  @BeforeEach
  void aWorkspaceIsKnown() {
    Api.awaitWorkspace();
  }

  @Test
  void aDestinationThatCannotListItsRecordsSaysSoAndStartsNothing() {
    try (StandInServer server =
        new StandInServer((method, uri, headers, body) -> new Reply(200, ""))) {
      destination("compared", server.url(), "marketing").then().statusCode(201);
      Api.profiles("compared", "compared").then().statusCode(201);
      String address = ROOT + "/syncs/compared/reconciliations";
      as("viewer")
          .get(address)
          .then()
          .statusCode(200)
          .body("obstacle", containsString("cannot list"))
          .body("data", hasSize(0));
      as("viewer").post(address).then().statusCode(403);
      as("marketer").post(address).then().statusCode(409).body("code", equalTo("conflict"));
      as("viewer").get(address + "/run_1").then().statusCode(404);
      as("marketer").post(address + "/run_1/repair").then().statusCode(404);
      as("marketer").post(address + "/run_1/cancel").then().statusCode(404);
    }
  }

  /** The connector may have lost its list since the start. */
  @Test
  void aComparisonThatCannotGoOnFailsAndIsNotRepaired() {
    try (StandInServer server =
        new StandInServer((method, uri, headers, body) -> new Reply(200, ""))) {
      destination("failing", server.url(), "marketing").then().statusCode(201);
      Api.profiles("failing", "failing").then().statusCode(201);
      StoredDefinition<SyncSpec> stored = syncs.require(Api.WORKSPACE, "failing");
      Catalogue.Sync sync =
          binding.bound(
              Api.WORKSPACE,
              new SyncId(stored.id()),
              stored.name(),
              stored.version(),
              stored.spec());
      String id = reconciliations.start(sync, true).orElseThrow();
      String address = ROOT + "/syncs/failing/reconciliations/" + id;
      await()
          .atMost(BOUND)
          .untilAsserted(() ->
              Api.seeing("viewer")
                  .get(address)
                  .then()
                  .statusCode(200)
                  .body("state", equalTo("failed"))
                  .body("words", containsString("cannot list")));
      as("viewer").get(address).then().body("words", nullValue());
      as("marketer").post(address + "/repair").then().statusCode(409);
      as("marketer").post(address + "/cancel").then().statusCode(409);
      RestAssured.given()
          .auth()
          .oauth2(TokenIssuer.shared().member("wsp_other", "viewer"))
          .get(address)
          .then()
          .statusCode(404);
    }
  }
}
