package dev.tributary.destinations.http;

import static dev.tributary.destinations.http.Api.BOUND;
import static dev.tributary.destinations.http.Api.ROOT;
import static dev.tributary.destinations.http.Api.WORKSPACE;
import static dev.tributary.destinations.http.Api.as;
import static dev.tributary.destinations.http.Api.destination;
import static dev.tributary.destinations.http.Api.field;
import static dev.tributary.destinations.http.Api.profiles;
import static dev.tributary.destinations.http.Api.reader;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.contracts.id.EventId;
import dev.tributary.contracts.id.ModelId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.profile.ConsentState;
import dev.tributary.testkit.vendor.StandInServer;
import dev.tributary.testkit.vendor.StandInServer.Reply;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A record that is sent as a test asks consent as every other. */
@QuarkusTest
@QuarkusTestResource(DestinationsEnvironment.class)
class WithheldTestRecordsTest {
  private static final Map<String, ConsentState> GRANTED =
      Map.of("marketing", ConsentState.GRANTED);
  private static final Map<String, ConsentState> DENIED = Map.of("marketing", ConsentState.DENIED);

  private final ConcurrentLinkedQueue<String> bodies = new ConcurrentLinkedQueue<>();
  private StandInServer server;

  @BeforeEach
  void aWorkspaceIsKnown() {
    server =
        new StandInServer((method, uri, headers, body) -> {
          bodies.add(body);
          return new Reply(200, "");
        });
    Api.awaitWorkspace();
  }

  @AfterEach
  void closeServer() {
    server.close();
  }

  @Test
  void aRowGoesOnlyIfItsPersonAllows() {
    destination("tried-rows", server.url(), "marketing").then().statusCode(201);
    Log.model(WORKSPACE, "mdl_orders", List.of("id", "email", "total"));
    sync(
        "tried-rows",
        Map.of(
            "kind",
            "model",
            "model",
            "mdl_orders",
            "person",
            Map.of("column", "email", "identifier", "email")),
        field("id", Map.of("kind", "column", "name", "id")),
        List.of(field("mail", Map.of("kind", "column", "name", "email"))));
    Log.person(WORKSPACE, new ProfileId("prf_rows"), 1, DENIED, null);
    Log.row(
        WORKSPACE,
        new ModelId("mdl_orders"),
        "1",
        Map.of("id", TextNode.valueOf("1"), "email", TextNode.valueOf("prf_rows@example.org")));
    awaitWithheld("tried-rows");

    previewWithholds("tried-rows", "1");
    refused(test("tried-rows", Map.of()));
    refused(test("tried-rows", byHand("1", Map.of())));
    refused(test("tried-rows", byHand("2", Map.of("mail", "PRF_rows@example.org"))));
    assertThat(bodies).isEmpty();

    Log.person(WORKSPACE, new ProfileId("prf_rows"), 2, GRANTED, null);
    await().atMost(BOUND).until(() -> bodies.size() == 1);
    test("tried-rows", Map.of()).statusCode(200).body("ok", equalTo(true));
    test("tried-rows", byHand("2", Map.of("mail", "prf_rows@example.org"))).statusCode(200);
    assertThat(bodies).hasSize(3);
  }

  @Test
  void anEventGoesOnlyIfItselfAndItsPersonAllow() {
    destination("tried-events", server.url(), "marketing").then().statusCode(201);
    sync("tried-events", Map.of("kind", "events", "names", List.of()), null, List.of());
    Log.person(
        WORKSPACE,
        new ProfileId("prf_tried"),
        1,
        GRANTED,
        Log.applied(new EventId("evt_denies"), Map.of("marketing", false)));
    awaitWithheld("tried-events");

    previewWithholds("tried-events", "evt_denies");
    refused(test("tried-events", Map.of()));
    refused(test("tried-events", byHand("evt_denies", Map.of("event", "Order Completed"))));
    assertThat(bodies).isEmpty();
    test("tried-events", byHand("evt_invented", Map.of())).statusCode(200);
    assertThat(bodies).hasSize(1);
  }

  @Test
  void aPersonOfWhomARecordIsWrittenByHandIsAskedToo() {
    destination("tried-people", server.url(), "marketing").then().statusCode(201);
    Log.person(WORKSPACE, new ProfileId("prf_written"), 1, DENIED, null);
    profiles("tried-people", "tried-people").then().statusCode(201);
    awaitWithheld("tried-people");

    refused(test("tried-people", Map.of("profile", "prf_written")));
    refused(test("tried-people", byHand("prf_written@example.org", Map.of("name", "Ann"))));
    test("tried-people", Map.of("record", "nobody@example.org"))
        .statusCode(422)
        .body("errors[0].pointer", equalTo("/fields"));
    assertThat(bodies).noneMatch(body -> body.contains("prf_written"));
    test("tried-people", byHand("nobody@example.org", Map.of("name", "Ann"))).statusCode(200);
    assertThat(bodies).filteredOn(body -> body.contains("nobody@example.org")).hasSize(1);
  }

  private static void sync(
      String key, Map<String, Object> from, Map<String, Object> match, List<Object> mapping) {
    Api.seeing("marketer")
        .body(
            match == null
                ? Map.of(
                    "key", key, "name", key, "destination", key, "from", from, "object", "events")
                : Map.of(
                    "key",
                    key,
                    "name",
                    key,
                    "destination",
                    key,
                    "from",
                    from,
                    "object",
                    "records",
                    "match",
                    match,
                    "mapping",
                    mapping))
        .post(ROOT + "/syncs")
        .then()
        .statusCode(201);
  }

  private static void awaitWithheld(String sync) {
    await()
        .atMost(BOUND)
        .untilAsserted(() ->
            as("viewer")
                .get(ROOT + "/deliveries?state=withheld&sync=" + sync)
                .then()
                .statusCode(200)
                .body("data.size()", greaterThan(0)));
  }

  private static void previewWithholds(String sync, String record) {
    reader()
        .get(ROOT + "/syncs/" + sync + "/preview")
        .then()
        .statusCode(200)
        .body("records[0].record", containsString(record))
        .body("records[0].withheldFor", equalTo("marketing"))
        .body("requests", hasSize(0));
  }

  private static Map<String, Object> byHand(String record, Map<String, Object> fields) {
    return Map.of("record", record, "fields", fields);
  }

  private static ValidatableResponse test(String sync, Map<String, ?> request) {
    return Api.seeing("marketer").body(request).post(ROOT + "/syncs/" + sync + "/test").then();
  }

  private static void refused(ValidatableResponse answer) {
    answer
        .statusCode(409)
        .body("code", equalTo("withheld"))
        .body("detail", containsString("marketing"));
  }
}
