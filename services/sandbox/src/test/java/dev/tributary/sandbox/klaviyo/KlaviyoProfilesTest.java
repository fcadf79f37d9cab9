package dev.tributary.sandbox.klaviyo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KlaviyoProfilesTest extends KlaviyoCaller {
  @Test
  void anImportCreatesAProfileThenUpdatesTheSame() {
    var created =
        importOne(profile("'email':'Ada@Shop.example','properties':{'plan':'gold','size':7}"));
    var updated =
        importOne(profile("'email':'ada@shop.example','properties':{'plan':'pro','size':null}"));

    assertThat(created.statusCode()).isEqualTo(201);
    assertThat(updated.statusCode()).isEqualTo(200);
    assertThat(updated.<String>path("data.id")).isEqualTo(created.path("data.id"));
    var held = klaviyo().get("/api/profiles/" + created.path("data.id"));
    assertThat(held.<String>path("data.attributes.email")).isEqualTo("ada@shop.example");
    assertThat(held.<Map<String, Object>>path("data.attributes.properties"))
        .isEqualTo(Map.of("plan", "pro"));
    assertThat(control("/records/profiles/counts").<Integer>path("records")).isEqualTo(1);
  }

  @Test
  void identifiersOfTwoProfilesAreAConflictThatNamesTheOther() {
    imported("ada@shop.example");
    String other = importOne(profile("'external_id':'c-2'")).path("data.id");

    var refused = importOne(profile("'email':'ada@shop.example','external_id':'c-2'"));
    var again =
        post("/api/profiles", "{'data':%s}".formatted(profile("'email':'ADA@shop.example'")));

    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(refused.<String>path("errors[0].code")).isEqualTo("duplicate_profile");
    assertThat(refused.<String>path("errors[0].meta.duplicate_profile_id")).isEqualTo(other);
    assertThat(again.statusCode()).isEqualTo(409);
  }

  @Test
  void aPatchChangesOnlyWhatItNamesAndNullClears() {
    String id =
        importOne(profile("'email':'ada@shop.example','first_name':'Ada','last_name':'L'"))
            .path("data.id");

    var patched =
        klaviyo()
            .body(
                "{\"data\":{\"type\":\"profile\",\"id\":\"%s\",\"attributes\":{\"last_name\":null}}}"
                    .formatted(id))
            .patch("/api/profiles/" + id);

    assertThat(patched.statusCode()).isEqualTo(200);
    assertThat(patched.<String>path("data.attributes.first_name")).isEqualTo("Ada");
    assertThat(patched.<Object>path("data.attributes.last_name")).isNull();
  }

  @Test
  void profilesAreFoundByAFilterInPages() {
    for (int i = 0; i < 3; i++) {
      imported("p%d@shop.example".formatted(i));
    }

    var one =
        klaviyo().queryParam("filter", "equals(email,\"p1@shop.example\")").get("/api/profiles");
    var first = klaviyo().queryParam("page[size]", 2).get("/api/profiles");

    assertThat(one.<List<String>>path("data.attributes.email")).containsExactly("p1@shop.example");
    assertThat(first.<List<?>>path("data")).hasSize(2);
    assertThat(first.<String>path("links.next")).contains("page%5Bcursor%5D=2");
    var rest =
        klaviyo().queryParam("page[size]", 2).queryParam("page[cursor]", "2").get("/api/profiles");
    assertThat(rest.<List<?>>path("data")).hasSize(1);
    assertThat(rest.<Object>path("links.next")).isNull();
  }

  @Test
  void wrongIdentifiersAreRefusedWithTheirPlace() {
    for (var attribute :
        List.of("'email':'ada'", "'phone_number':'0612345678'", "'first_name':'Ada'")) {
      var refused = importOne(profile(attribute));

      assertThat(refused.statusCode()).as(attribute).isEqualTo(400);
      assertThat(refused.<String>path("errors[0].source.pointer")).startsWith("/data/attributes");
    }
  }

  @Test
  void aRequestThatIsNotAsDocumentedIsRefusedAndRecorded() {
    var refused = importOne(profile("'email':'ada@shop.example','shoe':42"));
    var noRevision =
        vendor().header("Authorization", "Klaviyo-API-Key pk_test").get("/api/profiles");

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.<String>path("errors[0].detail")).contains("'shoe' is not a valid field");
    assertThat(refused.<String>path("errors[0].source.pointer")).isEqualTo("/data/attributes/shoe");
    assertThat(noRevision.statusCode()).isEqualTo(400);
    var deviations = control("/deviations");
    assertThat(deviations.<Integer>path("total")).isEqualTo(2);
    assertThat(deviations.<List<String>>path("requests.deviations.rule.flatten()"))
        .containsExactly("additionalProperties", "required");
  }

  @Test
  void aMergedProfileIsGoneAfterATime() {
    var ada = imported("ada@shop.example");
    var bob = imported("bob@shop.example");

    var accepted =
        post(
            "/api/profile-merge",
            "{'data':{'type':'profile-merge','id':'%s','relationships':{'profiles':%s}}}"
                .formatted(ada, references(bob)));
    assertThat(accepted.statusCode()).isEqualTo(201);
    assertThat(klaviyo().get("/api/profiles/" + bob).statusCode()).isEqualTo(200);
    pass(Duration.ofSeconds(3));

    assertThat(klaviyo().get("/api/profiles/" + bob).statusCode()).isEqualTo(404);
    assertThat(klaviyo().get("/api/profiles/" + ada).statusCode()).isEqualTo(200);
  }

  @Test
  void aDeletionNeedsOneIdentifierAndHappensLater() {
    var id = imported("ada@shop.example");

    assertThat(deletion("'email':'ada@shop.example','phone_number':'+31612345678'")).isEqualTo(400);
    assertThat(deletion("'email':'ada@shop.example'")).isEqualTo(202);
    assertThat(deletion("'email':'nobody@shop.example'")).isEqualTo(202);
    pass(Duration.ofSeconds(3));

    assertThat(klaviyo().get("/api/profiles/" + id).statusCode()).isEqualTo(404);
    assertThat(imported("ada@shop.example")).isNotEqualTo(id);
  }

  private int deletion(String attributes) {
    return post(
            "/api/data-privacy-deletion-jobs",
            "{'data':{'type':'data-privacy-deletion-job','attributes':{'profile':{'data':%s}}}}"
                .formatted(profile(attributes)))
        .statusCode();
  }

  @Test
  void readersCanSeeAWriteLate() {
    set("/records/profiles/faults", "{\"visibleAfterMilliseconds\":5000}");
    var id = imported("ada@shop.example");

    assertThat(klaviyo().get("/api/profiles/" + id).statusCode()).isEqualTo(404);
    pass(Duration.ofSeconds(5));
    assertThat(klaviyo().get("/api/profiles/" + id).statusCode()).isEqualTo(200);
  }

  @Test
  void aListIsFoundByItsName() {
    var loyal = list("Loyal", "single_opt_in");
    list("Others", "single_opt_in");

    var found = klaviyo().queryParam("filter", "equals(name,\"Loyal\")").get("/api/lists");
    assertThat(found.<List<String>>path("data.id")).containsExactly(loyal);
    assertThat(
            klaviyo().queryParam("filter", "contains(name,\"L\")").get("/api/lists").statusCode())
        .isEqualTo(400);
  }
}
