package dev.tributary.sandbox.braze;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BrazeAccountTest extends BrazeCaller {
  private static final String TWO =
      """
      {"track":[{"name":"requests","unit":"requests","scope":"account","amount":2,
        "window":{"kind":"fixed","milliseconds":3600000}}]}
      """;

  @Test
  void theHeadersTellTheWindowAndARefusalHasNoRetryAfter() {
    pass(Duration.ofMinutes(20));
    set("/limits", TWO);

    var first = attributes("{'external_id':'ada'}");
    attributes("{'external_id':'ada'}");
    var refused = attributes("{'external_id':'ada'}");

    assertThat(first.header("X-RateLimit-Limit")).isEqualTo("2");
    assertThat(first.header("X-RateLimit-Remaining")).isEqualTo("1");
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.header("Retry-After")).isNull();
    assertThat(refused.header("X-RateLimit-Remaining")).isEqualTo("0");
    // The window ends at the full hour of the clock.
    var reset = Instant.ofEpochSecond(Long.parseLong(refused.header("X-RateLimit-Reset")));
    assertThat(reset.getEpochSecond() % 3_600).isZero();
    pass(Duration.ofHours(1));
    assertThat(attributes("{'external_id':'ada'}").statusCode()).isEqualTo(201);
  }

  @Test
  void theDocumentedLimitIsThreeThousandInThreeSeconds() {
    assertThat(attributes("{'external_id':'ada'}").header("X-RateLimit-Limit")).isEqualTo("3000");
    assertThat(control("/limits").<Integer>path("track[0].window.milliseconds")).isEqualTo(3_000);
  }

  @Test
  void aWrongKeyIsRefusedInWordsThatHaveTheKey() {
    set("/token", "{\"token\":\"other\"}");

    var refused = attributes("{'external_id':'ada'}");

    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(refused.<String>path("message")).isEqualTo("Invalid API key: key-of-a-test");
    assertThat(vendor().post("/users/track").statusCode()).isEqualTo(401);
  }

  @Test
  void aUserIsSubscribedToAGroupUntilUnsubscribedOrDeleted() {
    applied("{'external_id':'ada'}", "{'external_id':'bob'}");
    subscription("subscribed", "'ada','bob','nobody'").then().statusCode(201);
    assertThat(control("/members/subscriptions/news").<List<String>>path("$"))
        .containsExactly("ada", "bob");

    subscription("unsubscribed", "'bob'").then().statusCode(201);
    assertThat(control("/members/subscriptions/news").<List<String>>path("$"))
        .containsExactly("ada");

    post("/users/delete", "{'external_ids':['ada']}").then().statusCode(201);
    assertThat(control("/members/subscriptions/news").<List<String>>path("$")).isEmpty();
    subscription("paused", "'bob'").then().statusCode(400);
  }

  private Response subscription(String state, String ids) {
    return post(
        "/v2/subscription/status/set",
        """
        {'subscription_groups':[
          {'subscription_group_id':'news','subscription_state':'%s','external_ids':[%s]}]}
        """
            .formatted(state, ids));
  }

  @Test
  void deletedUsersAreGoneAndUnknownOnesAreNoError() {
    applied("{'external_id':'ada'}", "{'external_id':'bob'}");

    var answer = post("/users/delete", "{'external_ids':['ada','nobody']}");

    assertThat(answer.<Integer>path("deleted")).isEqualTo(1);
    assertThat(user("ada")).isEmpty();
    assertThat(users()).isEqualTo(1);
  }

  @Test
  void fiftyIdsOfOneKindAreDeletedAtOnce() {
    var ids = IntStream.range(0, 51).mapToObj("'u%d'"::formatted).collect(Collectors.joining(","));

    assertThat(post("/users/delete", "{'external_ids':[%s]}".formatted(ids)).statusCode())
        .isEqualTo(400);
    assertThat(post("/users/delete", "{'external_ids':['a'],'braze_ids':['b']}").statusCode())
        .isEqualTo(400);
  }

  @Test
  void aMergedUserLeavesItsValuesToTheOther() {
    applied("{'external_id':'ada','plan':'gold'}", "{'external_id':'ada-2','city':'London'}");

    post(
            "/users/merge",
            "{'merge_updates':[{'identifier_to_merge':{'external_id':'ada'},"
                + "'identifier_to_keep':{'external_id':'ada-2'}}]}")
        .then()
        .statusCode(202);

    assertThat(user("ada")).isEmpty();
    assertThat(user("ada-2"))
        .containsEntry("custom_attributes", Map.of("plan", "gold", "city", "London"));
  }

  @Test
  void idsThatNobodyHasAreNamedByAnExport() {
    applied("{'external_id':'ada'}");

    assertThat(
            post("/users/export/ids", "{'external_ids':['ada','nobody']}")
                .<List<String>>path("invalid_user_ids"))
        .containsExactly("nobody");
  }

  @Test
  void faultsAndUnknownPathsAreAnsweredInBrazesWords() {
    command("/faults", "{\"fault\":{\"kind\":\"rate-limited\"},\"requests\":1}");
    command("/faults", "{\"fault\":{\"kind\":\"server-error\"},\"requests\":1}");

    assertThat(attributes("{'external_id':'ada'}").statusCode()).isEqualTo(429);
    assertThat(attributes("{'external_id':'ada'}").statusCode()).isEqualTo(500);
    assertThat(vendor().get("/campaigns/list").statusCode()).isEqualTo(404);
  }
}
