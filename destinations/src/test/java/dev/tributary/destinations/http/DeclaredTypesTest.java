package dev.tributary.destinations.http;

import static dev.tributary.destinations.http.Api.BOUND;
import static dev.tributary.destinations.http.Api.field;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.contracts.Ids;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.definition.DeclaredType;
import dev.tributary.contracts.id.EventId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.testkit.tokens.TokenIssuer;
import dev.tributary.testkit.vendor.StandInServer;
import dev.tributary.testkit.vendor.StandInServer.Reply;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** The types that are declared on the topics of traits and of event properties. */
@QuarkusTest
@QuarkusTestResource(DestinationsEnvironment.class)
class DeclaredTypesTest {
  private static final Map<String, JsonNode> TEXTS =
      Map.of("visits", TextNode.valueOf("42"), "score", TextNode.valueOf("much"));

  private final WorkspaceId workspace =
      new WorkspaceId(new Ids(Clock.systemUTC(), new SecureRandom()).next(Ids.WORKSPACE));
  private final String root = "/api/v1/workspaces/" + workspace;
  private final String person =
      "prf_" + workspace.value().substring(workspace.value().length() - 8);
  private final ConcurrentLinkedQueue<String> bodies = new ConcurrentLinkedQueue<>();

  @Test
  void aMappedValueIsSentAsItsDeclaredTypeFromTheNextChangeOn() {
    Log.workspace(workspace.value());
    await()
        .atMost(BOUND)
        .untilAsserted(() -> admin().get(root + "/connectors").then().statusCode(200));
    try (StandInServer server =
        new StandInServer((method, uri, headers, body) -> {
          bodies.add(body);
          return new Reply(200, "{}");
        })) {
      destination(server.url());
      Log.person(workspace, new ProfileId(person), 1, TEXTS, Map.of(), null);
      people();
      orders();
      awaitSent("\"visits\":\"42\"");
      // The backfill would decide the person again with one of the two types.
      await()
          .atMost(BOUND)
          .untilAsserted(
              () -> admin().get(root + "/syncs/people").then().body("run.state", equalTo("done")));

      Log.declare(workspace, "visits", DeclaredType.NUMBER);
      Log.declare(workspace, "score", DeclaredType.NUMBER);
      Log.declareProperty(workspace, "total", DeclaredType.NUMBER);
      await()
          .atMost(BOUND)
          .untilAsserted(() ->
              preview()
                  .body("records[0].fields.visits", equalTo(42))
                  .body("records[0].fields.keySet().contains('score')", equalTo(false)));
      Log.person(workspace, new ProfileId(person), 2, TEXTS, Map.of(), null);
      awaitSent("\"visits\":42");
      assertThat(bodies).filteredOn(body -> body.contains("\"visits\":42")).hasSize(1);
      assertThat(bodies)
          .filteredOn(body -> body.contains("\"score\":null"))
          .as("what cannot be read is cleared")
          .hasSize(1);
      awaitAnOrderWithANumber();
    }
  }

  /** The two topics are read independently: more events until the type is known. */
  private void awaitAnOrderWithANumber() {
    int[] version = {2};
    await()
        .atMost(BOUND)
        .until(() -> {
          version[0]++;
          Log.person(
              workspace,
              new ProfileId(person),
              version[0],
              TEXTS,
              Map.of(),
              Log.applied(
                  new EventId("evt_" + workspace + version[0]),
                  Json.MAPPER.createObjectNode().put("total", "12.50"),
                  Map.of()));
          return bodies.stream().anyMatch(body -> body.contains("\"revenue\":12.50"));
        });
  }

  private void awaitSent(String part) {
    await().atMost(BOUND).until(() -> bodies.stream().anyMatch(body -> body.contains(part)));
  }

  private void destination(String url) {
    admin().body(Api.hook(url)).post(root + "/destinations").then().statusCode(201);
  }

  private void people() {
    admin()
        .body(
            Map.of(
                "key", "people",
                "name", "People",
                "destination", "hook",
                "from", Map.of("kind", "profiles"),
                "object", "records",
                "match", field("email", Map.of("kind", "identifier", "type", "email")),
                "mapping",
                    List.of(
                        field("visits", Map.of("kind", "trait", "name", "visits")),
                        field("score", Map.of("kind", "trait", "name", "score")))))
        .post(root + "/syncs")
        .then()
        .statusCode(201);
  }

  private void orders() {
    admin()
        .body(
            Map.of(
                "key", "orders",
                "name", "Orders",
                "destination", "hook",
                "from", Map.of("kind", "events", "names", List.of("Order Completed")),
                "object", "events",
                "mapping", List.of(field("revenue", Map.of("kind", "property", "path", "total")))))
        .post(root + "/syncs")
        .then()
        .statusCode(201);
  }

  private ValidatableResponse preview() {
    return admin().get(root + "/syncs/people/preview").then().statusCode(200);
  }

  private RequestSpecification admin() {
    return given()
        .contentType(ContentType.JSON)
        .auth()
        .oauth2(TokenIssuer.shared().memberWithPersonalData(workspace.value(), "admin"));
  }
}
