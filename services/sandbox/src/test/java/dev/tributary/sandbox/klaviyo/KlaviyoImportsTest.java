package dev.tributary.sandbox.klaviyo;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KlaviyoImportsTest extends KlaviyoCaller {
  private static final String JOBS = "/api/profile-bulk-import-jobs";
  private static final String[] THREE = {
    profile("'email':'ada@shop.example'"),
    profile("'email':'none'"),
    profile("'email':'bob@shop.example','first_name':null")
  };

  @Test
  void aJobIsQueuedThenProcessedThenComplete() {
    var submitted = importAll(THREE);
    String id = submitted.path("data.id");

    assertThat(submitted.statusCode()).isEqualTo(202);
    assertThat(status(id)).isEqualTo("queued");
    pass(Duration.ofSeconds(1));
    assertThat(status(id)).isEqualTo("processing");
    assertThat(profiles()).isZero();
    pass(Duration.ofSeconds(2));
    var done = klaviyo().get(JOBS + "/" + id);
    assertThat(done.<String>path("data.attributes.status")).isEqualTo("complete");
    assertThat(done.<Integer>path("data.attributes.total_count")).isEqualTo(3);
    assertThat(done.<Integer>path("data.attributes.completed_count")).isEqualTo(2);
    assertThat(done.<Integer>path("data.attributes.failed_count")).isEqualTo(1);
    assertThat(profiles()).isEqualTo(2);
  }

  @Test
  void anErrorHasThePayloadOfItsProfile() {
    var errors = errors(ended(importAll(THREE)));

    assertThat(errors.<List<String>>path("data.attributes.code")).containsExactly("invalid");
    assertThat(errors.<String>path("data[0].attributes.source.pointer"))
        .isEqualTo("/data/attributes/email");
    assertThat(errors.<String>path("data[0].attributes.original_payload.attributes.email"))
        .isEqualTo("none");
  }

  @Test
  void theProfilesOfAJobAreThoseWithoutAnError() {
    var profiles = klaviyo().get(JOBS + "/" + ended(importAll(THREE)) + "/profiles");

    assertThat(profiles.<List<String>>path("data.attributes.email")).hasSize(2);
    assertThat(profiles.<List<String>>path("data.id")).doesNotHaveDuplicates().hasSize(2);
  }

  @Test
  void aConflictIsAnErrorOfItsProfileOnly() {
    imported("ada@shop.example");
    importOne(profile("'external_id':'c-2'"));

    var errors =
        errors(
            ended(
                importAll(
                    profile("'email':'ada@shop.example','external_id':'c-2'"),
                    profile("'email':'bob@shop.example'"))));

    assertThat(errors.<List<String>>path("data.attributes.code"))
        .containsExactly("duplicate_profile");
    assertThat(profiles()).isEqualTo(3);
  }

  @Test
  void nullChangesNothingInAnImport() {
    String id = importOne(profile("'email':'ada@shop.example','first_name':'Ada'")).path("data.id");

    ended(importAll(profile("'email':'ada@shop.example','first_name':null")));

    assertThat(klaviyo().get("/api/profiles/" + id).<String>path("data.attributes.first_name"))
        .isEqualTo("Ada");
  }

  @Test
  void importedProfilesJoinAListAndGetOneMail() {
    var list = list("Loyal", "single_opt_in");
    var into = ",'relationships':{'lists':{'data':[{'type':'list','id':'%s'}]}}".formatted(list);

    for (int i = 0; i < 2; i++) {
      ended(post(JOBS, job(into, profile("'email':'ada@shop.example'"))));
    }

    assertThat(control("/lists/" + list + "/members").<List<?>>path("$")).hasSize(1);
    assertThat(control("/mails").<Integer>path("mails")).isEqualTo(1);
    assertThat(control("/mails").asString()).contains("\"repeated\":{}");
  }

  @Test
  void aJobTakesTenThousandProfilesAndNoMore() {
    var many =
        IntStream.rangeClosed(0, 10_000)
            .mapToObj(i -> profile("'external_id':'%d'".formatted(i)))
            .toArray(String[]::new);

    assertThat(importAll(many).statusCode()).isEqualTo(400);
    assertThat(importAll().statusCode()).isEqualTo(400);
    assertThat(importAll(Arrays.copyOf(many, 10_000)).statusCode()).isEqualTo(202);
    var large = profile("'email':'a@shop.example','title':'%s'".formatted("x".repeat(5_000_000)));
    assertThat(importAll(large).statusCode()).isEqualTo(413);
  }

  @Test
  void aJobCanHangFailHalfwayAndReorderItsErrors() {
    set("/jobs/imports/faults", "{\"stuck\":true}");
    String id = importAll(profile("'email':'x'"), profile("'email':'y'")).path("data.id");
    pass(Duration.ofHours(1));
    assertThat(status(id)).isEqualTo("processing");

    set("/jobs/imports/faults", "{\"stuck\":false,\"results\":[\"reordered\"]}");
    assertThat(errors(id).<List<String>>path("data.attributes.original_payload.attributes.email"))
        .containsExactly("y", "x");

    set("/jobs/imports/faults", "{\"stuck\":false,\"failAfter\":1}");
    var half = ended(importAll(profile("'email':'a@x.example'"), profile("'email':'b@x.example'")));
    assertThat(status(half)).isEqualTo("cancelled");
    assertThat(profiles()).isEqualTo(1);
  }

  @Test
  void recordsCanBeDroppedInSilence() {
    set("/records/profiles/faults", "{\"dropped\":[\"ada@shop.example\"]}");

    var job =
        ended(importAll(profile("'email':'ada@shop.example'"), profile("'email':'b@x.example'")));

    assertThat(errors(job).<List<?>>path("data")).isEmpty();
    assertThat(profiles()).isEqualTo(1);
  }

  @Test
  void anUnknownJobAndListAreNotFound() {
    assertThat(klaviyo().get(JOBS + "/none").statusCode()).isEqualTo(404);
    var into = ",'relationships':{'lists':{'data':[{'type':'list','id':'none'}]}}";
    assertThat(post(JOBS, job(into, THREE[0])).statusCode()).isEqualTo(404);
  }

  @Test
  void eventsOfOneKeyOrOneSecondAreOne() {
    for (int i = 0; i < 2; i++) {
      assertThat(events("'unique_id':'e-1',", "'unique_id':'e-2',").statusCode()).isEqualTo(202);
      assertThat(events("", "").statusCode()).isEqualTo(202);
    }

    var counts = control("/events/events");
    assertThat(counts.<Integer>path("counts.received")).isEqualTo(3);
    assertThat(counts.<List<String>>path("events.event.metric")).containsOnly("Order");
    assertThat(profiles()).isEqualTo(1);
  }

  private Response events(String... keys) {
    return post(
        "/api/event-bulk-create-jobs",
        """
        {'data':{'type':'event-bulk-create-job','attributes':{'events-bulk-create':{'data':[
          {'type':'event-bulk-create','attributes':{
            'profile':{'data':%s},'events':{'data':%s}}}]}}}}
        """
            .formatted(
                profile("'email':'ada@shop.example'"),
                Arrays.stream(keys).map(KlaviyoImportsTest::event).toList()));
  }

  private static String event(String key) {
    return """
    {'type':'event','attributes':{%s'time':'2026-11-01T11:00:00Z','properties':{},
      'metric':{'data':{'type':'metric','attributes':{'name':'Order'}}}}}
    """
        .formatted(key);
  }

  private String ended(Response submitted) {
    submitted.then().statusCode(202);
    pass(Duration.ofSeconds(3));
    return submitted.path("data.id");
  }

  private String status(String id) {
    return klaviyo().get(JOBS + "/" + id).path("data.attributes.status");
  }

  private Response errors(String id) {
    return klaviyo().get(JOBS + "/" + id + "/import-errors");
  }

  private int profiles() {
    return control("/records/profiles/counts").path("records");
  }
}
