package dev.tributary.sandbox.zendesk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.sandbox.VendorCaller;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ZendeskTest extends VendorCaller {
  private static final String ADA = "{'external_id':'ada','name':'Ada','email':'ada@shop.example'}";

  ZendeskTest() {
    super("zendesk");
  }

  private RequestSpecification signed() {
    return documented().auth().preemptive().basic("me@shop.example/token", "key");
  }

  private Response post(String path, String body) {
    return signed().body(json(body)).post("/api/v2" + path);
  }

  private Response get(String path) {
    return signed().get("/api/v2" + path);
  }

  private Response write(String user) {
    return post("/users/create_or_update", "{'user':%s}".formatted(user));
  }

  private Response writeMany(String... users) {
    return post(
        "/users/create_or_update_many", "{'users':[%s]}".formatted(String.join(",", users)));
  }

  private Response ended(Response job) {
    pass(Duration.ofSeconds(3));
    return get("/job_statuses/" + job.<String>path("job_status.id"));
  }

  @Test
  void manyUsersAreRefusedUntilZendeskSwitchesThemOn() {
    assertThat(writeMany(ADA).statusCode()).isEqualTo(403);
    set("/many-users/on", "");
    assertThat(writeMany(ADA).<String>path("job_status.status")).isEqualTo("queued");
  }

  @Test
  void theResultsOfAJobNameRefusedUsersByIndex() {
    set("/many-users/on", "");
    write(ADA);

    var job =
        writeMany("{'name':'Bob','email':'bob@shop.example'}", "{'name':'X','email':'x'}", ADA);
    assertThat(job.<Object>path("job_status.results")).isNull();
    var ended = ended(job);

    assertThat(ended.<String>path("job_status.status")).isEqualTo("completed");
    assertThat(ended.<List<Integer>>path("job_status.results.index")).containsExactly(0, 1, 2);
    assertThat(ended.<List<String>>path("job_status.results.status"))
        .containsExactly("Created", "Failed", "Updated");
    assertThat(ended.<Integer>path("job_status.results[1].id")).isEqualTo(1);
    pass(Duration.ofHours(2));
    assertThat(get("/job_statuses/" + job.<String>path("job_status.id")).statusCode())
        .isEqualTo(404);
  }

  @Test
  void anotherAddressOfAUserIsAFurtherOneThatNamesTheUserToo() {
    var id = write(ADA).<Integer>path("user.id");
    var changed =
        signed()
            .body(json("{'user':{'email':'a@shop.example','phone':'+31201234567'}}"))
            .put("/api/v2/users/" + id);

    assertThat(changed.statusCode()).isEqualTo(200);
    assertThat(changed.<String>path("user.email")).isEqualTo("ada@shop.example");
    assertThat(changed.<String>path("user.external_id")).isEqualTo("ada");
    assertThat(get("/users/" + id + "/identities").<List<String>>path("identities.value"))
        .containsExactlyInAnyOrder("ada@shop.example", "a@shop.example", "+31201234567");
    var written = write("{'email':'a@shop.example','notes':'x'}");
    assertThat(written.statusCode()).isEqualTo(200);
    assertThat(written.<Integer>path("user.id")).isEqualTo(id);
    assertThat(signed().body(json("{'user':{}}")).put("/api/v2/users/999").statusCode())
        .isEqualTo(404);
  }

  @Test
  void anOrganizationIsUpdatedByItsId() {
    var id =
        post("/organizations/create_or_update", "{'organization':{'external_id':'o1','name':'A'}}")
            .<Integer>path("organization.id");
    var changed =
        signed()
            .body(json("{'organization':{'external_id':'o2','notes':'x'}}"))
            .put("/api/v2/organizations/" + id);

    assertThat(changed.<String>path("organization.name")).isEqualTo("A");
    assertThat(get("/organizations/search?external_id=O2").<List<Integer>>path("organizations.id"))
        .containsExactly(id);
  }

  @Test
  void thirtyJobsAreUnfinishedAtOnce() {
    set("/many-users/on", "");
    for (int i = 0; i < 30; i++) {
      assertThat(writeMany(ADA).statusCode()).isEqualTo(200);
    }
    assertThat(writeMany(ADA).<String>path("error")).isEqualTo("TooManyJobs");
    pass(Duration.ofSeconds(3));
    assertThat(writeMany(ADA).statusCode()).isEqualTo(200);
  }

  @Test
  void aNewUserGetsAMailUnlessItIsSkipped() {
    assertThat(write(ADA).statusCode()).isEqualTo(201);
    assertThat(write(ADA).statusCode()).isEqualTo(200);
    write("{'name':'Bob','email':'bob@shop.example','skip_verify_email':true}");

    assertThat(control("/mails").<Integer>path("mails")).isEqualTo(1);
  }

  @Test
  void externalIdsAreComparedWithoutCaseAndOverwritten() {
    write(ADA);

    assertThat(write(ADA.replace("'ada'", "'ADA'")).<String>path("user.external_id"))
        .isEqualTo("ADA");
    assertThat(get("/users/search?external_id=Ada").<Integer>path("count")).isEqualTo(1);
    write("{'external_id':'bob','name':'Bob'}");
    assertThat(write("{'external_id':'bob','email':'ada@shop.example'}").statusCode())
        .isEqualTo(422);
  }

  @Test
  void usersAreFoundByPhoneAndHaveIdentities() {
    write("{'external_id':'ada','name':'Ada','phone':'+491701'}");
    int id = write("{'external_id':'bob','name':'Bob'}").path("user.id");
    var identity = "{'identity':{'type':'phone_number','value':'+491702'}}";

    assertThat(post("/users/%d/identities".formatted(id), identity).statusCode()).isEqualTo(201);
    assertThat(post("/users/%d/identities".formatted(id), identity).statusCode()).isEqualTo(422);
    var search = signed().queryParam("query", "phone:+491702").get("/api/v2/users/search");
    assertThat(search.<List<Integer>>path("users.id")).containsExactly(id);
    assertThat(get("/users/%d/identities".formatted(id)).<List<String>>path("identities.type"))
        .containsExactly("phone_number");
  }

  @Test
  void aNumberOfNobodyBecomesAnIdentityAndTheFirstOneStays() {
    int ada = write("{'external_id':'ada','name':'Ada','phone':'+491701'}").path("user.id");
    write("{'external_id':'ada','phone':'+491702'}");
    var again = write("{'external_id':'ada','phone':'+491702'}");

    assertThat(again.<String>path("user.phone")).isEqualTo("+491701");
    assertThat(again.<Boolean>path("user.shared_phone_number")).isFalse();
    assertThat(get("/users/%d/identities".formatted(ada)).<List<String>>path("identities.value"))
        .containsExactly("+491701", "+491702");
    assertThat(control("/members/identities/phone_number").<List<String>>path("$"))
        .containsExactly("+491701", "+491702");
    int bob = write("{'external_id':'bob','name':'Bob','phone':'+491702'}").path("user.id");
    assertThat(get("/users/%d".formatted(bob)).<Boolean>path("user.shared_phone_number")).isTrue();
    assertThat(get("/users/%d/identities".formatted(bob)).<Integer>path("count")).isZero();
  }

  @Test
  void aUserIsErasedOnlyAfterItsDeletion() {
    int id = write(ADA).path("user.id");
    assertThat(signed().delete("/api/v2/deleted_users/" + id).statusCode()).isEqualTo(404);

    assertThat(signed().delete("/api/v2/users/" + id).<Boolean>path("user.active")).isFalse();
    assertThat(write(ADA).statusCode()).isEqualTo(201);
    assertThat(signed().delete("/api/v2/deleted_users/" + id).statusCode()).isEqualTo(200);
    assertThat(get("/users/" + id).statusCode()).isEqualTo(404);

    var job = signed().delete("/api/v2/users/destroy_many?external_ids=ada");
    assertThat(ended(job).<List<String>>path("job_status.results.status"))
        .containsExactly("Deleted");
  }

  @Test
  void organizationsAreKnownByExternalIdAndNeverByName() {
    var acme = "{'organization':{'external_id':'%s','name':'Acme'}}";
    assertThat(post("/organizations/create_or_update", acme.formatted("a")).statusCode())
        .isEqualTo(201);
    assertThat(post("/organizations/create_or_update", acme.formatted("a")).statusCode())
        .isEqualTo(200);
    assertThat(post("/organizations/create_or_update", acme.formatted("b")).statusCode())
        .isEqualTo(422);

    var job =
        post("/organizations/create_many", "{'organizations':[{'name':'Acme'},{'name':'Other'}]}");
    assertThat(ended(job).<List<String>>path("job_status.results.status"))
        .containsExactly("Failed", "Created");
    int id = get("/organizations/search?name=other").path("organizations[0].id");
    assertThat(signed().delete("/api/v2/organizations/" + id).statusCode()).isEqualTo(204);
  }

  @Test
  void aRepeatedKeyReturnsTheSameTicket() {
    var body =
        "{'ticket':{'subject':'Hello','comment':{'body':'text'},'requester':{'name':'Ada','email':"
            + "'ada@shop.example'}}}";

    var first = ticket("k-1", body);
    var again = ticket("k-1", body);
    assertThat(first.header("x-idempotency-lookup")).isEqualTo("miss");
    assertThat(again.header("x-idempotency-lookup")).isEqualTo("hit");
    assertThat(again.<Integer>path("ticket.id")).isEqualTo(first.<Integer>path("ticket.id"));
    assertThat(ticket("k-1", body.replace("Hello", "Other")).statusCode()).isEqualTo(400);
    assertThat(control("/mails").<Integer>path("mails")).isEqualTo(1);

    pass(Duration.ofHours(3));
    assertThat(ticket("k-1", body).header("x-idempotency-lookup")).isEqualTo("miss");
    post("/tickets", body).then().statusCode(201);
    assertThat(control("/mails").<Map<String, Integer>>path("repeated"))
        .containsEntry("ada@shop.example", 3);
  }

  private Response ticket(String key, String body) {
    return signed().header("Idempotency-Key", key).body(json(body)).post("/api/v2/tickets");
  }

  @Test
  void ticketsAreListedByAnExternalIdThatIsNotUnique() {
    var body = "{'ticket':{'external_id':'%s','comment':{'body':'text'}}}";
    post("/tickets", body.formatted("a"));
    int id = post("/tickets", body.formatted("a")).path("ticket.id");
    post("/tickets", body.formatted("b"));

    assertThat(get("/tickets?external_id=a").<Integer>path("count")).isEqualTo(2);
    assertThat(signed().delete("/api/v2/tickets/" + id).statusCode()).isEqualTo(204);
    assertThat(signed().delete("/api/v2/tickets/" + id).statusCode()).isEqualTo(404);
    assertThat(get("/tickets?external_id=a").<Integer>path("count")).isEqualTo(1);
  }

  @Test
  void theRequesterGetsAMailForAPublicCommentOnly() {
    var body =
        "{'ticket':{'comment':{'body':'text','public':%s},'requester':{'name':'Ada','email':"
            + "'ada@shop.example'}}}";

    assertThat(post("/tickets", body.formatted("false")).statusCode()).isEqualTo(201);
    assertThat(control("/mails").<Integer>path("mails")).isZero();
    post("/tickets", body.formatted("true"));
    assertThat(control("/mails").<Integer>path("mails")).isEqualTo(1);
  }

  @Test
  void ticketsHaveValuesOfTheirFieldsById() {
    int field =
        post("/ticket_fields", "{'ticket_field':{'type':'text','title':'Plan'}}")
            .path("ticket_field.id");
    var ticket =
        post(
            "/tickets",
            "{'ticket':{'comment':{'body':'text'},'custom_fields':[{'id':%d,'value':'gold'},{'id':7,'value':1}]}}"
                .formatted(field));

    assertThat(ticket.<List<Integer>>path("ticket.custom_fields.id")).containsExactly(field);
    assertThat(get("/ticket_fields").<List<Integer>>path("ticket_fields.findAll{it.removable}.id"))
        .containsExactly(field);
  }

  @Test
  void aTicketIsRefusedWithoutAComment() {
    assertThat(post("/tickets", "{'ticket':{'comment':{}}}").statusCode()).isEqualTo(422);
    assertThat(
            post("/tickets", "{'ticket':{'comment':{'body':'x'},'requester_id':7}}").statusCode())
        .isEqualTo(422);
    assertThat(
            post("/tickets", "{'ticket':{'comment':{'body':'x'},'status':'shut'}}")
                .<String>path("details.base[0].description"))
        .isEqualTo("Status: is invalid");
  }

  @Test
  void aClosedTicketTakesNoUpdate() {
    int id =
        post("/tickets", "{'ticket':{'comment':{'body':'text'},'status':'closed'}}")
            .path("ticket.id");

    assertThat(update(id).<String>path("details.status[0].description"))
        .isEqualTo("Status: closed prevents ticket update");
  }

  @Test
  void oneTicketIsUpdatedThirtyTimesInTenMinutes() {
    int id = post("/tickets", "{'ticket':{'comment':{'body':'text'}}}").path("ticket.id");
    for (int i = 0; i < 30; i++) {
      assertThat(update(id).statusCode()).isEqualTo(200);
    }
    var refused = update(id);
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.header("Retry-After")).isEqualTo("600");
  }

  private Response update(int id) {
    return signed().body(json("{'ticket':{'status':'open'}}")).put("/api/v2/tickets/" + id);
  }

  @Test
  void theHeadersTellTheLimit() {
    set("/limits", LIMIT_OF_ONE);

    var first = get("/users/me");
    assertThat(first.header("X-Rate-Limit")).isEqualTo("1");
    assertThat(first.header("X-Rate-Limit-Remaining")).isEqualTo("0");
    var refused = get("/users/me");
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 60);
  }

  private static final String LIMIT_OF_ONE =
      """
      {"all":[{"name":"account","unit":"requests","scope":"account","amount":1,
        "window":{"kind":"fixed","milliseconds":60000}}]}
      """;

  @Test
  void valuesOfUnknownFieldsAreIgnoredInSilence() {
    post("/user_fields", "{'user_field':{'key':'plan','type':'text','title':'Plan'}}")
        .then()
        .statusCode(201);

    assertThat(signed().get("/api/v2/user_fields/plan").<String>path("user_field.title"))
        .isEqualTo("Plan");
    assertThat(signed().get("/api/v2/user_fields/other").statusCode()).isEqualTo(404);
    assertThat(signed().get("/api/v2/organization_fields/plan").statusCode()).isEqualTo(404);

    var user =
        write("{'external_id':'ada','name':'Ada','user_fields':{'plan':'gold','x':1},'y':2}");
    assertThat(user.<Map<String, String>>path("user.user_fields"))
        .isEqualTo(Map.of("plan", "gold"));
    assertThat(control("/deviations").<Integer>path("total")).isEqualTo(1);
    assertThat(documented().get("/api/v2/users/me").statusCode()).isEqualTo(401);
  }
}
