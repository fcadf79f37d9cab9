package dev.tributary.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The control API that each vendor of the kit has, shown with Braze. */
class VendorControlTest extends VendorCaller {
  private static final String TRACK = "{\"attributes\":[{\"external_id\":\"ada\"}]}";

  VendorControlTest() {
    super("braze");
  }

  @Test
  void aVendorIsListedOnceItIsUsed() {
    assertThat(sandbox("").get().<List<String>>path("name")).containsExactly("hubspot");

    track();

    assertThat(sandbox("").get().<List<String>>path("name")).containsExactly("hubspot", "braze");
    assertThat(sandbox("/requests").get().<List<String>>path("requests.path"))
        .containsExactly("/braze/users/track");
  }

  @Test
  void presetRecordsAreCountedApart() {
    command("/records/users", "{\"keys\":{\"external_id\":\"ada\"},\"values\":{\"plan\":\"gold\"}}")
        .then()
        .statusCode(201);
    track();
    pass(Duration.ofSeconds(1));

    var counts = control("/records/users/counts");
    assertThat(counts.<Integer>path("records")).isEqualTo(1);
    assertThat(counts.<Integer>path("createdElsewhere")).isEqualTo(1);
    assertThat(counts.<Integer>path("writes")).isEqualTo(1);
    assertThat(command("/records/users", "{\"keys\":{\"external_id\":\"ada\"}}").statusCode())
        .isEqualTo(400);
    assertThat(command("/records/users", "{\"keys\":{\"shoe\":\"42\"}}").statusCode())
        .isEqualTo(400);
  }

  @Test
  void aRecordIsErasedForGood() {
    track();
    pass(Duration.ofSeconds(1));
    String id = control("/records/users").path("records[0].id");

    assertThat(command("/records/users/" + id + "/erase", "").statusCode()).isEqualTo(204);
    track();
    pass(Duration.ofSeconds(1));

    assertThat(control("/records/users/counts").<Integer>path("records")).isZero();
    assertThat(command("/records/users/" + id + "/erase", "").statusCode()).isEqualTo(400);
  }

  @Test
  void aResetRestoresLimitsAndFaults() {
    set("/limits", "{\"track\":[]}");
    set("/records/users/faults", "{\"dropped\":[\"ada\"]}");
    set("/token", "{\"token\":\"other\"}");

    sandbox("/reset").post().then().statusCode(204);

    assertThat(control("/limits").<List<?>>path("track")).hasSize(1);
    assertThat(track()).isEqualTo(201);
    pass(Duration.ofSeconds(1));
    assertThat(control("/records/users/counts").<Integer>path("records")).isEqualTo(1);
  }

  @Test
  void impossibleSettingsAreProblems() {
    for (var path : List.of("/limits", "/records/users/faults", "/jobs/updates/faults")) {
      var answer = sandbox("/braze" + path).body("{\"shoe\":42}").put();
      assertThat(answer.statusCode()).as(path).isEqualTo(400);
      assertThat(answer.contentType()).startsWith("application/problem+json");
    }
    assertThat(control("/records/unicorns").<String>path("detail")).contains("[users]");
    assertThat(command("/tokens/revoke", "").statusCode()).isEqualTo(400);
  }

  /** Two requests may run at once; the latency keeps all of them running. */
  @Test
  void requestsThatRunAtOnceCountUntilTheyAreAnswered() {
    set(
        "/limits",
        """
        {"track":[{"name":"connections","unit":"requests","scope":"account","amount":2,
          "window":{"kind":"running"}}]}
        """);
    command("/faults", "{\"fault\":{\"kind\":\"latency\",\"milliseconds\":300}}");
    try (var client = HttpClient.newHttpClient()) {
      var answers =
          IntStream.range(0, 5)
              .mapToObj(i -> client.sendAsync(request(), HttpResponse.BodyHandlers.discarding()))
              .toList();

      assertThat(answers.stream().map(CompletableFuture::join).map(HttpResponse::statusCode))
          .containsExactlyInAnyOrder(201, 201, 429, 429, 429);
      assertThat(track()).isEqualTo(201);
    }
  }

  private HttpRequest request() {
    return HttpRequest.newBuilder(URI.create(url() + "/braze/users/track"))
        .header("Authorization", "Bearer key")
        .POST(HttpRequest.BodyPublishers.ofString(TRACK))
        .build();
  }

  private int track() {
    return vendor()
        .header("Authorization", "Bearer key")
        .body(TRACK)
        .post("/users/track")
        .statusCode();
  }
}
