package dev.tributary.sandbox.mailchimp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.sandbox.VendorCaller;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MailchimpTest extends VendorCaller {
  /** The MD5 of ada@shop.example. */
  private static final String ADA = "76d4164d081ebc17f5e1d3c57321544d";

  private String list;

  MailchimpTest() {
    super("mailchimp");
  }

  @BeforeEach
  void createList() {
    list =
        "/3.0/lists/"
            + command("/records/lists", "{\"values\":{\"name\":\"Newsletter\"}}")
                .<String>path("id");
  }

  private RequestSpecification signed() {
    return documented().auth().preemptive().basic("any", "key-us1");
  }

  private Response post(String path, String body) {
    return signed().body(json(body)).post(list + path);
  }

  private Response put(String body) {
    return signed().body(json(body)).put(list + "/members/" + ADA);
  }

  private static String member(String address, String status) {
    return "{'email_address':'%s','status':'%s'}".formatted(address, status);
  }

  private Response batch(boolean update, String... members) {
    return post(
        "", "{'members':[%s],'update_existing':%s}".formatted(String.join(",", members), update));
  }

  private String status() {
    return signed().get(list + "/members/" + ADA).path("status");
  }

  @Test
  void refusedMembersAreNamedByTheirAddressInASuccess() {
    var answer =
        batch(
            false,
            member("ada@shop.example", "subscribed"),
            member("no address", "subscribed"),
            member("bob@shop.example", "subscribed"),
            member("bob@shop.example", "subscribed"));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.<Integer>path("total_created")).isEqualTo(2);
    assertThat(answer.<Integer>path("error_count")).isEqualTo(2);
    assertThat(answer.<List<String>>path("errors.email_address"))
        .containsExactly("no address", "bob@shop.example");
    var again = batch(false, member("ADA@shop.example", "subscribed"));
    assertThat(again.<String>path("errors[0].error_code")).isEqualTo("ERROR_CONTACT_EXISTS");
    assertThat(batch(true, member("ada@shop.example", "subscribed")).<Integer>path("total_updated"))
        .isEqualTo(1);
  }

  @Test
  void aBatchHasAtMostFiveHundredMembers() {
    var members =
        IntStream.range(0, 501)
            .mapToObj(i -> member("u%d@shop.example".formatted(i), "subscribed"))
            .collect(Collectors.toList());

    assertThat(batch(false, members.toArray(String[]::new)).statusCode()).isEqualTo(400);
    assertThat(batch(false, members.subList(0, 500).toArray(String[]::new)).statusCode())
        .isEqualTo(200);
    assertThat(post("", "{}").statusCode()).isEqualTo(400);
  }

  @Test
  void anUnsubscribedMemberStaysUnsubscribedUnlessAStatusIsSent() {
    batch(false, member("ada@shop.example", "unsubscribed"));
    var upsert = "{'email_address':'ada@shop.example','status_if_new':'subscribed'%s}";

    assertThat(put(upsert.formatted("")).<String>path("status")).isEqualTo("unsubscribed");
    assertThat(control("/events/resubscriptions").<Integer>path("counts.received")).isZero();

    assertThat(put(upsert.formatted(",'status':'subscribed'")).<String>path("status"))
        .isEqualTo("subscribed");
    assertThat(control("/events/resubscriptions").<Integer>path("counts.received")).isEqualTo(1);
    assertThat(put("{'email_address':'ada@shop.example'}").statusCode()).isEqualTo(400);
  }

  @Test
  void eachNewSubscriberGetsOneMail() {
    var upsert = "{'email_address':'ada@shop.example','status_if_new':'subscribed'}";
    put(upsert).then().statusCode(200);
    put(upsert).then().statusCode(200);
    batch(true, member("ada@shop.example", "subscribed"));
    batch(false, member("bob@shop.example", "unsubscribed"));

    assertThat(control("/mails").<Integer>path("mails")).isEqualTo(1);
    signed().delete(list + "/members/" + ADA).then().statusCode(204);
    assertThat(status()).isEqualTo("archived");
    batch(true, member("ada@shop.example", "subscribed"));
    assertThat(control("/mails").<Map<String, Integer>>path("repeated"))
        .containsEntry("ada@shop.example", 2);
  }

  @Test
  void onlyAContactWhoGetsCampaignsCanBeArchived() {
    put("{'email_address':'ada@shop.example','status_if_new':'pending'}");
    var pending = signed().delete(list + "/members/" + ADA);
    assertThat(pending.statusCode()).isEqualTo(405);
    assertThat(pending.<String>path("title")).isEqualTo("Method Not Allowed");

    batch(true, member("ada@shop.example", "subscribed"));
    signed().delete(list + "/members/" + ADA).then().statusCode(204);
    signed().delete(list + "/members/" + ADA).then().statusCode(405);
  }

  @Test
  void anAddressThatWasDeletedForGoodIsRefused() {
    batch(false, member("ada@shop.example", "subscribed"));
    post("/members/" + ADA + "/actions/delete-permanent", "").then().statusCode(204);

    var refused = put("{'email_address':'ada@shop.example','status_if_new':'subscribed'}");
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.<String>path("title")).isEqualTo("Forgotten Email Not Subscribed");
    assertThat(
            batch(false, member("ada@shop.example", "subscribed")).<String>path("errors[0].error"))
        .contains("permanently deleted");
    assertThat(signed().get(list + "/members/" + ADA).statusCode()).isEqualTo(404);
  }

  @Test
  void segmentsIgnoreAddressesThatAreNotOnTheList() {
    batch(false, member("ada@shop.example", "subscribed"));
    int segment = post("/segments", "{'name':'VIP','static_segment':[]}").path("id");

    var changed =
        post("/segments/" + segment, "{'members_to_add':['ada@shop.example','x@shop.example']}");

    assertThat(changed.<Integer>path("total_added")).isEqualTo(1);
    assertThat(changed.<Integer>path("error_count")).isZero();
    assertThat(
            signed()
                .get(list + "/segments/" + segment + "/members")
                .<List<String>>path("members.email_address"))
        .containsExactly("ada@shop.example");
    post("/members/" + ADA + "/tags", "{'tags':[{'name':'VIP','status':'inactive'}]}")
        .then()
        .statusCode(204);
    assertThat(signed().get(list + "/segments").<Integer>path("segments[0].member_count")).isZero();
    signed().delete(list + "/segments/" + segment).then().statusCode(204);
    assertThat(post("/segments/" + segment, "{'members_to_add':[]}").statusCode()).isEqualTo(404);
  }

  @Test
  void mergeFieldsMustExistAndHaveTheirType() {
    assertThat(
            post("/merge-fields", "{'name':'Value','tag':'MUCH_TOO_LONG','type':'number'}")
                .statusCode())
        .isEqualTo(400);
    assertThat(
            post("/merge-fields", "{'name':'Value','tag':'VALUE','type':'number'}")
                .<String>path("tag"))
        .isEqualTo("VALUE");
    assertThat(signed().get(list + "/merge-fields").<List<String>>path("merge_fields.tag"))
        .containsExactly("FNAME", "LNAME", "VALUE");
    assertThat(
            signed()
                .queryParam("type", "number")
                .get(list + "/merge-fields")
                .<List<String>>path("merge_fields.tag"))
        .containsExactly("VALUE");

    var member =
        "{'email_address':'ada@shop.example','status_if_new':'subscribed','merge_fields':%s}";
    assertThat(put(member.formatted("{'VALUE':'much'}")).<String>path("errors[0].field"))
        .isEqualTo("VALUE");
    assertThat(
            put(member.formatted("{'VALUE':7,'OTHER':1}"))
                .<Map<String, Object>>path("merge_fields"))
        .containsExactlyEntriesOf(Map.of("VALUE", 7));
  }

  @Test
  void eventsHaveANameOfTwoToThirtyCharactersAndNoDeduplication() {
    batch(false, member("ada@shop.example", "subscribed"));
    var path = "/members/" + ADA + "/events";

    assertThat(post(path, "{'name':'x'}").statusCode()).isEqualTo(400);
    assertThat(post(path, "{'name':'order','properties':{'total':7}}").statusCode()).isEqualTo(400);
    post(path, "{'name':'order','properties':{'total':'7'}}").then().statusCode(204);
    post(path, "{'name':'order','properties':{'total':'7'}}").then().statusCode(204);
    assertThat(control("/events/events").<Integer>path("counts.repeats")).isEqualTo(1);
  }

  @Test
  void moreConnectionsThanAllowedAreRefusedWithoutABody() {
    set("/limits", NO_CONNECTION);

    var refused = vendor().auth().preemptive().basic("any", "key").get("/3.0/ping");
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.asString()).isEmpty();
    set("/overload/403", "");
    assertThat(vendor().auth().preemptive().basic("any", "key").get("/3.0/ping").statusCode())
        .isEqualTo(403);
  }

  private static final String NO_CONNECTION =
      """
      {"all":[{"name":"connections","unit":"requests","scope":"account","amount":0,
        "window":{"kind":"running"}}]}
      """;

  @Test
  void anyUserNameGoesWithTheKey() {
    set("/token", "{\"token\":\"key-us2\"}");
    assertThat(signed().get("/3.0/ping").statusCode()).isEqualTo(401);
    assertThat(
            documented()
                .auth()
                .preemptive()
                .basic("other", "key-us2")
                .get("/3.0/ping")
                .statusCode())
        .isEqualTo(200);
    assertThat(documented().get("/3.0/ping").statusCode()).isEqualTo(401);
  }

  @Test
  void aDeletedListIsGone() {
    assertThat(signed().get("/3.0/lists").<Integer>path("total_items")).isEqualTo(1);
    signed().delete(list).then().statusCode(204);
    assertThat(batch(false, member("ada@shop.example", "subscribed")).statusCode()).isEqualTo(404);
  }
}
