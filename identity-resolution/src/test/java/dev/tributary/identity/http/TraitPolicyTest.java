package dev.tributary.identity.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.tributary.identity.postgres.DueRedecisions;
import dev.tributary.identity.profile.TraitPolicy;
import dev.tributary.runtime.kafka.KafkaClients;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealParts.class)
class TraitPolicyTest {
  @Inject KafkaClients kafka;
  @Inject DueRedecisions due;

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
  void aChangeThatTheLoopWasNotToldOfIsToldOfLater() {
    TestWorkspace shop = new TestWorkspace(kafka);
    put(shop, "{\"policy\":\"first\"}").statusCode(200);
    assertThat(told(shop)).isEmpty();
    due.change(shop.id(), "city", TraitPolicy.LATEST, "me");
    assertThatIllegalStateException()
        .isThrownBy(() ->
            due.tell(
                shop.id(),
                _ -> {
                  throw new IllegalStateException("The log is away");
                }));
    assertThat(told(shop)).containsExactly("city");
    assertThat(told(shop)).isEmpty();
  }

  private List<String> told(TestWorkspace shop) {
    List<String> traits = new ArrayList<>();
    due.tell(shop.id(), each -> traits.add(each.trait()));
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
