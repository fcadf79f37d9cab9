package dev.tributary.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.local.launch.Service;
import dev.tributary.local.workspace.Api;
import dev.tributary.local.workspace.ApiClients;
import dev.tributary.local.workspace.ApiFailure;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** Every route, for every role: the committed matrix is what the running services do. */
class RoleMatrixTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final List<String> ROLES = List.of("viewer", "marketer", "engineer", "admin");

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Stack stack = Stack.started();

  @Test
  void aRoleReachesExactlyTheRoutesThatTheMatrixGivesIt() throws Exception {
    Shop shop = stack.newShop();
    SoftAssertions softly = new SoftAssertions();
    for (String role : ROLES) {
      String token = token(shop, role);
      for (Route route : Route.all()) {
        int status = call(route, shop.key(), token);
        boolean allowed =
            switch (route.need()) {
              case "authenticated" -> !route.forPersons();
              case "installation" -> false;
              default -> ROLES.indexOf(role) >= ROLES.indexOf(route.need());
            };
        softly
            .assertThat(status == 403)
            .as("%s %s as %s answered %d", route.method(), route.path(), role, status)
            .isEqualTo(!allowed);
        softly.assertThat(status).as(route.method() + " " + route.path()).isNotIn(401, 405, 500);
      }
    }
    softly.assertAll();
  }

  @Test
  void whatTheRoleDoesNotReachIsInTheTrailOfAdministration() {
    Shop shop = stack.newShop();
    Api viewer = stack.api(shop.key(), "viewer", false);
    assertThatThrownBy(() -> viewer.delete(shop.path("/destinations/crm")))
        .isInstanceOfSatisfying(
            ApiFailure.class, failure -> assertThat(failure.status()).isEqualTo(403));

    String refused = shop.path("/audit?kind=administration&action=refused");
    JsonNode entry =
        await()
            .atMost(PATIENCE)
            .until(() -> shop.admin().get(refused).at("/data/0"), JsonNode::isObject);
    assertThat(entry.path("operation").asText()).isEqualTo("deleteDestination");
    assertThat(entry.at("/administration/object").asText()).isEqualTo("crm");
    assertThat(entry.at("/administration/service").asText()).isEqualTo("api-gateway");
  }

  @Test
  void anotherWorkspaceDoesNotExistOnAnyRoute() throws Exception {
    Shop shop = stack.newShop();
    String stranger = token(stack.newShop(), "admin");
    SoftAssertions softly = new SoftAssertions();
    for (Route route : Route.all()) {
      if (route.inWorkspace()) {
        softly
            .assertThat(call(route, shop.key(), stranger))
            .as(route.method() + " " + route.path())
            .isEqualTo(404);
        softly
            .assertThat(call(route, shop.id(), stranger))
            .as(route.method() + " " + route.path() + " by id")
            .isEqualTo(404);
      }
    }
    softly.assertAll();
  }

  @Test
  void whatBelongsToAnotherWorkspaceIsNotThereInOnesOwn() throws Exception {
    Inventory theirs = Inventory.of(stack);
    Map<String, JsonNode> before = read(theirs);
    Shop own = stack.newShop();
    Map<String, String> asked = theirs.things();
    asked.put("workspace", own.key());
    String stranger = token(own, "admin");
    JsonNode bodies = theirs.bodies(stack);
    SoftAssertions softly = new SoftAssertions();
    int routes = 0;
    for (Route route : Route.all()) {
      String body =
          bodies.path(route.name()).isMissingNode() ? "{}" : bodies.path(route.name()).toString();
      boolean names = route.names(theirs.ids());
      if (names || theirs.ids().values().stream().anyMatch(body::contains)) {
        routes++;
        HttpResponse<String> answer = ask(route, route.to(asked), stranger, body);
        String what =
            "%s with %s: %d %s".formatted(route.name(), body, answer.statusCode(), answer.body());
        softly.assertThat(answer.statusCode() >= 400 || isAboutNothing(answer)).as(what).isTrue();
        if (names && answer.statusCode() >= 400) {
          softly.assertThat(answer.statusCode()).as(what).isEqualTo(404);
        }
      }
    }
    softly.assertAll();
    assertThat(routes).isGreaterThan(50);
    assertThat(read(theirs)).isEqualTo(before);
  }

  /** An empty list, or a count of none. */
  private static boolean isAboutNothing(HttpResponse<String> answer) throws IOException {
    JsonNode body = JSON.readTree(answer.body());
    return body.path("data").isArray() && body.path("data").isEmpty()
        || body.size() == 1 && body.iterator().next().asInt(1) == 0;
  }

  /** What is there, but for when that was looked at. */
  private static Map<String, JsonNode> read(Inventory inventory) {
    Map<String, JsonNode> things = new TreeMap<>();
    inventory
        .ids()
        .forEach((kind, id) -> {
          if (!List.of("client", "key").contains(kind)) {
            String path =
                switch (kind) {
                  case "conflict" -> "/identity/conflicts";
                  case "delivery" -> "/deliveries/" + id;
                  case "rule" -> "/alert-rules/" + id;
                  default -> "/" + kind + "s/" + id;
                };
            ObjectNode thing =
                (ObjectNode) inventory.shop().admin().get(inventory.shop().path(path));
            // What time alone changes: when it was read, and sizes.
            things.put(kind, thing.without(List.of("asOf", "before", "current")));
          }
        });
    return things;
  }

  @Test
  void withoutATokenNothingIsAnswered() throws Exception {
    SoftAssertions softly = new SoftAssertions();
    for (Route route : Route.all()) {
      softly
          .assertThat(call(route, "northwind-shop", ""))
          .as(route.method() + " " + route.path())
          // A change without a token counts as a browser's, which lacks the CSRF header.
          .isIn(401, 403);
    }
    softly.assertAll();
  }

  private String token(Shop shop, String role) {
    return new ApiClients(stack.installation())
        .tokens(shop.key(), new ApiClients.Rights(role, true))
        .get();
  }

  private int call(Route route, String workspace, String token) throws Exception {
    String to = route.to(Map.of("workspace", workspace));
    return call(route, to, token, "{}");
  }

  private int call(Route route, String to, String token, String body) throws Exception {
    return ask(route, to, token, body).statusCode();
  }

  private HttpResponse<String> ask(Route route, String to, String token, String body)
      throws Exception {
    boolean reads = !route.method().equals("GET") && !route.method().equals("DELETE");
    return route.call(stack.url(Service.GATEWAY), to, token, reads ? body : "");
  }
}
