package dev.tributary.control.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.change.ChangeSubject;
import dev.tributary.contracts.change.ChangedObjects;
import dev.tributary.contracts.change.PublishedChanges;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.ControlEnvironment;
import dev.tributary.control.TestWorkspace;
import dev.tributary.testkit.tokens.TokenIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The stream of changes, from the topic to the client. */
@QuarkusTest
@QuarkusTestResource(ControlEnvironment.class)
class ChangesTest {
  private static final WorkspaceId OTHER = new WorkspaceId("wsp_other");

  private final TokenIssuer tokens = TokenIssuer.shared();
  private TestWorkspace shop;

  @BeforeEach
  void workspace() {
    shop = new TestWorkspace();
  }

  @Test
  void aViewerLearnsWhatChangesInTheWorkspaceAndNothingOfAnother() throws Exception {
    try (Following following = follow(tokens.member(shop.id().value(), "viewer"))) {
      await()
          .atMost(TestWorkspace.BOUND)
          .until(() -> {
            publish();
            return following.lines.contains("data:{\"subject\":\"profiles\",\"ids\":[\"prf_1\"]}");
          });
      assertThat(following.lines)
          .contains("event:change")
          .noneMatch(line -> line.contains("prf_9"));
    }
  }

  @Test
  void onlyWhoMayReadPersonalDataIsToldWhoEntersAnAudience() throws Exception {
    String workspace = shop.id().value();
    try (Following viewer = follow(tokens.member(workspace, "marketer"));
        Following reader = follow(tokens.memberWithPersonalData(workspace, "viewer"))) {
      await()
          .atMost(TestWorkspace.BOUND)
          .until(() -> {
            publish(
                Map.of(
                    shop.id(),
                    List.of(
                        new ChangedObjects(ChangeSubject.MEMBERSHIPS, List.of("prf_7")),
                        new ChangedObjects(ChangeSubject.DELIVERIES, List.of("dlv_7", "prf_7")))));
            return reader.lines.contains("data:{\"subject\":\"memberships\",\"ids\":[\"prf_7\"]}")
                && viewer.lines.contains("data:{\"subject\":\"deliveries\",\"ids\":[]}");
          });
      assertThat(viewer.lines)
          .noneMatch(line -> line.contains("memberships") || line.contains("prf_7"));
    }
  }

  @Test
  void aChangeThatAUserMakesIsReported() throws Exception {
    try (Following following = follow(tokens.member(shop.id().value(), "viewer"))) {
      await()
          .atMost(TestWorkspace.BOUND)
          .until(() -> {
            shop.admin()
                .contentType("application/json")
                .body("{\"emails\":[\"ops@shop.example\"],\"silentGaps\":5}")
                .put(shop.path("/alert-settings"));
            return following.lines.contains("data:{\"subject\":\"alert-settings\",\"ids\":[]}");
          });
    }
  }

  @Test
  void onlyMembersFollow() {
    given().get(shop.path("/changes")).then().statusCode(401);
    given()
        .auth()
        .oauth2(tokens.member(OTHER.value(), "admin"))
        .get(shop.path("/changes"))
        .then()
        .statusCode(404);
  }

  @Test
  void theStreamEndsWithTheCallersToken() throws Exception {
    String brief = tokens.brief(Duration.ofSeconds(5), "viewer", "/ws/" + shop.id() + "/viewer");
    try (Following following = follow(brief)) {
      assertThat(following.reading.join(TestWorkspace.BOUND)).isTrue();
    }
  }

  private void publish() {
    publish(
        Map.of(
            shop.id(),
            List.of(new ChangedObjects(ChangeSubject.PROFILES, List.of("prf_1"))),
            OTHER,
            List.of(new ChangedObjects(ChangeSubject.PROFILES, List.of("prf_9")))));
  }

  private void publish(Map<WorkspaceId, List<ChangedObjects>> changes) {
    PublishedChanges message = new PublishedChanges("identity-resolution", Instant.now(), changes);
    shop.message(
        Topic.CHANGES,
        "msg_1",
        PublishedChanges.TYPE,
        new String(Json.write(message), StandardCharsets.UTF_8));
  }

  private Following follow(String token) throws IOException, InterruptedException {
    return new Following(
        URI.create("http://localhost:" + RestAssured.port + shop.path("/changes")), token);
  }

  /** A client that keeps all lines of the stream. */
  private static final class Following implements AutoCloseable {
    private final HttpClient client = HttpClient.newHttpClient();
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final Thread reading;

    Following(URI uri, String token) throws IOException, InterruptedException {
      HttpRequest request =
          HttpRequest.newBuilder(uri)
              .header("Authorization", "Bearer " + token)
              .header("Accept", "text/event-stream")
              .timeout(TestWorkspace.BOUND)
              .build();
      HttpResponse<Stream<String>> response = client.send(request, BodyHandlers.ofLines());
      assertThat(response.statusCode()).isEqualTo(200);
      reading = Thread.startVirtualThread(() -> response.body().forEach(lines::add));
    }

    @Override
    public void close() {
      client.shutdownNow();
    }
  }
}
