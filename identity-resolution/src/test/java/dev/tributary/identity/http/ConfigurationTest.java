package dev.tributary.identity.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.runtime.kafka.KafkaClients;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Identity rules and policies as a file that somebody keeps and applies. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
class ConfigurationTest {
  private final KafkaClients kafka = RealParts.kafka();

  @Test
  void aFileIsComparedThenAppliedThenAsItWas() {
    TestWorkspace shop = new TestWorkspace(kafka);
    shop.collect(city("1", "2026-03-01", "Delft"), city("2", "2026-03-02", "Amsterdam"));
    ObjectNode file = read(shop);
    shop.viewer()
        .get(shop.path("/identity/configuration"))
        .then()
        .header("ETag", "\"0\"")
        .body("policies", anEmptyMap())
        .body("rules", not(hasKey("version")));
    put(shop, "", "\"0\"", file).statusCode(200).body("changes", empty()).header("ETag", "\"0\"");

    ((ObjectNode) file.get("rules")).put("maxMerges", 7);
    ((ObjectNode) file.at("/rules/types/1")).put("plusTags", "drop");
    file.withObject("/policies/city").put("policy", "first");
    file.withObject("/policies/plan").put("policy", "latest");
    put(shop, "?dryRun=true", "\"0\"", file)
        .statusCode(200)
        .header("ETag", "\"0\"")
        .body("dryRun", equalTo(true))
        .body(
            "changes.pointer",
            containsInAnyOrder("/rules/maxMerges", "/rules/types/1/plusTags", "/policies/city"))
        .body("changes.find { it.pointer == '/rules/maxMerges' }.before", equalTo(100))
        .body("changes.find { it.pointer == '/rules/maxMerges' }.after", equalTo(7))
        .body("changes.find { it.pointer == '/policies/city' }", not(hasKey("before")))
        .body("redecides", contains("city"));
    assertThat(read(shop).at("/rules/maxMerges").intValue()).isEqualTo(100);

    put(shop, "", "\"0\"", file).statusCode(200).body("dryRun", equalTo(false));
    await().atMost(TestWorkspace.BOUND).until(() -> "Amsterdam".equals(cityOf(shop)));
    shop.collect(city("3", "2026-03-03", "Zwolle"));
    assertThat(cityOf(shop)).isEqualTo("Amsterdam");
    shop.viewer()
        .get(shop.path("/identity/rules"))
        .then()
        .body("version", equalTo(1))
        .body("maxMerges", equalTo(7));

    put(shop, "", "\"0\"", file).statusCode(412);
    put(shop, "", null, file).body("changes", empty()).header("ETag", "\"2\"");
    put(shop, "", null, read(shop)).body("changes", empty()).header("ETag", "\"2\"");
  }

  @Test
  void aPolicyThatIsNotInTheFileIsResetAndWhoIsKnownDecidedAnew() {
    TestWorkspace shop = new TestWorkspace(kafka);
    shop.collect(city("1", "2026-03-01", "Delft"));
    ObjectNode file = read(shop);
    file.withObject("/policies/city").put("policy", "first");
    put(shop, "", null, file).statusCode(200);
    shop.collect(city("2", "2026-03-02", "Amsterdam"));
    await().atMost(TestWorkspace.BOUND).until(() -> "Delft".equals(cityOf(shop)));
    file.putObject("policies");
    put(shop, "", "\"1\"", file)
        .statusCode(200)
        .body("changes.pointer", contains("/policies/city"))
        .body("redecides", contains("city"))
        .header("ETag", "\"2\"");
    await().atMost(TestWorkspace.BOUND).until(() -> "Amsterdam".equals(cityOf(shop)));
    shop.viewer().get(shop.path("/traits/city/policy")).then().body("policy", equalTo("latest"));
  }

  @Test
  void everyMistakeIsToldAtItsPlaceAndNothingIsChanged() {
    TestWorkspace shop = new TestWorkspace(kafka);
    ObjectNode file = read(shop);
    ((ObjectNode) file.get("rules")).put("maxMerges", -1);
    ((ObjectNode) file.at("/rules/types/0")).put("pattern", "(");
    file.withObject("/policies/city").put("policy", "loudest");
    file.withObject("/policies").putObject("a/b").put("policy", "most-trusted");
    file.withObject("/policies").putObject("plan").put("policy", "first");
    put(shop, "", null, file)
        .statusCode(422)
        .body(
            "errors.pointer",
            containsInAnyOrder(
                "/rules/maxMerges",
                "/rules/types/0/pattern",
                "/policies/city/policy",
                "/policies/a~1b/sources"));
    put(shop, "?dryRun=true", null, Json.MAPPER.createObjectNode())
        .statusCode(422)
        .body("errors.pointer", contains("/rules", "/policies"));
    file.put("colour", "red");
    put(shop, "", null, file).statusCode(422).body("errors.pointer", contains("/colour"));
    shop.viewer().get(shop.path("/identity/configuration")).then().header("ETag", "\"0\"");
    shop.marketer()
        .contentType(ContentType.JSON)
        .body(text(read(shop)))
        .put(shop.path("/identity/configuration"))
        .then()
        .statusCode(403);
  }

  private static ObjectNode read(TestWorkspace shop) {
    byte[] body =
        shop.viewer().get(shop.path("/identity/configuration")).then().extract().asByteArray();
    return Json.read(body, ObjectNode.class);
  }

  private static ValidatableResponse put(
      TestWorkspace shop, String query, String ifMatch, ObjectNode file) {
    RequestSpecification request = shop.admin().contentType(ContentType.JSON).body(text(file));
    return (ifMatch == null ? request : request.header("If-Match", ifMatch))
        .put(shop.path("/identity/configuration" + query))
        .then();
  }

  private static String text(ObjectNode file) {
    return new String(Json.write(file), StandardCharsets.UTF_8);
  }

  private static String cityOf(TestWorkspace shop) {
    return shop.reader()
        .get(shop.path("/profiles/user_id:ann"))
        .jsonPath()
        .getString("traits.city");
  }

  private static String city(String message, String day, String city) {
    return """
    {"type":"identify","messageId":"%s","userId":"ann","timestamp":"%sT10:00:00Z",
     "traits":{"city":"%s"}}\
    """
        .formatted(message, day, city);
  }
}
