package dev.tributary.sandbox;

import static dev.tributary.sandbox.HubSpotCaller.CONTACTS;
import static dev.tributary.sandbox.HubSpotCaller.byEmail;
import static dev.tributary.sandbox.HubSpotCaller.contact;
import static dev.tributary.sandbox.HubSpotCaller.contacts;
import static dev.tributary.sandbox.HubSpotCaller.hubSpot;
import static dev.tributary.sandbox.HubSpotCaller.input;
import static dev.tributary.sandbox.HubSpotCaller.list;
import static dev.tributary.sandbox.HubSpotCaller.people;
import static dev.tributary.sandbox.HubSpotCaller.post;
import static dev.tributary.sandbox.HubSpotCaller.traced;
import static dev.tributary.sandbox.HubSpotCaller.uniqueProperty;
import static dev.tributary.sandbox.HubSpotCaller.upsert;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class HubSpotObjectsTest {
  @BeforeEach
  void startAnew() {
    given().post("/sandbox/reset").then().statusCode(204);
  }

  @Test
  void upsertCreatesAContactThenUpdatesTheSame() {
    var created = upsert(List.of(byEmail("Ada@Shop.example", "firstname", "Ada")));
    var updated = upsert(List.of(byEmail("ada@shop.example", "firstname", "Ada L.")));

    assertThat(created.statusCode()).isEqualTo(200);
    assertThat(created.<Boolean>path("results[0].new")).isTrue();
    assertThat(updated.<Boolean>path("results[0].new")).isFalse();
    assertThat(updated.<String>path("results[0].id")).isEqualTo(created.path("results[0].id"));
    var held = hubSpot().get(CONTACTS + "/" + created.path("results[0].id"));
    assertThat(held.<String>path("properties.email")).isEqualTo("ada@shop.example");
    assertThat(held.<String>path("properties.firstname")).isEqualTo("Ada L.");
    assertThat(contacts()).isEqualTo(1);
  }

  @Test
  void aContactCreatedElsewhereIsFoundAndNotDoubled() {
    given()
        .body(Map.of("properties", Map.of("email", "Ada@shop.example", "city", "London")))
        .post("/sandbox/hubspot/objects/contacts")
        .then()
        .statusCode(201);

    var answer = upsert(List.of(byEmail("ada@shop.example", "firstname", "Ada")));

    assertThat(answer.<Boolean>path("results[0].new")).isFalse();
    var seen =
        given()
            .queryParam("property", "email")
            .queryParam("value", "ada@shop.example")
            .get("/sandbox/hubspot/objects/contacts");
    assertThat(seen.<Integer>path("total")).isEqualTo(1);
    assertThat(seen.<String>path("objects[0].properties.city")).isEqualTo("London");
    assertThat(seen.<Boolean>path("objects[0].createdElsewhere")).isTrue();
    assertThat(seen.<Integer>path("objects[0].writes")).isEqualTo(1);
  }

  @Test
  void writesThatChangeNothingAreCounted() {
    contact("ada@shop.example");
    contact("ada@shop.example");

    var counts = given().get("/sandbox/hubspot/objects/contacts/counts");

    assertThat(counts.<Integer>path("writes")).isEqualTo(2);
    assertThat(counts.<Integer>path("unchangedWrites")).isEqualTo(1);
    assertThat(counts.<Integer>path("writtenMoreThanOnce")).isEqualTo(1);
  }

  @Test
  void oneRefusedAddressFailsABatchOfAHundredAndIsNamed() {
    given()
        .body(Map.of("email", "Person42@shop.example"))
        .post("/sandbox/hubspot/refused-emails")
        .then()
        .statusCode(200);
    var batch = people(0, 100);

    var refused = upsert(batch);

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.<String>path("category")).isEqualTo("VALIDATION_ERROR");
    assertThat(refused.<String>path("message"))
        .startsWith("Property values were not valid: [{")
        .contains("Email address person42@shop.example is invalid");
    assertThat(refused.<String>path("errors[0].code")).isEqualTo("INVALID_EMAIL");
    assertThat(contacts()).isZero();

    batch.remove(42);
    assertThat(upsert(batch).<List<?>>path("results")).hasSize(99);
  }

  @Test
  void anAddressThatIsNoneIsRefused() {
    for (var address :
        List.of("ada", "ada@", "ada@shop", "a da@shop.example", "ada@shop.example.")) {
      assertThat(upsert(List.of(byEmail(address))).<String>path("errors[0].code"))
          .as(address)
          .isEqualTo("INVALID_EMAIL");
    }
  }

  @Test
  void anUnknownPropertyFailsTheWholeBatch() {
    var answer =
        upsert(List.of(byEmail("ada@shop.example"), byEmail("bob@shop.example", "shoe", "42")));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.<String>path("errors[0].code")).isEqualTo("PROPERTY_DOESNT_EXIST");
    assertThat(answer.<List<String>>path("errors[0].context.propertyName")).containsExactly("shoe");
    assertThat(contacts()).isZero();
  }

  @Test
  void valuesAreHeldAgainstTheTypeOfTheirProperty() {
    assertThat(codeOf("lifecyclestage", "friend")).isEqualTo("INVALID_OPTION");
    assertThat(codeOf("createdate", "2026-01-01")).isEqualTo("READ_ONLY_VALUE");
    assertThat(codeOf("hs_object_id", "7")).isEqualTo("READ_ONLY_VALUE");
  }

  private static String codeOf(String property, String value) {
    return upsert(List.of(byEmail("ada@shop.example", property, value))).path("errors[0].code");
  }

  @Test
  void moreThanAHundredInputsAreRefused() {
    assertThat(upsert(people(0, 101)).statusCode()).isEqualTo(400);
    assertThat(upsert(people(0, 100)).statusCode()).isEqualTo(200);
  }

  @Test
  void twoInputsForOneContactAreRefused() {
    var answer = upsert(List.of(byEmail("ada@shop.example"), byEmail("ADA@shop.example")));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.<String>path("message"))
        .isEqualTo("Duplicate IDs found in batch input: [ada@shop.example]. IDs must be unique");
  }

  @Test
  void anAddressThatAnotherContactHasIsAConflictForTheWholeBatch() {
    uniqueProperty("customer_id");
    var id = contact("ada@shop.example");

    var answer =
        upsert(
            List.of(
                input("customer_id", "c-1", "email", "bob@shop.example"),
                input("customer_id", "c-2", "email", "ada@shop.example")));

    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.<String>path("category")).isEqualTo("CONFLICT");
    assertThat(answer.<String>path("message"))
        .isEqualTo("Contact already exists. Existing ID: " + id);
    assertThat(contacts()).isEqualTo(1);
  }

  @Test
  void aUniqueValueThatAnotherContactHasIsRefused() {
    uniqueProperty("customer_id");
    upsert(List.of(byEmail("ada@shop.example", "customer_id", "c-1")));

    var answer = upsert(List.of(byEmail("bob@shop.example", "customer_id", "c-1")));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.<String>path("errors[0].code")).isEqualTo("CONFLICTING_UNIQUE_VALUE");
  }

  @Test
  void contactsOfOneBatchCanSwapAUniqueValueOnlyInAnOrderThatHoldsAtEachStep() {
    uniqueProperty("customer_id");
    upsert(List.of(byEmail("ada@shop.example", "customer_id", "c-1"), byEmail("bob@shop.example")));

    var handedOver =
        upsert(
            List.of(
                byEmail("ada@shop.example", "customer_id", ""),
                byEmail("bob@shop.example", "customer_id", "c-1")));
    var takenBack =
        upsert(
            List.of(
                byEmail("ada@shop.example", "customer_id", "c-1"),
                byEmail("bob@shop.example", "customer_id", "")));

    assertThat(handedOver.statusCode()).isEqualTo(200);
    assertThat(takenBack.statusCode()).isEqualTo(400);
  }

  @Test
  void tracedInputsByACustomPropertyHaveOneOutcomeEach() {
    uniqueProperty("customer_id");

    var answer =
        upsert(
            List.of(
                traced(input("customer_id", "c-1", "firstname", "Ada"), "first"),
                traced(input("customer_id", "c-2", "shoe", "42"), "second")));

    assertThat(answer.statusCode()).isEqualTo(207);
    assertThat(answer.<Integer>path("numErrors")).isEqualTo(1);
    assertThat(answer.<List<String>>path("errors[0].context.objectWriteTraceId"))
        .containsExactly("second");
    assertThat(answer.<List<String>>path("results.objectWriteTraceId")).containsExactly("first");
    assertThat(contacts()).isEqualTo(1);
  }

  @Test
  void partialResultsDoNotExistForUpsertsByEmail() {
    var answer =
        upsert(
            List.of(
                traced(byEmail("ada@shop.example"), "first"),
                traced(byEmail("bob@shop.example", "shoe", "42"), "second")));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(contacts()).isZero();
  }

  @Test
  void onlyUniquePropertiesIdentify() {
    assertThat(upsert(List.of(input("lastname", "Lovelace"))).<String>path("message"))
        .startsWith("Unable to perform update/upsert by non-unique 0-1 property lastname");
    var company = Map.of("inputs", List.of(input("domain", "shop.example")));
    assertThat(post("/crm/v3/objects/companies/batch/upsert", company).<String>path("message"))
        .startsWith("Unable to perform update/upsert by non-unique 0-2 property domain");
  }

  @Test
  void anEmptyValueClearsAndNullIsRefused() {
    upsert(List.of(byEmail("ada@shop.example", "city", "London", "state", "Greater London")));

    var cleared = upsert(List.of(byEmail("ada@shop.example", "city", "")));
    var refused =
        post(
            CONTACTS + "/batch/upsert",
            "{\"inputs\":[{\"id\":\"ada@shop.example\",\"idProperty\":\"email\",\"properties\":{\"state\":null}}]}");

    assertThat(cleared.statusCode()).isEqualTo(200);
    assertThat(refused.statusCode()).isEqualTo(400);
    var held =
        hubSpot()
            .queryParam("properties", "city,state")
            .get(CONTACTS + "/" + cleared.path("results[0].id"));
    assertThat(held.<Map<String, String>>path("properties"))
        .doesNotContainKey("city")
        .containsEntry("state", "Greater London");
  }

  @Test
  void readAndUpdateTellWhichIdsNameNothing() {
    var id = contact("ada@shop.example");
    var ids = List.of(Map.of("id", id), Map.of("id", "9999"));

    var read =
        post(
            CONTACTS + "/batch/read",
            Map.of(
                "inputs", ids, "properties", List.of("email"), "propertiesWithHistory", List.of()));
    var update =
        post(
            CONTACTS + "/batch/update",
            Map.of(
                "inputs",
                List.of(
                    Map.of("id", id, "properties", Map.of("city", "London")),
                    Map.of("id", "9999", "properties", Map.of("city", "Paris")))));

    for (var answer : List.of(read, update)) {
      assertThat(answer.statusCode()).isEqualTo(207);
      assertThat(answer.<List<String>>path("results.id")).containsExactly(id);
      assertThat(answer.<String>path("errors[0].category")).isEqualTo("OBJECT_NOT_FOUND");
      assertThat(answer.<List<String>>path("errors[0].context.ids")).containsExactly("9999");
    }
  }

  @Test
  void readFindsByAddress() {
    contact("ada@shop.example");

    var read =
        post(
            CONTACTS + "/batch/read",
            Map.of(
                "idProperty", "email",
                "inputs", List.of(Map.of("id", "ADA@shop.example")),
                "properties", List.of(),
                "propertiesWithHistory", List.of()));

    assertThat(read.statusCode()).isEqualTo(200);
    assertThat(read.<List<?>>path("results")).hasSize(1);
  }

  @Test
  void aPropertyWithoutUniqueValuesNamesNoRecord() {
    contact("ada@shop.example");

    var read =
        post(
            CONTACTS + "/batch/read",
            Map.of(
                "idProperty", "firstname",
                "inputs", List.of(Map.of("id", "Ada")),
                "properties", List.of(),
                "propertiesWithHistory", List.of()));

    assertThat(read.statusCode()).isEqualTo(400);
  }

  @Test
  void recordsAreAssociatedInBothDirectionsUntilTheAssociationOrARecordIsArchived() {
    var contact = contact("ada@shop.example");
    var company =
        post(
                "/crm/v3/objects/companies/batch/create",
                Map.of(
                    "inputs",
                    List.of(
                        Map.of("associations", List.of(), "properties", Map.of("name", "Acme")))))
            .<String>path("results[0].id");
    var pair = Map.of("from", Map.of("id", contact), "to", Map.of("id", company));
    var wrong = Map.of("from", Map.of("id", contact), "to", Map.of("id", "9999"));

    var answer =
        post(
            "/crm/v4/associations/contacts/companies/batch/associate/default",
            Map.of("inputs", List.of(pair, wrong)));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.<List<String>>path("results.to.id")).containsExactly(contact, company);
    assertThat(answer.<List<List<String>>>path("errors.context.ids"))
        .containsExactly(List.of(contact, "9999"));
    assertThat(associated("contacts")).containsExactly(company);
    assertThat(associated("companies")).containsExactly(contact);
    var removal =
        Map.of(
            "inputs",
            List.of(Map.of("from", Map.of("id", contact), "to", List.of(Map.of("id", company)))));
    for (int time = 0; time < 2; time++) {
      assertThat(
              post("/crm/v4/associations/contacts/companies/batch/archive", removal).statusCode())
          .isEqualTo(204);
      assertThat(associated("contacts")).isEmpty();
      assertThat(associated("companies")).isEmpty();
    }
    post(
        "/crm/v4/associations/contacts/companies/batch/associate/default",
        Map.of("inputs", List.of(pair)));
    assertThat(associated("companies")).containsExactly(contact);
    hubSpot().delete(CONTACTS + "/" + contact);
    assertThat(associated("companies")).isEmpty();
  }

  private static List<String> associated(String type) {
    return given().get("/sandbox/hubspot/objects/" + type).path("objects[0].associated");
  }

  @Test
  void propertiesWithSensitiveDataAreListedOnRequest() {
    var path = "/crm/v3/properties/contacts";
    var passport =
        Map.of(
            "name", "passport",
            "label", "Passport",
            "type", "string",
            "fieldType", "text",
            "groupName", "contactinformation",
            "dataSensitivity", "sensitive");

    assertThat(post(path, passport).statusCode()).isEqualTo(201);

    assertThat(hubSpot().get(path).<List<String>>path("results.name"))
        .contains("email")
        .doesNotContain("passport");
    assertThat(
            hubSpot()
                .queryParam("dataSensitivity", "sensitive")
                .get(path)
                .<List<String>>path("results.name"))
        .containsExactly("passport");
  }

  @Test
  void dealsHaveAPipelineWithStages() {
    var pipelines = hubSpot().get("/crm/v3/pipelines/deals");

    assertThat(pipelines.<List<String>>path("results.id")).containsExactly("default");
    assertThat(pipelines.<List<String>>path("results[0].stages.id")).contains("closedwon");
  }

  @Test
  void archivedContactsLeaveTheirListsAndFreeTheirAddress() {
    var id = contact("ada@shop.example");
    var list = list("Everybody");
    hubSpot().body(List.of(id)).put("/crm/v3/lists/" + list + "/memberships/add");

    var archived = post(CONTACTS + "/batch/archive", Map.of("inputs", List.of(Map.of("id", id))));

    assertThat(archived.statusCode()).isEqualTo(204);
    assertThat(hubSpot().get(CONTACTS + "/" + id).statusCode()).isEqualTo(404);
    assertThat(hubSpot().get("/crm/v3/lists/" + list).<Integer>path("list.size")).isZero();
    assertThat(contact("ada@shop.example")).isNotEqualTo(id);
  }

  @Test
  void anErasedContactIsGoneForGood() {
    var id = contact("ada@shop.example");

    var erased =
        post(
            CONTACTS + "/gdpr-delete",
            Map.of("objectId", "ada@shop.example", "idProperty", "email"));

    assertThat(erased.statusCode()).isEqualTo(204);
    assertThat(hubSpot().queryParam("archived", true).get(CONTACTS + "/" + id).statusCode())
        .isEqualTo(404);
  }

  @Test
  void singleRecordsAreCreatedChangedAndListedInPages() {
    var ids = new ArrayList<String>();
    for (int i = 0; i < 3; i++) {
      var body =
          Map.of(
              "properties", Map.of("email", "p" + i + "@shop.example"), "associations", List.of());
      ids.add(post(CONTACTS, body).then().statusCode(201).extract().path("id"));
    }
    var again = Map.of("properties", Map.of("email", "p0@shop.example"), "associations", List.of());
    assertThat(post(CONTACTS, again).statusCode()).isEqualTo(409);
    var changed =
        hubSpot()
            .body(Map.of("properties", Map.of("city", "London")))
            .queryParam("idProperty", "email")
            .patch(CONTACTS + "/p1@shop.example");
    assertThat(changed.<String>path("properties.city")).isEqualTo("London");

    var first = hubSpot().queryParam("limit", 2).get(CONTACTS);
    Response second =
        hubSpot().queryParam("after", first.<String>path("paging.next.after")).get(CONTACTS);

    var listed = new ArrayList<String>(first.path("results.id"));
    listed.addAll(second.path("results.id"));
    assertThat(listed).isEqualTo(ids);
    assertThat(second.<Object>path("paging")).isNull();
  }

  @Test
  void malformedBodiesAreRefusedWithTheirPlace() {
    for (var body : List.of("", "{", "[]", "{\"inputs\":[null]}", "{\"inputs\":{}}", "null")) {
      var answer = post(CONTACTS + "/batch/upsert", body);
      assertThat(answer.statusCode()).as(body).isEqualTo(400);
      assertThat(answer.<String>path("category")).as(body).isEqualTo("VALIDATION_ERROR");
    }
    assertThat(post("/crm/v3/objects/unicorns/batch/upsert", "{}").<String>path("message"))
        .isEqualTo("Unable to infer object type from: unicorns");
  }
}
