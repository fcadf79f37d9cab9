package dev.tributary.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.local.infra.Checkout;
import dev.tributary.local.launch.Service;
import dev.tributary.local.workspace.ApiClients;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** Every route, for every role: the committed matrix is what the running services do. */
class RoleMatrixTest {
  private static final List<String> ROLES = List.of("viewer", "marketer", "engineer", "admin");
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final Stack stack = Stack.started();

  private record Route(String method, String path, String need) {
    String at(String workspace) {
      return path.replace("{workspace}", workspace).replaceAll("\\{[a-z]+}", "none-such");
    }

    boolean inWorkspace() {
      return path.contains("{workspace}");
    }
  }

  @Test
  void aRoleReachesExactlyTheRoutesThatTheMatrixGivesIt() throws Exception {
    Shop shop = stack.newShop();
    SoftAssertions softly = new SoftAssertions();
    for (String role : ROLES) {
      String token = token(shop, role);
      for (Route route : routes()) {
        int status = call(route.method(), route.at(shop.key()), token);
        boolean allowed =
            switch (route.need()) {
              case "authenticated" -> true;
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
  void anotherWorkspaceDoesNotExistOnAnyRoute() throws Exception {
    Shop shop = stack.newShop();
    String stranger = token(stack.newShop(), "admin");
    SoftAssertions softly = new SoftAssertions();
    for (Route route : routes()) {
      if (route.inWorkspace()) {
        softly
            .assertThat(call(route.method(), route.at(shop.key()), stranger))
            .as(route.method() + " " + route.path())
            .isEqualTo(404);
        softly
            .assertThat(call(route.method(), route.at(shop.id()), stranger))
            .as(route.method() + " " + route.path() + " by id")
            .isEqualTo(404);
      }
    }
    softly.assertAll();
  }

  @Test
  void withoutATokenNothingIsAnswered() throws Exception {
    SoftAssertions softly = new SoftAssertions();
    for (Route route : routes()) {
      softly
          .assertThat(call(route.method(), route.at("northwind-shop"), ""))
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

  private static List<Route> routes() throws IOException {
    var file = Checkout.locate().root().resolve("services/contracts/src/main/resources/roles.csv");
    List<Route> routes =
        Files.readAllLines(file).stream()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .map(line -> line.split(",", -1))
            .map(cells -> new Route(cells[0], cells[1], cells[2]))
            .toList();
    assertThat(routes).hasSizeGreaterThan(80);
    return routes;
  }

  private int call(String method, String path, String token) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(stack.url(Service.GATEWAY) + path))
            .timeout(Duration.ofSeconds(60))
            .header("Content-Type", "application/json")
            .method(
                method,
                method.equals("GET") || method.equals("DELETE")
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString("{}"));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    HttpResponse<String> response =
        CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() == 429) {
      TimeUnit.SECONDS.sleep(response.headers().firstValueAsLong("Retry-After").orElse(1));
      return call(method, path, token);
    }
    return response.statusCode();
  }
}
