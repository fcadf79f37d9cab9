package dev.tributary.sandbox.googleads;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.sandbox.VendorCaller;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GoogleAdsTest extends VendorCaller {
  private static final String ADA = "a".repeat(64);
  private static final String LISTS = "/v1/accountTypes/GOOGLE_ADS/accounts/1/userLists";
  private static final String LOYAL =
      "{'displayName':'Loyal \\\"A\\\"','ingestedUserListInfo':{'uploadKeyTypes':['CONTACT_ID']}}";

  private String list = "";

  GoogleAdsTest() {
    super("google-ads", "googleads");
  }

  private Instant now() {
    return Instant.parse(sandbox("/clock").get().<String>path("now"));
  }

  private Response token(String claims) {
    var encoder = Base64.getUrlEncoder().withoutPadding();
    return documented()
        .contentType("application/x-www-form-urlencoded")
        .formParam("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer")
        .formParam(
            "assertion",
            "e30." + encoder.encodeToString(json(claims).getBytes(StandardCharsets.UTF_8)) + ".s")
        .post("/token");
  }

  private Response token() {
    return token("{'iss':'robot','exp':%d}".formatted(now().getEpochSecond() + 3_600));
  }

  private RequestSpecification signed() {
    return documented()
        .urlEncodingEnabled(false)
        .header("Authorization", "Bearer " + token().path("access_token"));
  }

  private Response create() {
    return signed().body(json(LOYAL)).post(LISTS);
  }

  @BeforeEach
  void createAList() {
    list = create().path("id");
  }

  private String destination() {
    return "{'operatingAccount':{'accountType':'GOOGLE_ADS','accountId':'1'},'productDestinationId':'%s'}"
        .formatted(list);
  }

  private Response send(String path, String field, String... records) {
    return signed()
        .body(
            json(
                "{'destinations':[%s],'encoding':'HEX','%s':[%s]}"
                    .formatted(destination(), field, String.join(",", records))))
        .post("/v1/" + path);
  }

  private Response ingest(String... members) {
    return send("audienceMembers:ingest", "audienceMembers", members);
  }

  private static String member(String hash, String more) {
    return "{'userData':{'userIdentifiers':[{'emailAddress':'%s'}]}%s}".formatted(hash, more);
  }

  private String event(String transaction, Duration age) {
    return "{'transactionId':'%s','eventTimestamp':'%s','adIdentifiers':{'gclid':'g'}}"
        .formatted(transaction, now().minus(age));
  }

  private Response status(Response request) {
    return signed()
        .get("/v1/requestStatus:retrieve?requestId=" + request.<String>path("requestId"));
  }

  private List<Object> audience() {
    return control("/members/audiences/" + list).path("");
  }

  @Test
  void refusedMembersAreCountedByReasonAndNeverNamed() {
    var request =
        ingest(
            member(ADA, ""), member("b".repeat(64), ",'consent':{'adUserData':'CONSENT_DENIED'}"));

    var processing = status(request);
    assertThat(processing.<String>path("requestStatusPerDestination[0].requestStatus"))
        .isEqualTo("PROCESSING");
    assertThat(audience()).isEmpty();
    pass(Duration.ofMinutes(30));

    var ended = status(request);
    assertThat(ended.<String>path("requestStatusPerDestination[0].requestStatus"))
        .isEqualTo("PARTIAL_SUCCESS");
    assertThat(ended.<String>path("requestStatusPerDestination[0].errorInfo.errorCounts[0].reason"))
        .isEqualTo("PROCESSING_ERROR_REASON_DENIED_CONSENT");
    assertThat(
            ended.<String>path(
                "requestStatusPerDestination[0].errorInfo.errorCounts[0].recordCount"))
        .isEqualTo("1");
    assertThat(audience()).hasSize(1);
  }

  @Test
  void oneIdentifierThatIsNoHashRefusesTheRequest() {
    var refused = ingest(member(ADA, ""), member("ada@shop.example", ""));

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.<String>path("error.status")).isEqualTo("INVALID_ARGUMENT");
    assertThat(refused.<String>path("error.details[0].fieldViolations[0].field"))
        .isEqualTo("audienceMembers[1].userData.userIdentifiers[0]");
    assertThat(
            ingest(Collections.nCopies(10_001, member(ADA, "")).toArray(String[]::new))
                .statusCode())
        .isEqualTo(400);
  }

  @Test
  void membersAreRemovedByTheSameIdentifiers() {
    ingest(member(ADA, ""), member("b".repeat(64), ""));
    var removal = send("audienceMembers:remove", "audienceMembers", member(ADA, ""));
    pass(Duration.ofMinutes(30));

    assertThat(status(removal).<String>path("requestStatusPerDestination[0].requestStatus"))
        .isEqualTo("SUCCESS");
    assertThat(audience()).hasSize(1);
  }

  @Test
  void aTransactionCountsOnceAndOldEventsAreRefused() {
    var request =
        send(
            "events:ingest",
            "events",
            event("t-1", Duration.ofHours(1)),
            event("t-1", Duration.ofHours(1)),
            event("t-2", Duration.ofDays(91)));
    pass(Duration.ofMinutes(30));

    assertThat(
            status(request)
                .<List<String>>path("requestStatusPerDestination[0].errorInfo.errorCounts.reason"))
        .containsExactly(
            "PROCESSING_ERROR_REASON_DUPLICATE_TRANSACTION_ID",
            "PROCESSING_ERROR_REASON_EVENT_TOO_OLD");
    assertThat(control("/events/events").<Integer>path("counts.received")).isEqualTo(1);
  }

  @Test
  void aRequestThatIsOnlyValidatedHasNoEffect() {
    var answer =
        signed()
            .body(
                json(
                    "{'destinations':[%s],'encoding':'HEX','validateOnly':true,'audienceMembers':[%s]}"
                        .formatted(destination(), member(ADA, ""))))
            .post("/v1/audienceMembers:ingest");

    assertThat(answer.<String>path("requestId")).isNull();
    pass(Duration.ofMinutes(30));
    assertThat(audience()).isEmpty();
  }

  @Test
  void aListIsFoundByItsNameOrItsIdAndANameIsThatOfOneList() {
    for (String filter : List.of("id = " + list, "display_name = \"Loyal \\\"A\\\"\"")) {
      var found =
          documented()
              .header("Authorization", "Bearer " + token().path("access_token"))
              .queryParam("filter", filter)
              .get(LISTS);
      assertThat(found.<List<String>>path("userLists.id")).as(filter).containsExactly(list);
    }
    var others =
        documented()
            .header("Authorization", "Bearer " + token().path("access_token"))
            .queryParam("filter", "display_name = \"Other\"")
            .get(LISTS);
    assertThat(others.<Object>path("userLists")).isNull();

    var second = create();
    assertThat(second.statusCode()).isEqualTo(400);
    assertThat(second.<String>path("error.details[0].fieldViolations[0].field"))
        .isEqualTo("user_list.display_name");
  }

  @Test
  void aListThatIsDeletedRefusesMembers() {
    assertThat(signed().delete(LISTS + "/" + list).statusCode()).isEqualTo(200);

    var refused = ingest(member(ADA, ""));

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.<String>path("error.details[0].fieldViolations[0].reason"))
        .isEqualTo("INVALID_USER_LIST_ID");
  }

  @Test
  void threeHundredRequestsAMinuteAreTaken() {
    set("/limits", LIMIT_OF_ONE);

    assertThat(ingest(member(ADA, "")).statusCode()).isEqualTo(200);
    var refused = ingest(member(ADA, ""));
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.<String>path("error.status")).isEqualTo("RESOURCE_EXHAUSTED");
    assertThat(refused.header("Retry-After")).isNull();
  }

  private static final String LIMIT_OF_ONE =
      """
      {"ingestion":[{"name":"requests per minute","unit":"requests","scope":"account","amount":1,
        "window":{"kind":"fixed","milliseconds":60000}}]}
      """;

  @Test
  void aServiceAccountGetsATokenForAnHour() {
    var session = signed();
    assertThat(session.get("/v1/requestStatus:retrieve?requestId=x").statusCode()).isEqualTo(404);
    pass(Duration.ofHours(1));
    assertThat(session.get("/v1/requestStatus:retrieve?requestId=x").statusCode()).isEqualTo(401);

    assertThat(token("{'iss':'robot','exp':1}").<String>path("error")).isEqualTo("invalid_grant");
    set("/token", "{\"token\":\"other\"}");
    assertThat(token().<String>path("error")).isEqualTo("invalid_grant");
  }
}
