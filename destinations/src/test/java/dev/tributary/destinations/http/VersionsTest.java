package dev.tributary.destinations.http;

import static dev.tributary.destinations.http.Api.ROOT;
import static dev.tributary.destinations.http.Api.as;
import static dev.tributary.destinations.http.Api.seeing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.hamcrest.Matcher;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a destination or a sync was, and how an earlier version comes back. */
@QuarkusTest
@QuarkusTestResource(DestinationsEnvironment.class)
class VersionsTest {
  @Inject
  @DataSource("worker")
  AgroalDataSource worker;

  @BeforeEach
  void aWorkspace() {
    Api.awaitWorkspace();
  }

  @Test
  void aRestoredDestinationKeepsThePresentSecret() {
    Api.destination("versioned", "https://example.org/hook", "marketing").then().statusCode(201);
    change("/destinations/versioned", Map.of("purposes", List.of("orders"), "name", "Two"));
    change("/destinations/versioned", Map.of("rateLimit", Map.of("requests", 5, "perSeconds", 1)));
    String versions =
        versions("/destinations/versioned")
            .body("data.version", contains(3, 2, 1))
            .body("data[2].content.settings.url", equalTo("https://example.org"))
            .body("data[2].content.purposes", contains("marketing"))
            .extract()
            .asString();
    assertThat(versions).doesNotContain("signingSecret").doesNotContain("v2.");
    assertThat(keptSecrets()).hasSize(3).containsOnly("{}");
    seeing("engineer")
        .get(ROOT + "/destinations/versioned/versions")
        .then()
        .body("data[2].content.settings.url", equalTo("https://example.org/hook"));
    restore("/destinations/versioned", 1)
        .statusCode(200)
        .body("name", equalTo("versioned"))
        .body("purposes", contains("marketing"))
        .body("settings.signingSecret.set", equalTo(true));
  }

  @Test
  void anEarlierAddressAsksForTheSecretAgain() {
    Api.destination("moved", "https://example.org/hook", "marketing").then().statusCode(201);
    change(
        "/destinations/moved",
        Map.of("settings", Map.of("url", "https://example.com/hook", "signingSecret", Api.SECRET)));
    restore("/destinations/moved", 1)
        .statusCode(422)
        .body("errors.pointer", contains("/settings/signingSecret"));
  }

  @Test
  void aRestoredSyncNeedsTheSameApprovalAsAChangedOne() {
    Api.destination("target", "https://example.org/hook", "marketing").then().statusCode(201);
    Api.profiles("synced", "target").then().statusCode(201);
    change(
        "/syncs/synced",
        Map.of(
            "name",
            "Two",
            "mapping",
            List.of(Api.field("nick", Map.of("kind", "trait", "name", "nick")))));
    versions("/syncs/synced")
        .body("data.content.name", contains("Two", "synced"))
        .body("data.content.mapping.field.flatten()", contains("nick", "name"));
    as("marketer")
        .post(ROOT + "/syncs/synced/versions/1/restore")
        .then()
        .statusCode(403)
        .body("code", equalTo("approval-needed"));
    restore("/syncs/synced", 1)
        .statusCode(200)
        .body("name", equalTo("synced"))
        .body("mapping.field", contains("name"));
  }

  @Test
  void aSyncIsFiledByTagsFolderAndOwnerAndKeepsItsVersion() {
    Api.destination("filing", "https://example.org/hook", "marketing").then().statusCode(201);
    Api.profiles("filed", "filing")
        .then()
        .statusCode(201)
        .body("tags", empty())
        .body("folder", nullValue())
        .body("owner", nullValue());
    change(
        "/syncs/filed",
        Map.of(
            "tags", List.of("spring", " sale "),
            "folder", "Campaigns",
            "owner", "ada@northwind.example"));
    versions("/syncs/filed")
        .body("data.version", contains(1))
        .body("data.content.mapping.field", contains(contains("name")))
        .body("data[0].content", not(hasKey("tags")))
        .body("data[0].content", not(hasKey("filing")));
    seeing("engineer")
        .body("{\"tags\":[\"only\"],\"folder\":null,\"name\":\"Two\"}")
        .patch(ROOT + "/syncs/filed")
        .then()
        .statusCode(200)
        .body("name", equalTo("Two"))
        .body("tags", contains("only"))
        .body("folder", nullValue())
        .body("owner", equalTo("ada@northwind.example"))
        .body("mapping.field", contains("name"));
    seeing("engineer")
        .body(Map.of("tags", List.of("x".repeat(51))))
        .patch(ROOT + "/syncs/filed")
        .then()
        .statusCode(422)
        .body("errors.pointer", contains("/tags/0"));
    restore("/syncs/filed", 1)
        .statusCode(200)
        .body("name", equalTo("filed"))
        .body("version", equalTo(3));
    as("viewer")
        .queryParam("limit", 200)
        .get(ROOT + "/syncs")
        .then()
        .body("data.find { it.key == 'filed' }.tags", contains("only"));
  }

  @Test
  void aSyncIsFiledWithoutApproval() {
    Api.destination("unapproved", "https://example.org/hook", "marketing").then().statusCode(201);
    Api.profiles("unseen", "unapproved").then().statusCode(201);
    as("marketer")
        .body(Map.of("folder", "Campaigns"))
        .patch(ROOT + "/syncs/unseen")
        .then()
        .statusCode(200)
        .body("folder", equalTo("Campaigns"));
    as("marketer")
        .body(Map.of("owner", "ada@northwind.example", "name", "Two"))
        .patch(ROOT + "/syncs/unseen")
        .then()
        .statusCode(200)
        .body("name", equalTo("Two"));
    owner("unseen", equalTo("ada@northwind.example"));
  }

  @Test
  void theAddressOfAnOwnerIsHiddenWithoutTheRight() {
    Api.destination("owners", "https://example.org/hook", "marketing").then().statusCode(201);
    Api.profiles("owned", "owners").then().statusCode(201);
    change("/syncs/owned", Map.of("owner", "ada@northwind.example"));
    String list = as("viewer").get(ROOT + "/syncs").then().statusCode(200).extract().asString();
    String one =
        as("viewer")
            .get(ROOT + "/syncs/owned")
            .then()
            .statusCode(200)
            .body("owner.masked", equalTo(true))
            .extract()
            .asString();
    String versions =
        versions("/syncs/owned").body("data[0].content", not(hasKey("owner"))).extract().asString();
    assertThat(list + one + versions).doesNotContain("ada@northwind.example");
  }

  @Test
  void aHiddenOwnerStaysWhenAnotherFieldChanges() {
    Api.destination("keepers", "https://example.org/hook", "marketing").then().statusCode(201);
    Api.profiles("kept", "keepers").then().statusCode(201);
    change("/syncs/kept", Map.of("owner", "ada@northwind.example"));
    as("marketer")
        .body(Map.of("folder", "Campaigns"))
        .patch(ROOT + "/syncs/kept")
        .then()
        .statusCode(200)
        .body("owner.masked", equalTo(true));
    as("marketer")
        .body(Map.of("owner", Map.of("masked", true)))
        .patch(ROOT + "/syncs/kept")
        .then()
        .statusCode(422)
        .body("errors.pointer", contains("/owner"));
    owner("kept", equalTo("ada@northwind.example"));
    as("marketer").body("{\"owner\":null}").patch(ROOT + "/syncs/kept").then().statusCode(200);
    owner("kept", nullValue());
  }

  @Test
  void anETagFromBeforeASyncWasFiledIsRefused() {
    Api.destination("tagged", "https://example.org/hook", "marketing").then().statusCode(201);
    String created =
        Api.profiles("races", "tagged").then().statusCode(201).extract().header("ETag");
    change("/syncs/races", Map.of("folder", "Campaigns"));
    seeing("engineer")
        .header("If-Match", created)
        .body(Map.of("folder", "Other"))
        .patch(ROOT + "/syncs/races")
        .then()
        .statusCode(412)
        .body("code", equalTo("version-mismatch"));
    seeing("engineer")
        .header("If-Match", created)
        .delete(ROOT + "/syncs/races")
        .then()
        .statusCode(412)
        .body("code", equalTo("version-mismatch"));
    String newest =
        seeing("engineer")
            .get(ROOT + "/syncs/races")
            .then()
            .statusCode(200)
            .extract()
            .header("ETag");
    seeing("engineer")
        .header("If-Match", newest)
        .delete(ROOT + "/syncs/races")
        .then()
        .statusCode(204);
  }

  private static void owner(String sync, Matcher<?> expected) {
    seeing("viewer").get(ROOT + "/syncs/" + sync).then().statusCode(200).body("owner", expected);
  }

  private List<String> keptSecrets() {
    return Jdbi.create(worker)
        .withHandle(handle ->
            handle
                .createQuery("select spec ->> 'secrets' from definition_version where id = ?")
                .bind(0, Api.id("versioned"))
                .mapTo(String.class)
                .list());
  }

  private static void change(String path, Map<String, Object> patch) {
    seeing("engineer").body(patch).patch(ROOT + path).then().statusCode(200);
  }

  private static ValidatableResponse versions(String path) {
    return as("viewer").get(ROOT + path + "/versions").then().statusCode(200);
  }

  private static ValidatableResponse restore(String path, int version) {
    return seeing("engineer").post(ROOT + path + "/versions/" + version + "/restore").then();
  }
}
