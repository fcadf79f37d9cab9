package dev.tributary.sandbox;

import static dev.tributary.sandbox.HubSpotCaller.LISTS;
import static dev.tributary.sandbox.HubSpotCaller.contact;
import static dev.tributary.sandbox.HubSpotCaller.hubSpot;
import static dev.tributary.sandbox.HubSpotCaller.list;
import static dev.tributary.sandbox.HubSpotCaller.post;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class HubSpotListsTest {
  @BeforeEach
  void startAnew() {
    given().post("/sandbox/reset").then().statusCode(204);
  }

  @Test
  void aListIsFoundByIdAndByName() {
    var id = list("VIP / by phone");

    assertThat(hubSpot().get(LISTS + "/" + id).<String>path("list.name"))
        .isEqualTo("VIP / by phone");
    assertThat(
            hubSpot()
                .get(LISTS + "/object-type-id/0-1/name/{name}", "VIP / by phone")
                .<String>path("list.listId"))
        .isEqualTo(id);
    assertThat(
            hubSpot().get(LISTS + "/object-type-id/0-2/name/{name}", "VIP / by phone").statusCode())
        .isEqualTo(404);
    assertThat(hubSpot().get(LISTS + "/9999").statusCode()).isEqualTo(404);
  }

  @Test
  void aNameIsTakenOnce() {
    list("Loyal");

    var again =
        post(LISTS, Map.of("name", "Loyal", "objectTypeId", "0-1", "processingType", "MANUAL"));

    assertThat(again.statusCode()).isEqualTo(400);
    assertThat(again.<String>path("message")).contains("Loyal");
  }

  @Test
  void membersAreAddedAndRemovedAndThoseThatDoNotExistAreNamed() {
    var ada = contact("ada@shop.example");
    var bob = contact("bob@shop.example");
    var list = LISTS + "/" + list("Loyal");

    var added = change(list, "add", List.of(ada, bob, "9999"));
    var again = change(list, "add", List.of(ada));
    var removed = change(list, "remove", List.of(ada, "none"));

    assertThat(added.<List<String>>path("recordsIdsAdded")).containsExactly(ada, bob);
    assertThat(added.<List<String>>path("recordIdsMissing")).containsExactly("9999");
    assertThat(again.<List<String>>path("recordsIdsAdded")).isEmpty();
    assertThat(removed.<List<String>>path("recordIdsRemoved")).containsExactly(ada);
    assertThat(removed.<List<String>>path("recordIdsMissing")).containsExactly("none");
    assertThat(hubSpot().get(list).<Integer>path("list.size")).isEqualTo(1);
    var members = given().get("/sandbox/hubspot/lists/Loyal/members");
    assertThat(members.<List<String>>path("email")).containsExactly("bob@shop.example");
  }

  @Test
  void aListIsRenamedAndDeleted() {
    var list = LISTS + "/" + list("Loyal");

    var renamed = hubSpot().queryParam("listName", "Devoted").put(list + "/update-list-name");
    var deleted = hubSpot().delete(list);

    assertThat(renamed.<String>path("updatedList.name")).isEqualTo("Devoted");
    assertThat(deleted.statusCode()).isEqualTo(204);
    assertThat(hubSpot().get(list).statusCode()).isEqualTo(404);
  }

  private static Response change(String list, String how, Object body) {
    var answer = hubSpot().body(body).put(list + "/memberships/" + how);
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    return answer;
  }
}
