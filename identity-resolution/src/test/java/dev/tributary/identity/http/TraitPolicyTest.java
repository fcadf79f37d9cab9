package dev.tributary.identity.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.profile.DueRedecisions;
import dev.tributary.identity.profile.TraitPolicy;
import dev.tributary.identity.profile.TraitPolicyStore;
import dev.tributary.runtime.kafka.KafkaClients;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealParts.class)
class TraitPolicyTest {
  private static final String CITY = "data.find { it.trait == 'city' }.";

  private final KafkaClients kafka = RealParts.kafka();
  @Inject DueRedecisions due;
  @Inject TraitPolicyStore policies;

  @Test
  void aChangedPolicyIsAppliedToWhoIsKnown() {
    TestWorkspace shop = new TestWorkspace(kafka);
    shop.collect(
        """
        {"type":"identify","messageId":"1","userId":"ann","timestamp":"2026-03-01T10:00:00Z",
         "traits":{"city":"Delft"}}\
        """,
        """
        {"type":"identify","messageId":"2","userId":"ann","timestamp":"2026-03-02T10:00:00Z",
         "traits":{"city":"Amsterdam"}}\
        """);
    put(shop, "{\"policy\":\"first\"}").statusCode(200).body("policy", equalTo("first"));
    shop.viewer()
        .get(shop.path("/traits/city/policy"))
        .then()
        .statusCode(200)
        .body("policy", equalTo("first"));
    shop.collect(
        """
        {"type":"identify","messageId":"3","userId":"ann","timestamp":"2026-02-01T10:00:00Z",
         "traits":{"city":"Oss"}}\
        """);
    await()
        .atMost(TestWorkspace.BOUND)
        .until(() ->
            "Oss"
                .equals(
                    shop.reader()
                        .get(shop.path("/profiles/user_id:ann"))
                        .jsonPath()
                        .getString("traits.city")));
    shop.reader()
        .get(shop.path("/profiles/user_id:ann/traits"))
        .then()
        .body("data.find { it.trait == 'city' }.policy", equalTo("first"))
        .body("data.find { it.trait == 'city' }.value", equalTo("Oss"));
  }

  @Test
  void theStatementThatWinsIsTheOneThatIsTold() {
    TestWorkspace shop = new TestWorkspace(kafka);
    put(shop, "{\"policy\":\"first\"}").statusCode(200);
    String oss = shop.collect(said("ann", null, "2026-03-01", "Oss"));
    shop.collect(said("ann", null, "2026-03-02", "Amsterdam"));
    city(shop)
        .body(CITY + "value", equalTo("Oss"))
        .body(CITY + "said.value", contains("Amsterdam", "Oss"))
        .body(CITY + "said.find { it.wins }.value", equalTo("Oss"))
        .body(CITY + "said.find { it.wins }.event", equalTo(oss))
        .body(CITY + "said.find { it.wins }.time", equalTo("2026-03-01T10:00:00Z"));
  }

  @Test
  void ofOneSourceEachIdentifierThatSaysSomethingIsTold() {
    TestWorkspace shop = new TestWorkspace(kafka);
    put(shop, "{\"policy\":\"longest\"}").statusCode(200);
    shop.collect(said(null, "phone", "2026-03-01", "Amsterdam"));
    shop.collect(said("ann", "phone", "2026-03-02", "Oss"));
    city(shop)
        .body(CITY + "value", equalTo("Amsterdam"))
        .body(CITY + "said.value", contains("Oss", "Amsterdam"))
        .body(CITY + "said.identifier.value", contains("ann", "phone"))
        .body(CITY + "said.wins", contains(false, true));
    put(shop, "{\"policy\":\"union\"}").statusCode(200);
    city(shop)
        .body(CITY + "value", contains("Amsterdam", "Oss"))
        .body(CITY + "said.wins", contains(true, true));
    shop.viewer()
        .get(shop.path("/profiles/" + shop.profile("user_id", "ann") + "/traits"))
        .then()
        .body(CITY + "said[0].identifier.value.masked", equalTo(true));
  }

  @Test
  void aDeclaredTypeDecidesAgainWhichValueIsTheLargest() {
    TestWorkspace shop = new TestWorkspace(kafka);
    put(shop, "{\"policy\":\"largest\"}").statusCode(200);
    shop.collect(said(null, "phone", "2026-03-01", "10"));
    shop.collect(said("ann", "phone", "2026-03-02", "9"));
    city(shop).body(CITY + "value", equalTo("9"));
    int before = shop.reader().get(shop.path("/profiles/user_id:ann")).jsonPath().getInt("version");
    declare(shop, "number");
    await()
        .atMost(TestWorkspace.BOUND)
        .untilAsserted(() ->
            shop.reader()
                .get(shop.path("/profiles/user_id:ann"))
                .then()
                .body("traits.city", equalTo("10"))
                .body("version", greaterThan(before)));
    city(shop).body(CITY + "value", equalTo("10")).body(CITY + "said.wins", contains(false, true));
    shop.collect(said("ann", null, "2026-03-03", "11"));
    city(shop).body(CITY + "value", equalTo("11"));
    declare(shop, "none");
  }

  private static void declare(TestWorkspace shop, String type) {
    shop.admin()
        .contentType(ContentType.JSON)
        .body("{\"type\":\"%s\"}".formatted(type))
        .put(shop.path("/traits/city/type"))
        .then()
        .statusCode(200);
  }

  private static ValidatableResponse city(TestWorkspace shop) {
    return shop.reader().get(shop.path("/profiles/user_id:ann/traits")).then().statusCode(200);
  }

  private static String said(
      @Nullable String user, @Nullable String device, String day, String city) {
    ObjectNode event = Json.MAPPER.createObjectNode();
    event.put("type", "identify").put("messageId", day).put("timestamp", day + "T10:00:00Z");
    if (user != null) {
      event.put("userId", user);
    }
    if (device != null) {
      event.put("anonymousId", device);
    }
    event.putObject("traits").put("city", city);
    return event.toString();
  }

  @Test
  void aChangeThatTheLoopWasNotToldOfIsToldOfLater() {
    TestWorkspace shop = new TestWorkspace(kafka);
    put(shop, "{\"policy\":\"first\"}").statusCode(200);
    assertThat(told(shop)).isEmpty();
    policies.replace(new WorkspaceId(shop.id()), "city", TraitPolicy.LATEST, "me");
    assertThatIllegalStateException()
        .isThrownBy(() ->
            due.sendDue(
                new WorkspaceId(shop.id()),
                _ -> {
                  throw new IllegalStateException("The log is away");
                }));
    assertThat(told(shop)).containsExactly("city");
    assertThat(told(shop)).isEmpty();
  }

  private List<String> told(TestWorkspace shop) {
    List<String> traits = new ArrayList<>();
    due.sendDue(new WorkspaceId(shop.id()), each -> traits.add(each.trait()));
    return traits;
  }

  @Test
  void whatIsNoPolicyIsRefusedWithItsPlace() {
    TestWorkspace shop = new TestWorkspace(kafka);
    put(shop, "{\"policy\":\"loudest\"}")
        .statusCode(422)
        .body("errors[0].pointer", equalTo("/policy"))
        .body("detail", containsString("most-trusted"));
    put(shop, "{\"policy\":\"most-trusted\"}")
        .statusCode(422)
        .body("errors[0].pointer", equalTo("/sources"));
    put(shop, "{\"policy\":\"latest\",\"sources\":[\"src_1\"]}")
        .statusCode(422)
        .body("errors[0].pointer", equalTo("/sources"));
    put(shop, "{\"policy\":\"most-trusted\",\"sources\":[\"src_1\",\"\",\"src_1\"]}")
        .statusCode(422)
        .body("errors[0].pointer", equalTo("/sources/1"))
        .body("errors[1].pointer", equalTo("/sources/2"));
    shop.marketer()
        .contentType(ContentType.JSON)
        .body("{\"policy\":\"latest\"}")
        .put(shop.path("/traits/city/policy"))
        .then()
        .statusCode(403);
  }

  private static ValidatableResponse put(TestWorkspace shop, String body) {
    return shop.admin()
        .contentType(ContentType.JSON)
        .body(body)
        .put(shop.path("/traits/city/policy"))
        .then();
  }
}
