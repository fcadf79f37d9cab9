package dev.tributary.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class SalesforceRecordsTest extends SalesforceCaller {
  private static final String ADA = "{'E':'ada','LastName':'Lovelace','Email':'ada@shop.example'}";

  @Test
  void eachRecordOfACollectionHasItsResultInOrder() {
    var answer =
        upsert(
            "Contact",
            ADA,
            "{'E':'bob','Email':'bob@shop.example'}",
            "{'E':'eve','LastName':'E','Email':'no address'}",
            "{'E':'tom','LastName':'T','Tier__c':'iron'}",
            "{'E':'max','LastName':'M','FirstName':'%s'}".formatted("x".repeat(41)),
            "{'E':'ADA','LastName':'Again'}");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.<List<Boolean>>path("success"))
        .containsExactly(true, false, false, false, false, false);
    assertThat(codes(answer))
        .containsExactly(
            "REQUIRED_FIELD_MISSING",
            "INVALID_EMAIL_ADDRESS",
            "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST",
            "STRING_TOO_LONG",
            "DUPLICATE_VALUE");
    assertThat(answer.<Boolean>path("[0].created")).isTrue();
    assertThat(upsert("Contact", ADA).<Boolean>path("[0].created")).isFalse();
  }

  @Test
  void anUnknownFieldRefusesTheCollection() {
    var answer = upsert("Contact", ADA, "{'E':'bob','LastName':'B','Plan':'gold'}");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.<String>path("[0].errorCode")).isEqualTo("INVALID_FIELD");
    assertThat(query("SELECT Id FROM Contact").<Integer>path("totalSize")).isZero();
    assertThat(upsert("Contact", Collections.nCopies(201, ADA).toArray(String[]::new)).statusCode())
        .isEqualTo(400);
  }

  @Test
  void aRelationIsNamedByAnExternalId() {
    upsert("Account", "{'E':'acme','Name':'Acme'}");

    var answer =
        upsert(
            "Contact",
            "{'E':'ada','LastName':'L','Account':{'External_Id__c':'acme'}}",
            "{'E':'bob','LastName':'B','Account':{'External_Id__c':'other'}}");

    assertThat(codes(answer)).containsExactly("INVALID_FIELD");
    var account = query("SELECT Id FROM Account").<String>path("records[0].Id");
    var contact =
        query("SELECT Id, AccountId FROM Contact WHERE External_Id__c IN ('ada','bob') LIMIT 5");
    assertThat(contact.<List<String>>path("records.AccountId")).containsExactly(account);
  }

  @Test
  void deletedIdsAreToldOnce() {
    String id = upsert("Contact", ADA).path("[0].id");
    var path = DATA + "/composite/sobjects?ids=" + id;

    assertThat(signed().delete(path).<Boolean>path("[0].success")).isTrue();
    assertThat(codes(signed().delete(path))).containsExactly("ENTITY_IS_DELETED");
    assertThat(codes(signed().delete(DATA + "/composite/sobjects?ids=003000000000999")))
        .containsExactly("INVALID_CROSS_REFERENCE_KEY");
    assertThat(upsert("Contact", ADA).<Boolean>path("[0].created")).isTrue();
  }

  @Test
  void aLockedRowIsWrittenWhenItIsTriedAgain() {
    set("/locks/ada/1", "");

    assertThat(codes(upsert("Contact", ADA))).containsExactly("UNABLE_TO_LOCK_ROW");
    assertThat(upsert("Contact", ADA).<Boolean>path("[0].success")).isTrue();
  }

  @Test
  void aDescriptionHasTheFieldsThatWereAdded() {
    command(
            "/records/fields",
            "{\"keys\":{\"name\":\"Contact.Score__c\"},\"values\":{\"type\":\"int\"}}")
        .then()
        .statusCode(201);

    var described = signed().get(DATA + "/sobjects/Contact/describe");
    assertThat(described.<List<String>>path("fields.name"))
        .contains("Id", "LastName", "External_Id__c", "Score__c");
    assertThat(described.<Boolean>path("fields.find{it.name=='LastName'}.nillable")).isFalse();
    assertThat(described.<List<String>>path("fields.find{it.name=='AccountId'}.referenceTo"))
        .containsExactly("Account");
    assertThat(
            upsert("Contact", "{'E':'a','LastName':'A','Score__c':'much'}")
                .<Boolean>path("[0].success"))
        .isFalse();
    assertThat(signed().get(DATA + "/sobjects").<List<String>>path("sobjects.name"))
        .contains("Account", "Contact", "Lead", "LoginHistory");
    assertThat(
            signed()
                .get(DATA + "/sobjects")
                .<List<String>>path("sobjects.findAll{!it.createable}.label"))
        .containsExactly("Login History");
    assertThat(signed().get(DATA + "/sobjects/Nothing/describe").statusCode()).isEqualTo(404);
  }

  @Test
  void theHeaderTellsTheUseAndTheLimitIsA403() {
    var session = signed();
    assertThat(session.get(DATA + "/limits").header("Sforce-Limit-Info"))
        .isEqualTo("api-usage=1/100000");
    set("/limits", LIMIT_OF_ONE);

    session.get(DATA + "/limits").then().statusCode(200);
    var refused = session.get(DATA + "/limits");
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.<String>path("[0].errorCode")).isEqualTo("REQUEST_LIMIT_EXCEEDED");
    assertThat(refused.header("Retry-After")).isNull();
  }

  private static final String LIMIT_OF_ONE =
      """
      {"api":[{"name":"DailyApiRequests","unit":"requests","scope":"account","amount":1,
        "window":{"kind":"rolling","milliseconds":86400000}}]}
      """;

  @Test
  void aSessionExpiresAndANewOneIsIssued() {
    var session = signed();
    assertThat(session.get("/services/oauth2/userinfo").<String>path("organization_id"))
        .startsWith("00D");
    pass(Duration.ofHours(2));

    var refused = session.get("/services/oauth2/userinfo");
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(refused.<String>path("[0].errorCode")).isEqualTo("INVALID_SESSION_ID");
    assertThat(token().<String>path("instance_url")).isEqualTo(url() + "/salesforce");
    assertThat(signed().get("/services/oauth2/userinfo").statusCode()).isEqualTo(200);
    set("/token", "{\"token\":\"tributary:other\"}");
    assertThat(token().<String>path("error")).isEqualTo("invalid_client");
  }
}
