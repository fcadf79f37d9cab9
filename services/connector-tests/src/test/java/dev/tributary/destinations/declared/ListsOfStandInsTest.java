package dev.tributary.destinations.declared;

import static dev.tributary.destinations.declared.ConnectedStandIn.item;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.tributary.destinations.connector.Batch.Operation;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.Listing;
import dev.tributary.destinations.connector.Listing.Listed;
import dev.tributary.destinations.connector.Listing.Page;
import dev.tributary.destinations.connector.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Declared connectors read the records of their stand-ins. */
class ListsOfStandInsTest {
  private static final Duration BOUND = Duration.ofMinutes(1);
  private static final String AUDIENCE = "list1";

  private static Listing.Scope scope(
      ConnectedStandIn vendor,
      String object,
      String syncSettings,
      String match,
      List<String> fields,
      @Nullable String cursor) {
    return new Listing.Scope(
        vendor.target().withoutSecrets(),
        object,
        ConnectedStandIn.settings(syncSettings),
        match,
        fields,
        cursor);
  }

  /** All records, read page by page as the engine does. */
  private static List<Listed> all(
      ConnectedStandIn vendor,
      String object,
      String syncSettings,
      String match,
      List<String> fields) {
    List<Listed> all = new ArrayList<>();
    String cursor = null;
    int pages = 0;
    do {
      Listing.Scope scope = scope(vendor, object, syncSettings, match, fields, cursor);
      Page page =
          await()
              .atMost(BOUND)
              .until(
                  () ->
                      vendor
                          .protocols()
                          .page(vendor.connector(), scope, vendor.target(), vendor.egress()),
                  read ->
                      !(read instanceof Page.Failed(Outcome outcome)
                          && outcome instanceof Outcome.RateLimited));
      assertThat(page).isInstanceOf(Page.Records.class);
      Page.Records records = (Page.Records) page;
      all.addAll(records.records());
      assertThat(records.next()).isNotEqualTo(Objects.requireNonNullElse(cursor, ""));
      cursor = records.next();
      assertThat(pages++).isLessThan(50);
    } while (cursor != null);
    return all;
  }

  /** The id of a record that is written, when the limit of the vendor allows it. */
  private static String written(ConnectedStandIn vendor, String object, Item item) {
    return await()
                .atMost(BOUND)
                .until(
                    () -> vendor.write(object, item).getFirst(),
                    outcome -> !(outcome instanceof Outcome.RateLimited))
            instanceof Outcome.Delivered(String id)
        ? Objects.requireNonNull(id)
        : fail("%s is not written".formatted(item.matchValue()));
  }

  private static List<String> ids(List<Outcome> outcomes) {
    return outcomes.stream()
        .map(outcome -> String.valueOf(((Outcome.Delivered) outcome).vendorId()))
        .toList();
  }

  private static Listed byName(List<Listed> all, String name) {
    return all.stream().filter(each -> name.equals(each.matchValue())).findFirst().orElseThrow();
  }

  @Test
  void usersOfZendesk() {
    try (ConnectedStandIn zendesk =
        new ConnectedStandIn(
            "zendesk",
            "{\"subdomain\": \"acme\", \"user\": \"me@example.org\"}",
            Map.of("apiToken", "token-of-zendesk"))) {
      zendesk.control(
          "POST", "/records/fields", "{\"keys\": {\"key\": \"user.tier\"}, \"values\": {}}");
      List<String> ids = new ArrayList<>();
      for (int i = 0; i < 103; i++) {
        String fields =
            "{\"name\": \"Name %d\", \"phone\": \"+3120123%04d\", \"tier\": \"gold\"}"
                .formatted(i, i);
        ids.add(written(zendesk, "users", item(i, "external_id", "A-" + i, fields)));
      }
      Item gone = item(7, "external_id", "A-7", "{}");
      zendesk.remove("users", ConnectedStandIn.delivered(gone, new Outcome.Delivered(ids.get(7))));
      List<Listed> all =
          all(zendesk, "users", "{}", "external_id", List.of("name", "phone", "tier", "notes"));
      ids.remove(7);
      assertThat(all).extracting(Listed::vendorId).containsExactlyInAnyOrderElementsOf(ids);
      assertThat(byName(all, "a-3").fields())
          .as("a phone number has another form there, so it is not compared")
          .isEqualTo(
              ConnectedStandIn.settings(
                  "{\"name\": \"Name 3\", \"tier\": \"gold\", \"notes\": null}"));
      zendesk.write(
          "organizations", item(1, "external_id", "o1", "{\"name\": \"Acme\", \"notes\": \"x\"}"));
      assertThat(all(zendesk, "organizations", "{}", "external_id", List.of("notes")))
          .extracting(Listed::matchValue, each -> each.fields().toString())
          .containsExactly(tuple("o1", "{\"notes\":\"x\"}"));
      zendesk.assertDocumented();
    }
  }

  @Test
  void profilesOfKlaviyo() {
    try (ConnectedStandIn klaviyo =
        new ConnectedStandIn("klaviyo", "{}", Map.of("apiKey", "pk_of_a_test"))) {
      List<String> ids = new ArrayList<>();
      for (int i = 0; i < 105; i++) {
        String fields = "{\"first_name\": \"Name %d\", \"plan\": \"gold\"}".formatted(i);
        ids.add(
            written(klaviyo, "profiles", item(i, "email", "P%d@Example.org".formatted(i), fields)));
      }
      List<Listed> all =
          all(klaviyo, "profiles", "{}", "email", List.of("first_name", "plan", "location"));
      assertThat(all).extracting(Listed::vendorId).containsExactlyInAnyOrderElementsOf(ids);
      assertThat(byName(all, "p3@example.org").fields())
          .isEqualTo(ConnectedStandIn.settings("{\"first_name\": \"Name 3\", \"plan\": \"gold\"}"));
      klaviyo.assertDocumented();
    }
  }

  @Test
  void contactsOfMailchimp() {
    try (ConnectedStandIn mailchimp =
        new ConnectedStandIn(
            "mailchimp",
            "{\"dataCenter\": \"us21\", \"audience\": \"%s\"}".formatted(AUDIENCE),
            Map.of("apiKey", "secret-key-of-mailchimp"))) {
      assertThat(
              mailchimp
                  .control("POST", "/records/lists", "{\"values\": {\"name\": \"News\"}}")
                  .path("id")
                  .asText())
          .isEqualTo(AUDIENCE);
      List<String> ids = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        String fields = "{\"status_if_new\": \"subscribed\", \"FNAME\": \"Name %d\"}".formatted(i);
        ids.addAll(
            ids(
                mailchimp.write(
                    "contacts", item(i, "email_address", "P%d@Example.org".formatted(i), fields))));
      }
      mailchimp.remove(
          "contacts",
          ConnectedStandIn.delivered(
              item(7, "email_address", "P7@Example.org", "{}"), new Outcome.Delivered(ids.get(7))));
      List<Listed> all =
          all(
              mailchimp,
              "contacts",
              "{}",
              "email_address",
              List.of("FNAME", "LNAME", "status_if_new"));
      ids.remove(7);
      assertThat(all).extracting(Listed::vendorId).containsExactlyInAnyOrderElementsOf(ids);
      assertThat(mailchimp.connector().idsChange("contacts")).isTrue();
      Listed listed = byName(all, "p3@example.org");
      assertThat(listed.fields().path("FNAME").asText()).isEqualTo("Name 3");
      assertThat(listed.fields().has("status_if_new")).isFalse();
      mailchimp.assertDocumented();
    }
  }

  @Test
  void contactsAndCustomObjectsOfSalesforce() {
    try (ConnectedStandIn salesforce =
        new ConnectedStandIn("salesforce", "{\"domain\": \"acme\"}", Map.of())) {
      salesforce.signIn("/services/oauth2/token");
      Item[] contacts =
          IntStream.range(0, 5)
              .mapToObj(i ->
                  item(
                      i,
                      "External_Id__c",
                      "C" + i,
                      "{\"LastName\": \"Lee %d\", \"Title\": null}".formatted(i)))
              .toArray(Item[]::new);
      List<String> ids = ids(salesforce.write("contacts", contacts));
      List<Listed> all =
          all(
              salesforce,
              "contacts",
              "{}",
              "External_Id__c",
              List.of("LastName", "Title", "Account"));
      assertThat(all).extracting(Listed::vendorId).containsExactlyElementsOf(ids);
      assertThat(byName(all, "C3").fields())
          .isEqualTo(ConnectedStandIn.settings("{\"LastName\": \"Lee 3\", \"Title\": null}"));
      String type = "{\"type\": \"Contact\"}";
      salesforce.send(
          "records",
          Operation.WRITE,
          type,
          item(9, "External_Id__c", "C9", "{\"LastName\": \"X\"}"));
      assertThat(all(salesforce, "records", type, "External_Id__c", List.of("LastName")))
          .extracting(Listed::matchValue)
          .containsExactly("C0", "C1", "C2", "C3", "C4", "C9");
      // A field that the object lacks, and a setting that would change the query.
      for (String settings : List.of(type, "{\"type\": \"Contact WHERE Id > '0'\"}")) {
        assertThat(
                salesforce
                    .protocols()
                    .page(
                        salesforce.connector(),
                        scope(
                            salesforce,
                            "records",
                            settings,
                            "External_Id__c",
                            List.of("Nothing__c"),
                            null),
                        salesforce.target(),
                        salesforce.egress()))
            .isInstanceOfSatisfying(
                Page.Failed.class,
                failed -> assertThat(failed.outcome()).isInstanceOf(Outcome.Misconfigured.class));
      }
      salesforce.assertDocumented();
    }
  }

  private static Page.Records found(
      ConnectedStandIn vendor, String object, String match, List<String> fields, String value) {
    Page page =
        vendor
            .protocols()
            .find(
                vendor.connector(),
                scope(vendor, object, "{}", match, fields, null),
                value,
                vendor.target(),
                vendor.egress());
    assertThat(page).isInstanceOf(Page.Records.class);
    return (Page.Records) page;
  }

  @Test
  void aBusinessPartnerOfSapIsFoundUnlessItIsArchived() {
    try (ConnectedStandIn sap =
        new ConnectedStandIn(
            "sap-s4hana",
            "{\"system\": \"my300000-api\", \"user\": \"COMM\"}",
            Map.of("password", "s3cret"))) {
      String key = "BusinessPartnerIDByExtSystem";
      String partners = "business-partners";
      Item acme = item(1, key, "c'1", "{\"OrganizationBPName1\": \"Acme\"}");
      List<Outcome> created = sap.write(partners, acme);
      List<String> fields = List.of("OrganizationBPName1", "OrganizationFoundationDate");
      assertThat(found(sap, partners, key, fields, "c'1").records())
          .containsExactly(
              new Listed(
                  "c'1",
                  ids(created).getFirst(),
                  ConnectedStandIn.settings("{\"OrganizationBPName1\": \"Acme\"}")));
      assertThat(found(sap, partners, key, fields, "c2").records()).isEmpty();
      sap.remove(partners, ConnectedStandIn.delivered(acme, created.getFirst()));
      assertThat(found(sap, partners, key, fields, "c'1").records()).isEmpty();
      sap.assertDocumented();
    }
  }

  @Test
  void aCompanyOfGainsightIsFoundByItsMatchField() {
    try (ConnectedStandIn gainsight =
        new ConnectedStandIn(
            "gainsight", "{\"domain\": \"acme\"}", Map.of("accessKey", "key-of-a-test"))) {
      String key = "External_Id__gc";
      List<Outcome> created =
          gainsight.write("companies", item(1, key, "c-1", "{\"Name\": \"Acme\", \"ARR\": 9.5}"));
      List<String> fields = List.of("Name", "ARR");
      assertThat(found(gainsight, "companies", key, fields, "c-1").records())
          .containsExactly(
              new Listed(
                  "c-1",
                  ids(created).getFirst(),
                  ConnectedStandIn.settings("{\"Name\": \"Acme\", \"ARR\": 9.5}")));
      assertThat(found(gainsight, "companies", key, fields, "c-2").records()).isEmpty();
      gainsight.assertDocumented();
    }
  }
}
