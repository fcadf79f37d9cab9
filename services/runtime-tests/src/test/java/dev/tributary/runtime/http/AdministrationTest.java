package dev.tributary.runtime.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.KeyHash;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.audit.AdministrationEntry;
import dev.tributary.contracts.audit.AdministrationEntry.Act;
import dev.tributary.contracts.audit.AdministrationEntry.Outcome;
import dev.tributary.contracts.audit.FieldChange;
import dev.tributary.contracts.audit.FieldChange.Sensitivity;
import dev.tributary.contracts.definition.Definition;
import dev.tributary.contracts.definition.WorkspaceBody;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.audit.RecordedRoutes;
import dev.tributary.runtime.audit.RecordedRoutes.Recording;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.runtime.kafka.Topics;
import dev.tributary.runtime.tenancy.RoleMatrix;
import dev.tributary.runtime.tenancy.RoleMatrix.Route;
import dev.tributary.runtime.tenancy.WorkspaceDirectory;
import dev.tributary.testkit.audit.RecordedAdministration;
import dev.tributary.testkit.infra.TestInfrastructure;
import dev.tributary.testkit.tokens.TokenIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What changes something leaves an entry on the topic {@code audit}, and a secret never does. */
@QuarkusTest
@QuarkusTestResource(RunningService.class)
class AdministrationTest {
  private static final Duration BOUND = Duration.ofSeconds(60);

  /** What {@link EveryRoute} and {@link ProbeResource} do more of than to answer. */
  private static final Set<String> ELSEWHERE =
      Set.of(
          "createDestination",
          "changeDestination",
          "pauseDestination",
          "inviteMember",
          "deleteSource");

  private static final TokenIssuer TOKENS = TokenIssuer.shared();

  @Inject KafkaClients kafka;
  @Inject WorkspaceDirectory workspaces;
  @Inject RoleMatrix matrix;
  @Inject RecordedRoutes routes;

  @ConfigProperty(name = "DATABASE_URL")
  String database;

  private final WorkspaceId workspace = new WorkspaceId("wsp_" + System.nanoTime());

  @BeforeEach
  void knowTheWorkspace() {
    WorkspaceBody body = new WorkspaceBody(WorkspaceBody.Kind.TEST, "UTC", 0, List.of(), "NL");
    Definition definition =
        new Definition(
            workspace,
            workspace.value(),
            1,
            workspace.value(),
            "w",
            false,
            Json.MAPPER.valueToTree(body));
    try (KafkaProducer<byte[], byte[]> producer = kafka.producer("test", 30_000)) {
      producer.send(
          Topics.toRecord(
              Message.of(
                  Topic.WORKSPACES,
                  workspace.value(),
                  Json.write(definition),
                  new MessageHeaders("m", Definition.TYPE, workspace, "m", Instant.now(), null))));
    }
    await().atMost(BOUND).until(() -> workspaces.find(workspace).isPresent());
  }

  @Test
  void everyRouteThatChangesSomethingLeavesAnEntryOrSaysWhyNot() {
    Set<String> expected = new TreeSet<>();
    Set<String> named = new TreeSet<>();
    for (Route route : matrix.routes()) {
      if (route.method().equals("GET")) {
        continue;
      }
      named.add(route.method() + " " + route.path());
      assertThat(routes.find(route))
          .as("%s %s stands in administration.csv", route.method(), route.path())
          .isPresent();
      RecordedRoutes.Line line = routes.of(route);
      if (line.how() == Recording.NONE) {
        assertThat(line.text()).as("why %s leaves no entry", route.path()).contains(" ");
      }
      if (!route.path().contains("{workspace}")) {
        continue;
      }
      if (line.how() != Recording.NONE) {
        expected.add(line.text());
      }
      if (ELSEWHERE.contains(line.text())) {
        expected.remove(line.text());
      } else {
        int status = call(route).statusCode();
        assertThat(status).as("%s %s", route.method(), route.path()).isBetween(200, 204);
      }
    }
    assertThat(routes.names()).containsExactlyInAnyOrderElementsOf(named);
    await()
        .atMost(BOUND)
        .untilAsserted(() ->
            assertThat(
                    entries().stream()
                        .filter(entry -> entry.result().outcome() == Outcome.DONE)
                        .map(entry -> entry.act().operation()))
                .containsAll(expected));
    assertThat(entries().stream().map(entry -> entry.act().operation()).distinct())
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void aDefinitionLeavesTheTransactionTogetherWithItsEntryAndWithoutItsSecrets() {
    admin().body("crm").post(path("/destinations")).then().statusCode(204);
    String requestId =
        admin()
            .patch(path("/destinations/crm"))
            .then()
            .statusCode(204)
            .extract()
            .header("X-Request-Id");
    AdministrationEntry created = only("createDestination");
    AdministrationEntry changed = only("changeDestination");
    assertThat(created.act().kind()).isEqualTo("destination");
    assertThat(created.actor().name()).isEqualTo("admin@example.test");
    assertThat(changed.act())
        .isEqualTo(new Act("changeDestination", "destination", created.act().object(), "Renamed"));
    assertThat(changed.origin().requestId()).isEqualTo(requestId);
    assertThat(changed.changes())
        .contains(
            FieldChange.open("/name", text("A destination"), text("Renamed")),
            FieldChange.open("/url", text("https://old.example"), text("https://new.example")),
            FieldChange.secret("/password"),
            FieldChange.secret("/secrets/accessKey"),
            FieldChange.secret("/innocent"),
            FieldChange.secret("/keys/0/hash"));
    assertThat(new String(Json.write(List.of(created, changed)), StandardCharsets.UTF_8))
        .doesNotContain(EveryRoute.PLANTED)
        .doesNotContain("v1.", "v2.");
  }

  @Test
  void whatIsRolledBackLeavesNoEntry() {
    admin().body("crm").post(path("/destinations")).then().statusCode(204);
    admin().post(path("/destinations/crm/pause")).then().statusCode(409);
    admin().patch(path("/destinations/crm")).then().statusCode(204);
    only("changeDestination");
    assertThat(entries())
        .extracting(entry -> entry.act().operation())
        .doesNotContain("pauseDestination");
  }

  /** The outbox refuses entries of this workspace for a while. */
  @Test
  void aChangeWhoseEntryCannotBeWrittenIsNotMade() throws SQLException {
    admin().body("crm").post(path("/destinations")).then().statusCode(204);
    asOwner(
        "alter table definition_outbox add constraint no_entries check (workspace <> '%s')"
                .formatted(workspace)
            + " not valid");
    try {
      admin().patch(path("/destinations/crm")).then().statusCode(500);
      admin().body("erp").post(path("/destinations")).then().statusCode(500);
    } finally {
      asOwner("alter table definition_outbox drop constraint no_entries");
    }
    admin().patch(path("/destinations/crm")).then().statusCode(204);
    admin().body("erp").post(path("/destinations")).then().statusCode(204);
    assertThat(RecordedAdministration.await(bootstrap(), workspace, "createDestination", 2))
        .hasSize(2);
    assertThat(only("changeDestination").changes())
        .as("the refused change had no effect")
        .contains(FieldChange.open("/name", text("A destination"), text("Renamed")));
  }

  private void asOwner(String statement) throws SQLException {
    String[] owner = System.getProperty(RunningService.OWNER).split(" ", 2);
    try (Connection connection = DriverManager.getConnection(database, owner[0], owner[1]);
        Statement sql = connection.createStatement()) {
      sql.execute(statement);
    }
  }

  @Test
  void whatNoTransactionCoversIsOnRecordBeforeItHappensAndSaysHowItEnded() {
    admin().body("anna@example.test").post(path("/invitations")).then().statusCode(204);
    admin().body("nobody@example.test").post(path("/invitations")).then().statusCode(409);
    List<AdministrationEntry> entries =
        RecordedAdministration.await(bootstrap(), workspace, "inviteMember", 4);
    assertThat(entries)
        .extracting(entry -> entry.result().outcome())
        .containsExactlyInAnyOrder(
            Outcome.REQUESTED, Outcome.DONE, Outcome.REQUESTED, Outcome.FAILED);
    assertThat(entries.stream().map(AdministrationEntry::id).distinct()).hasSize(2);
    assertThat(entries.stream().flatMap(entry -> entry.changes().stream()))
        .hasSize(2)
        .allMatch(change -> change.sensitivity() == Sensitivity.PERSONAL);
  }

  /** Whoever reaches the port of a service may send any header. */
  @Test
  void onlyTheGatewaySaysFromWhereARequestCame() {
    ForwardedClient gateway =
        new ForwardedClient(new KeyHash(new byte[RunningService.KEY_BYTES]), "probe");
    admin().body("crm").post(path("/destinations")).then().statusCode(204);
    change("request-told", gateway.of("192.0.2.7", "request-told"));
    change("request-claimed", "203.0.113.66");
    change("request-replayed", gateway.of("203.0.113.66", "request-told"));
    List<AdministrationEntry> changed =
        RecordedAdministration.await(bootstrap(), workspace, "changeDestination", 3);
    assertThat(changed)
        .extracting(entry -> entry.origin().requestId() + " " + entry.origin().address())
        .containsExactlyInAnyOrder(
            "request-told 192.0.2.7", "request-claimed 127.0.0.1", "request-replayed 127.0.0.1");
  }

  private void change(String requestId, String client) {
    admin()
        .header("X-Request-Id", requestId)
        .header("X-Forwarded-For", "203.0.113.66")
        .header(ForwardedClient.HEADER, client)
        .patch(path("/destinations/crm"))
        .then()
        .statusCode(204);
  }

  @Test
  void refusedAttemptsAreCountedAndNotListed() {
    for (int i = 0; i < 30; i++) {
      given()
          .header("Authorization", "Bearer " + TOKENS.member(workspace.value(), "viewer"))
          .delete(path("/destinations/crm"))
          .then()
          .statusCode(403);
    }
    List<AdministrationEntry> refused =
        RecordedAdministration.await(bootstrap(), workspace, "deleteDestination", 1);
    assertThat(refused).hasSize(1);
    assertThat(refused.getFirst().result().outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(refused.getFirst().actor().name()).isEqualTo("viewer@example.test");
    assertThat(refused.getFirst().act().object()).isEqualTo("crm");
    assertThat(refused.getFirst().origin().address()).isEqualTo("127.0.0.1");
  }

  @Test
  void aRefusedRestorationNamesTheObjectAndNotItsVersion() {
    given()
        .header("Authorization", "Bearer " + TOKENS.member(workspace.value(), "viewer"))
        .post(path("/destinations/crm/versions/3/restore"))
        .then()
        .statusCode(403);
    AdministrationEntry refused = only("restoreDestination");
    assertThat(refused.act().kind()).isEqualTo("destination");
    assertThat(refused.act().object()).isEqualTo("crm");
  }

  private AdministrationEntry only(String operation) {
    List<AdministrationEntry> found =
        RecordedAdministration.await(bootstrap(), workspace, operation, 1);
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  private List<AdministrationEntry> entries() {
    return RecordedAdministration.of(bootstrap(), workspace);
  }

  private Response call(Route route) {
    String called =
        route.path().replace("{workspace}", workspace.value()).replaceAll("\\{[a-z]+}", "some");
    return given()
        .contentType(route.path().contains("/sources") ? "application/json" : "text/plain")
        .body(route.method().equals("DELETE") ? "" : "{}")
        .header("Authorization", "Bearer " + TOKENS.installationAdmin())
        .request(route.method(), called);
  }

  private RequestSpecification admin() {
    return given()
        .contentType("text/plain")
        .header("Authorization", "Bearer " + TOKENS.member(workspace.value(), "admin"));
  }

  private String path(String rest) {
    return "/api/v1/workspaces/" + workspace + rest;
  }

  private static TextNode text(String text) {
    return TextNode.valueOf(text);
  }

  private static String bootstrap() {
    return TestInfrastructure.kafka().bootstrapServers();
  }
}
