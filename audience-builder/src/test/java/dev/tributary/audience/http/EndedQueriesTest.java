package dev.tributary.audience.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.audience.kafka.ProfilesLog;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.definition.WorkspaceBody;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.testkit.tokens.TokenIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Queries that read everyone end when their caller disconnects. */
@QuarkusTest
@QuarkusTestResource(AudienceEnvironment.class)
class EndedQueriesTest {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final String WAITING =
      """
      select count(*) from pg_locks l join pg_stat_activity a using (pid)
      where not l.granted and l.relation = 'person'::regclass and a.usename like '%request'
        and a.datname = current_database()\
      """;

  private final WorkspaceId workspace =
      new WorkspaceId("wsp_" + UUID.randomUUID().toString().substring(0, 8));
  private final String root = "/api/v1/workspaces/" + workspace;
  private final String token =
      TokenIssuer.shared().memberWithPersonalData(workspace.value(), "marketer");

  @BeforeEach
  void aWorkspaceIsKnown() {
    try (ProfilesLog log = new ProfilesLog(System.getProperty(AudienceEnvironment.KAFKA))) {
      log.define(
          Topic.WORKSPACES,
          workspace,
          workspace.value(),
          1,
          new WorkspaceBody(WorkspaceBody.Kind.TEST, "Europe/Amsterdam", 0, List.of(), "NL"));
    }
    await()
        .atMost(BOUND)
        .untilAsserted(
            () -> given().auth().oauth2(token).get(root + "/audiences").then().statusCode(200));
  }

  @Test
  void aPreviewEndsWhenItsCallerLeaves() throws Exception {
    String rule = "{\"rule\": {\"trait\": \"plan\", \"operator\": \"exists\"}}";
    endsWithItsCaller(
        request("/audiences/preview")
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(rule))
            .build());
  }

  @Test
  void aQuestionToTheCatalogueEndsWhenItsCallerLeaves() throws Exception {
    endsWithItsCaller(request("/catalogue/traits").build());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(
            URI.create("http://localhost:%d%s%s".formatted(RestAssured.port, root, path)))
        .header("Authorization", "Bearer " + token);
  }

  /** The table of people is locked, so the query cannot end by itself. */
  private static void endsWithItsCaller(HttpRequest request) throws Exception {
    try (Connection holder = owner();
        Connection observer = owner();
        HttpClient client = HttpClient.newHttpClient()) {
      holder.setAutoCommit(false);
      try (Statement lock = holder.createStatement()) {
        lock.execute("lock table person in access exclusive mode");
      }
      var asking = client.sendAsync(request, HttpResponse.BodyHandlers.discarding());
      await().atMost(BOUND).until(() -> waiting(observer) == 1);
      asking.cancel(true);
      await()
          .atMost(BOUND)
          .untilAsserted(() -> assertThat(waiting(observer)).as("at the lock").isZero());
      holder.rollback();
    }
  }

  private static Connection owner() throws SQLException {
    return DriverManager.getConnection(
        System.getProperty(AudienceEnvironment.DATABASE),
        System.getProperty(AudienceEnvironment.OWNER),
        System.getProperty(AudienceEnvironment.OWNER_PASSWORD));
  }

  private static long waiting(Connection observer) throws SQLException {
    try (Statement statement = observer.createStatement();
        ResultSet rows = statement.executeQuery(WAITING)) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
