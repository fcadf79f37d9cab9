package dev.tributary.destinations.http;

import static dev.tributary.destinations.http.Api.BOUND;
import static dev.tributary.destinations.http.Api.ROOT;
import static dev.tributary.destinations.http.Api.WORKSPACE;
import static dev.tributary.destinations.http.Api.field;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.profile.ConsentState;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a preview shows of an audience that becomes a list. */
@QuarkusTest
@QuarkusTestResource(DestinationsEnvironment.class)
class ListPreviewTest {
  private static final AudienceId AUDIENCE = new AudienceId("aud_list_preview");
  private static final String LISTS = "/crm/v3/lists/";

  @BeforeEach
  void aWorkspaceWithADestinationThatHasLists() {
    Api.awaitWorkspace();
    Log.audience(WORKSPACE, AUDIENCE);
    Api.as("engineer")
        .body(
            Map.of(
                "key", "list-preview",
                "name", "CRM",
                "connector", "hubspot",
                "settings", Map.of("accessToken", "pat-eu1-example"),
                "purposes", List.of("marketing")))
        .post(ROOT + "/destinations");
  }

  @Test
  void theRequestsForTheRecordAndForItsListAreShown() {
    member("prf_list_joins", ConsentState.GRANTED);
    await()
        .atMost(BOUND)
        .untilAsserted(() ->
            preview("prf_list_joins", Map.of())
                .body("records.record", contains("prf_list_joins@example.org"))
                .body("requests.method", contains("POST", "GET", "PUT"))
                .body("requests[0].target", endsWith("/contacts/batch/upsert"))
                .body("requests[0].body", containsString("prf_list_joins@example.org"))
                .body("requests[1].target", endsWith("/name/Loyal"))
                .body("requests[2].target", endsWith(LISTS + "LIST-ID/memberships/add"))
                .body("requests[2].body", equalTo("[\"CONTACT-ID\"]")));
    preview("prf_list_joins", Map.of("object", "list-memberships", "mapping", List.of()))
        .body("requests.method", contains("POST", "GET", "PUT"));
  }

  @Test
  void aMemberWithoutConsentJoinsNoList() {
    member("prf_list_silent", ConsentState.DENIED);
    await()
        .atMost(BOUND)
        .untilAsserted(() ->
            preview("prf_list_silent", Map.of())
                .body("records.withheldFor", contains("marketing"))
                .body("requests", empty()));
  }

  private static void member(String profile, ConsentState answer) {
    Log.person(WORKSPACE, new ProfileId(profile), 1, Map.of("marketing", answer), null);
    Log.enters(WORKSPACE, AUDIENCE, new ProfileId(profile));
  }

  private static ValidatableResponse preview(String profile, Map<String, Object> different) {
    Map<String, Object> sync = new HashMap<>(Api.profilesTo("list-preview", "list-preview"));
    sync.put("from", Map.of("kind", "audience", "audience", AUDIENCE));
    sync.put("object", "contacts");
    sync.put("mapping", List.of(field("firstname", Map.of("kind", "trait", "name", "name"))));
    sync.put("settings", Map.of("list", "Loyal"));
    sync.put("mode", "mirror");
    sync.putAll(different);
    return Api.seeing("admin")
        .queryParam("profile", profile)
        .body(sync)
        .post(ROOT + "/syncs/preview")
        .then()
        .statusCode(200);
  }
}
