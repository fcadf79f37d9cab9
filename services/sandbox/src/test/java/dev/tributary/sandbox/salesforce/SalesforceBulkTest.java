package dev.tributary.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SalesforceBulkTest extends SalesforceCaller {
  private static final String JOBS = DATA + "/jobs/ingest";

  private String opened(String operation) {
    return signed()
        .body(
            json(
                "{'object':'Contact','operation':'%s','externalIdFieldName':'External_Id__c','contentType':'CSV','lineEnding':'LF'}"
                    .formatted(operation)))
        .post(JOBS)
        .then()
        .statusCode(200)
        .extract()
        .path("id");
  }

  private Response upload(String job, String csv) {
    return signed().contentType("text/csv").body(csv).put(JOBS + "/" + job + "/batches");
  }

  private Response state(String job, String state) {
    return signed().body(json("{'state':'%s'}".formatted(state))).patch(JOBS + "/" + job);
  }

  private Response get(String path) {
    return signed().get(JOBS + "/" + path);
  }

  private String ended(String job) {
    state(job, "UploadComplete").then().statusCode(200);
    pass(Duration.ofSeconds(5));
    return get(job).path("state");
  }

  @Test
  void aJobIsFilledClosedAndReadAsFiles() {
    var job = opened("upsert");
    assertThat(
            upload(job, "External_Id__c,LastName,Email\nada,Lovelace,ada@shop.example\nbob,,\n")
                .statusCode())
        .isEqualTo(201);
    assertThat(query("SELECT Id FROM Contact").<Integer>path("totalSize")).isZero();

    assertThat(ended(job)).isEqualTo("JobComplete");

    assertThat(get(job).<Integer>path("numberRecordsFailed")).isEqualTo(1);
    assertThat(get(job + "/successfulResults").asString().lines())
        .hasSize(2)
        .first()
        .isEqualTo("sf__Id,sf__Created,External_Id__c,LastName,Email");
    assertThat(get(job + "/failedResults").asString())
        .contains("REQUIRED_FIELD_MISSING")
        .contains("bob");
    assertThat(get(job + "/unprocessedrecords").asString().lines()).hasSize(1);
    assertThat(signed().delete(JOBS + "/" + job).statusCode()).isEqualTo(204);
    assertThat(get(job).statusCode()).isEqualTo(404);
  }

  @Test
  void aJobGoesThroughItsStates() {
    var job = opened("upsert");
    assertThat(get(job).<String>path("state")).isEqualTo("Open");
    upload(job, "External_Id__c,LastName\nada,L\n");
    assertThat(state(job, "UploadComplete").<String>path("state")).isEqualTo("UploadComplete");
    assertThat(upload(job, "External_Id__c\nbob\n").statusCode()).isEqualTo(400);
    pass(Duration.ofSeconds(2));
    assertThat(get(job).<String>path("state")).isEqualTo("InProgress");

    var other = opened("upsert");
    assertThat(state(other, "Aborted").<String>path("state")).isEqualTo("Aborted");
    assertThat(state(other, "UploadComplete").statusCode()).isEqualTo(400);
    pass(Duration.ofDays(8));
    assertThat(get(job).statusCode()).isEqualTo(404);
  }

  @Test
  void aPointNamesARelationAndNaClearsAField() {
    upsert("Account", "{'E':'acme','Name':'Acme'}");
    upsert("Contact", "{'E':'ada','LastName':'L','Title':'Countess'}");
    var job = opened("upsert");
    upload(job, "External_Id__c,Title,Account.External_Id__c\nada,#N/A,acme\n");

    assertThat(ended(job)).isEqualTo("JobComplete");
    var contact = query("SELECT Title, AccountId FROM Contact");
    assertThat(contact.<String>path("records[0].Title")).isNull();
    assertThat(contact.<String>path("records[0].AccountId")).startsWith("001");
  }

  @Test
  void aJobThatFailsHalfwayHasUnprocessedRecords() {
    set("/jobs/ingest/faults", "{\"stuck\":false,\"failAfter\":1}");
    var job = opened("upsert");
    upload(job, "External_Id__c,LastName\nada,L\nbob,B\n");

    assertThat(ended(job)).isEqualTo("Failed");
    assertThat(get(job + "/successfulResults").asString()).contains("ada");
    assertThat(get(job + "/unprocessedrecords").asString()).contains("bob");
  }

  @Test
  void resultsCanHaveAnUnknownHeader() {
    set("/jobs/ingest/faults", "{\"stuck\":false,\"results\":[\"unknown-header\"]}");
    var job = opened("upsert");
    upload(job, "External_Id__c,LastName\nada,L\n");
    ended(job);

    assertThat(get(job + "/successfulResults").asString()).startsWith("x_internal_row,sf__Id");
  }

  @Test
  void recordsAreDeletedByTheirIds() {
    String id = upsert("Contact", "{'E':'ada','LastName':'L'}").path("[0].id");
    var job = opened("delete");
    upload(job, "Id\n%s\n".formatted(id));

    assertThat(ended(job)).isEqualTo("JobComplete");
    assertThat(query("SELECT Id FROM Contact").<Integer>path("totalSize")).isZero();
  }

  @Test
  void aJobNeedsAnObjectAndAnExternalId() {
    assertThat(
            signed()
                .body(json("{'object':'Nothing','operation':'insert'}"))
                .post(JOBS)
                .statusCode())
        .isEqualTo(400);
    assertThat(
            signed()
                .body(
                    json("{'object':'Contact','operation':'upsert','externalIdFieldName':'Email'}"))
                .post(JOBS)
                .statusCode())
        .isEqualTo(400);
  }
}
