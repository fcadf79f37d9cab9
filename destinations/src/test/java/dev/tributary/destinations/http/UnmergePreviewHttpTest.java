package dev.tributary.destinations.http;

import static dev.tributary.destinations.http.Api.BOUND;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.Ids;
import dev.tributary.contracts.audit.PersonalDataRead;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ConsentState;
import dev.tributary.contracts.profile.ProfileStateBuilder;
import dev.tributary.contracts.unmerge.UnmergePlan;
import dev.tributary.contracts.unmerge.UnmergePlan.Side;
import dev.tributary.contracts.unmerge.UnmergePlanWithAudiences;
import dev.tributary.runtime.http.Tickets;
import dev.tributary.testkit.audit.RecordedReads;
import dev.tributary.testkit.tokens.TokenIssuer;
import dev.tributary.testkit.vendor.StandInServer;
import dev.tributary.testkit.vendor.StandInServer.Reply;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an unmerge would send, over REST. */
@QuarkusTest
@QuarkusTestResource(DestinationsEnvironment.class)
class UnmergePreviewHttpTest {
  @Inject Tickets tickets;

  private final WorkspaceId workspace =
      new WorkspaceId(new Ids(Clock.systemUTC(), new SecureRandom()).next(Ids.WORKSPACE));
  private final String root = "/api/v1/workspaces/" + workspace;
  private final String person =
      "prf_" + workspace.value().substring(workspace.value().length() - 8);

  @BeforeEach
  void aWorkspaceIsKnown() {
    Log.workspace(workspace.value());
    await()
        .atMost(BOUND)
        .untilAsserted(() -> viewer().get(root + "/connectors").then().statusCode(200));
  }

  @Test
  void whatWouldBeSentIsToldWithTheValuesThatACallerMaySee() {
    AtomicInteger sent = new AtomicInteger();
    try (StandInServer server =
        new StandInServer((method, uri, headers, body) -> {
          sent.incrementAndGet();
          return new Reply(200, "{}");
        })) {
      sync(server);
      preview(admin(), ticket(person)).statusCode(404);
      Log.person(workspace, new ProfileId(person), 1, Map.of(), null);
      await()
          .atMost(BOUND)
          .untilAsserted(() ->
              viewer()
                  .get(root + "/profiles/" + person + "/deliveries")
                  .then()
                  .body("data.state", contains("delivered")));

      preview(viewer(), ticket(person))
          .statusCode(200)
          .body("stays", hasSize(1))
          .body("stays[0].record.masked", equalTo(true))
          .body("stays[0].fields.name.masked", equalTo(true));
      preview(program(), ticket(person)).statusCode(200);
      assertThat(reads()).isEmpty();
      assertThat(operationsOfPrograms()).containsExactly("previewDeliveries");

      preview(admin(), ticket(person))
          .statusCode(200)
          .body("stays.change", contains("update"))
          .body("stays[0].record", equalTo(person + "@example.org"))
          .body("stays[0].fields.name", equalTo("Pia"))
          .body("stays[0].withheldFor", nullValue())
          .body("leaves.change", contains("create"))
          .body("leaves[0].record", equalTo("nora@example.org"))
          .body("leaves[0].withheldFor", equalTo("orders"))
          .body("kept.stays", empty())
          .body("kept.leaves", empty());
      String unchanged = tickets.issue(workspace, parting(person, "Ann"));
      preview(admin(), unchanged)
          .statusCode(200)
          .body("stays", empty())
          .body("kept.stays.object", contains("records"))
          .body("kept.stays.record", contains(person + "@example.org"))
          .body("kept.leaves", empty());
      preview(viewer(), unchanged).body("kept.stays[0].record.masked", equalTo(true));
      assertThat(reads())
          .extracting(PersonalDataRead::operation, PersonalDataRead::profiles)
          .containsOnly(tuple("previewDeliveries", List.of(new ProfileId(person))));
      assertThat(sent).hasValue(1);
    }
  }

  @Test
  void aTicketIsForOnePersonOfOneWorkspace() {
    Log.person(workspace, new ProfileId(person), 1, Map.of(), null);
    await()
        .atMost(BOUND)
        .untilAsserted(() ->
            preview(admin(), ticket(person))
                .statusCode(200)
                .body("stays", empty())
                .body("leaves", empty()));
    preview(admin(), ticket("prf_other"))
        .statusCode(422)
        .body("errors[0].pointer", equalTo("/ticket"))
        .body("detail", containsString("another person"));
    preview(admin(), tickets.issue(new WorkspaceId("wsp_other"), parting(person, "Pia")))
        .statusCode(422)
        .body("errors[0].pointer", equalTo("/ticket"));
    admin()
        .body("{}")
        .post(root + "/profiles/" + person + "/deliveries/preview")
        .then()
        .statusCode(422)
        .body("errors[0].pointer", equalTo("/ticket"));
  }

  private String ticket(String profile) {
    return tickets.issue(workspace, parting(profile, "Pia"));
  }

  private UnmergePlanWithAudiences parting(String profile, String name) {
    return new UnmergePlanWithAudiences(
        side(profile, profile + "@example.org", name, ConsentState.GRANTED),
        side(UnmergePlan.NEW_PROFILE.value(), "nora@example.org", "Nora", ConsentState.DENIED),
        Set.of(),
        Set.of());
  }

  private Side side(String profile, String email, String name, ConsentState orders) {
    return new Side(
        ProfileStateBuilder.builder()
            .workspace(workspace)
            .profile(new ProfileId(profile))
            .version(2)
            .identifiers(List.of(new Identifier(Identifier.EMAIL, email)))
            .traits(Map.of("email", TextNode.valueOf(email), "name", TextNode.valueOf(name)))
            .consent(Map.of("orders", orders))
            .subscriptions(Map.of())
            .lastGroup(null)
            .firstSeen(Instant.EPOCH)
            .lastSeen(Instant.EPOCH)
            .build(),
        List.of());
  }

  private ValidatableResponse preview(RequestSpecification asking, String ticket) {
    return asking
        .body(Map.of("ticket", ticket))
        .post(root + "/profiles/" + person + "/deliveries/preview")
        .then();
  }

  private void sync(StandInServer server) {
    admin().body(Api.hook(server.url())).post(root + "/destinations").then().statusCode(201);
    admin().body(Api.profilesTo("people", "hook")).post(root + "/syncs").then().statusCode(201);
  }

  private List<PersonalDataRead> reads() {
    return RecordedReads.ofPeople(System.getProperty(DestinationsEnvironment.KAFKA), workspace);
  }

  private Set<String> operationsOfPrograms() {
    return RecordedReads.operationsOfPrograms(
        System.getProperty(DestinationsEnvironment.KAFKA), workspace);
  }

  private RequestSpecification viewer() {
    return by(TokenIssuer.shared().member(workspace.value(), "viewer"));
  }

  private RequestSpecification admin() {
    return by(TokenIssuer.shared().memberWithPersonalData(workspace.value(), "admin"));
  }

  private RequestSpecification program() {
    return by(
        TokenIssuer.shared()
            .token(
                "service-account-shop",
                "/ws/" + workspace + "/admin",
                "/ws/" + workspace + "/personal-data"));
  }

  private static RequestSpecification by(String token) {
    return given().contentType(ContentType.JSON).auth().oauth2(token);
  }
}
