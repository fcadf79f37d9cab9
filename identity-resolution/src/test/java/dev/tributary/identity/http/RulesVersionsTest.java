package dev.tributary.identity.http;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.runtime.kafka.KafkaClients;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the rules of a workspace were, over REST. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
class RulesVersionsTest {
  private final KafkaClients kafka = RealParts.kafka();

  private TestWorkspace shop;

  @BeforeEach
  void aWorkspace() {
    shop = new TestWorkspace(kafka);
  }

  @Test
  void everyTableThatWasPutIsKeptWithWhoPutIt() {
    versions("").body("data", empty());
    shop.rules("{'types':[{'type':'user_id'},{'type':'email'}]}");
    shop.rules("{'types':[{'type':'email'},{'type':'user_id'}]}");
    shop.rules("{'types':[{'type':'email'},{'type':'user_id'}]}");
    String newest =
        shop.rules("{'types':[{'type':'user_id'}],'strategy':'isolate'}").extract().asString();

    versions("")
        .body("data.version", contains(3, 2, 1))
        .body("data.changedAt", everyItem(notNullValue()))
        .body("data.changedBy.name", everyItem(equalTo("sub-admin@example.test")))
        .body("data[0].changedBy.id", equalTo("sub-admin@example.test"))
        .body("nextCursor", nullValue());
    version("1").body("version", equalTo(1)).body("types.type", contains("user_id", "email"));
    version("2").body("version", equalTo(2)).body("types.type", contains("email", "user_id"));
    version("3").body("", equalTo(Json.read(bytes(newest), Object.class)));
  }

  @Test
  void versionsAreListedPageByPage() {
    shop.rules("{'types':[{'type':'user_id'}]}");
    shop.rules("{'types':[{'type':'email'}]}");
    shop.rules("{'types':[{'type':'phone'}]}");
    String next =
        versions("?limit=2").body("data.version", contains(3, 2)).extract().path("nextCursor");
    versions("?limit=2&cursor=" + next)
        .body("data.version", contains(1))
        .body("nextCursor", nullValue());
    shop.viewer().get(path("?cursor=second")).then().statusCode(400);
  }

  @Test
  void theDefaultsAreVersionZeroAndWhatIsNotKeptIsNotFound() {
    ObjectNode defaults =
        Json.read(shop.viewer().get(shop.path("/identity/rules")).asByteArray(), ObjectNode.class);
    shop.rules("{'types':[{'type':'user_id'}]}");
    version("0").body("", equalTo(Json.MAPPER.convertValue(defaults, Object.class)));
    for (String none : new String[] {"2", "-1", "first"}) {
      shop.viewer()
          .get(path("/" + none))
          .then()
          .statusCode(404)
          .body("code", equalTo("not-found"))
          .body("detail", containsString("No version " + none + " of the rules"));
    }
  }

  @Test
  void whatWasDecidedLeadsToTheTableOfThen() {
    shop.rules("{'types':[{'type':'user_id'},{'type':'email'}]}");
    shop.collect(
        "{\"type\":\"identify\",\"messageId\":\"1\",\"userId\":\"ann\","
            + "\"traits\":{\"email\":\"ann@example.com\"}}");
    shop.rules("{'types':[{'type':'user_id'}]}");
    int decided =
        shop.reader()
            .get(shop.path("/profiles/user_id:ann/graph"))
            .then()
            .extract()
            .path("edges[0].rulesVersion");
    version(String.valueOf(decided)).body("types.type", contains("user_id", "email"));
  }

  @Test
  void aConfigurationAppliedAsCodeIsKeptToo() {
    String configuration = shop.path("/identity/configuration");
    ObjectNode file = Json.read(shop.viewer().get(configuration).asByteArray(), ObjectNode.class);
    file.withObject("/rules").put("maxMerges", 7);
    putAsCode(file);
    file.withObject("/policies/city").put("policy", "first");
    putAsCode(file);
    versions("")
        .body("data.version", contains(1))
        .body("data[0].changedBy.name", equalTo("sub-admin@example.test"));
    version("1").body("maxMerges", equalTo(7));
  }

  @Test
  void nobodyElsesVersionsAreShown() {
    shop.rules("{'types':[{'type':'user_id'}]}");
    TestWorkspace other = new TestWorkspace(kafka);
    other
        .viewer()
        .get(other.path("/identity/rules/versions"))
        .then()
        .statusCode(200)
        .body("data", empty());
    other.viewer().get(path("")).then().statusCode(404);
  }

  private void putAsCode(ObjectNode file) {
    shop.admin()
        .contentType(ContentType.JSON)
        .body(Json.write(file))
        .put(shop.path("/identity/configuration"))
        .then()
        .statusCode(200);
  }

  private ValidatableResponse versions(String query) {
    return shop.viewer().get(path(query)).then().statusCode(200);
  }

  private ValidatableResponse version(String version) {
    return shop.viewer().get(path("/" + version)).then().statusCode(200);
  }

  private String path(String part) {
    return shop.path("/identity/rules/versions" + part);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
