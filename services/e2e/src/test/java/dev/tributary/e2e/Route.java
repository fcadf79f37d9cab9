package dev.tributary.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.local.infra.Checkout;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of the role matrix.
 *
 * @param path with placeholders
 * @param need the least role, or who else may come here
 */
record Route(String method, String path, String need) {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z]+)}");
  private static final int TOO_MANY_REQUESTS = 429;
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** All there are. */
  static List<Route> all() throws IOException {
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

  String name() {
    return method + " " + path;
  }

  /** Programs, as which tests of all routes call, accept no invitations. */
  boolean forPersons() {
    return path.startsWith("/api/v1/me/invitations");
  }

  boolean inWorkspace() {
    return path.contains("{workspace}");
  }

  /** Whether it names one of these things. */
  boolean names(Map<String, String> things) {
    return PLACEHOLDER
        .matcher(path)
        .results()
        .map(found -> found.group(1))
        .anyMatch(things::containsKey);
  }

  /** The path to these things; what is not among them is not there. */
  String to(Map<String, String> things) {
    return PLACEHOLDER
        .matcher(path)
        .replaceAll(
            found -> Matcher.quoteReplacement(things.getOrDefault(found.group(1), "none-such")));
  }

  /**
   * Calls it, again where the client's limit says so.
   *
   * @param token may be empty
   * @param body may be empty
   */
  HttpResponse<String> call(String gateway, String to, String token, String body)
      throws IOException, InterruptedException {
    return call(
        gateway, to, token.isEmpty() ? Map.of() : Map.of("Authorization", "Bearer " + token), body);
  }

  /**
   * The same.
   *
   * @param headers that say who asks
   */
  HttpResponse<String> call(String gateway, String to, Map<String, String> headers, String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(gateway + to))
            .timeout(Duration.ofSeconds(60))
            .header("Content-Type", "application/json")
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    headers.forEach(request::header);
    HttpResponse<String> response = CLIENT.send(request.build(), Beginning::of);
    if (response.statusCode() == TOO_MANY_REQUESTS) {
      TimeUnit.SECONDS.sleep(response.headers().firstValueAsLong("Retry-After").orElse(1));
      return call(gateway, to, headers, body);
    }
    return response;
  }
}
