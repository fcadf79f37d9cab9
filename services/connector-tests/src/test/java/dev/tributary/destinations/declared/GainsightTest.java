package dev.tributary.destinations.declared;

import static dev.tributary.destinations.declared.ConnectedStandIn.delivered;
import static dev.tributary.destinations.declared.ConnectedStandIn.item;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.destinations.connector.Batch.Operation;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.ItemBuilder;
import dev.tributary.destinations.connector.Manifest.FieldType;
import dev.tributary.destinations.connector.Mode;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.schema.FieldList;
import dev.tributary.testkit.vendor.StandInServer.Failure;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Gainsight against its stand-in. */
class GainsightTest {
  private static final String KEY = "External_Id__gc";
  private static final String SUBSCRIPTIONS = "{\"object\": \"Subscription__gc\"}";
  private static final String RISK =
      "{\"companyField\": \"External_Id__gc\", \"type\": \"Risk\", \"reason\": \"Usage\","
          + " \"status\": \"New\", \"priority\": \"High\"}";
  private static final Outcome DONE = new Outcome.Delivered(null);

  private final ConnectedStandIn gainsight =
      new ConnectedStandIn(
          "gainsight", "{\"domain\": \"acme\"}", Map.of("accessKey", "key-of-a-test"));

  @AfterEach
  void close() {
    gainsight.close();
  }

  private static Item company(int number, String fields) {
    return item(number, KEY, "c-" + number, fields);
  }

  private int count(String store) {
    return gainsight.control("/records/" + store + "/counts").path("records").asInt();
  }

  private String companies() {
    return gainsight.control("/records/Company").toString();
  }

  @Test
  void aCompanyIsFoundByItsKeyThenUpdatedByItsId() {
    gainsight.control(
        "POST",
        "/records/Company",
        "{\"values\": {\"External_Id__gc\": \"C-1\", \"Name\": \"A\"}}");
    List<Outcome> outcomes =
        gainsight.write(
            "companies",
            company(1, "{\"Name\": \"Acme \\\"A\\\"\", \"ARR\": 9.5}"),
            company(2, "{\"Name\": \"Beta\", \"RenewalDate\": \"2026-05-01\"}"));
    assertThat(outcomes).hasOnlyElementsOfType(Outcome.Delivered.class);
    assertThat(count("Company")).isEqualTo(2);
    assertThat(companies()).contains("Acme \\\"A\\\"").contains("2026-05-01");
    Item changed =
        ItemBuilder.builder(delivered(company(2, "{}"), outcomes.get(1)))
            .matchValue("c-3")
            .fields(ConnectedStandIn.settings("{\"RenewalDate\": null}"))
            .build();
    assertThat(gainsight.write("companies", changed)).containsExactly(outcomes.get(1));
    assertThat(companies()).contains("c-3").doesNotContain("2026-05-01");
    gainsight.assertDocumented();
  }

  @Test
  void aRepeatedWriteCreatesNoSecondCompany() {
    gainsight.write("companies", company(1, "{\"Name\": \"Acme\"}"));
    gainsight.write("companies", company(1, "{\"Name\": \"Acme\"}"));
    assertThat(count("Company")).isEqualTo(1);
  }

  @Test
  void oneBadCompanyOfAFullBatchIsFoundByHalves() {
    Item[] batch =
        IntStream.rangeClosed(1, 50)
            .mapToObj(i -> company(i, i == 20 ? "{\"ARR\": \"much\"}" : "{\"ARR\": 1}"))
            .toArray(Item[]::new);
    assertThat(gainsight.write("companies", batch))
        .hasSize(50)
        .hasOnlyElementsOfType(Outcome.RefusedTogether.class);
    assertThat(count("Company")).isZero();
    List<Outcome> outcomes = halved(batch).toList();
    assertThat(outcomes).filteredOn(Outcome.Delivered.class::isInstance).hasSize(49);
    assertThat(outcomes.get(19))
        .isInstanceOfSatisfying(
            Outcome.Rejected.class, refused -> assertThat(refused.field()).isEqualTo("ARR"));
    assertThat(count("Company")).isEqualTo(49);
    gainsight.assertDocumented();
  }

  /** As the engine does. */
  private Stream<Outcome> halved(Item... items) {
    List<Outcome> outcomes = gainsight.write("companies", items);
    if (items.length == 1 || !(outcomes.getFirst() instanceof Outcome.RefusedTogether)) {
      return outcomes.stream();
    }
    int half = items.length / 2;
    return Stream.concat(
        halved(Arrays.copyOf(items, half)), halved(Arrays.copyOfRange(items, half, items.length)));
  }

  @Test
  void aBatchOfBadCompaniesCreatesNothing() {
    assertThat(halved(company(1, "{\"ARR\": \"a\"}"), company(2, "{\"ARR\": \"b\"}")).toList())
        .hasSize(2)
        .hasOnlyElementsOfType(Outcome.Rejected.class);
    assertThat(count("Company")).isZero();
  }

  @Test
  void severalCompaniesWithTheKeyAreTheRecordsFault() {
    for (int i = 0; i < 2; i++) {
      gainsight.control("POST", "/records/Company", "{\"values\": {\"Name\": \"Acme\"}}");
    }
    assertThat(gainsight.write("companies", item(1, "Name", "Acme", "{\"ARR\": 1}")))
        .hasOnlyElementsOfType(Outcome.Rejected.class);
  }

  @Test
  void theModeDecidesWhatIsCreatedAndWhatIsUpdated() {
    assertThat(gainsight.update("companies", company(1, "{}")))
        .hasOnlyElementsOfType(Outcome.RefusedMissing.class);
    gainsight.write("companies", Mode.CREATE_ONLY, company(1, "{\"Name\": \"Acme\"}"));
    assertThat(gainsight.write("companies", Mode.CREATE_ONLY, company(1, "{\"Name\": \"Other\"}")))
        .hasOnlyElementsOfType(Outcome.RefusedExisting.class);
    assertThat(companies()).contains("Acme").doesNotContain("Other");
  }

  @Test
  void aRecordOfACustomObjectIsCreatedUpdatedAndRemoved() {
    Item plan = item(1, KEY, "s-1", "{\"Name\": \"Gold\", \"Amount__gc\": 9}");
    Outcome created =
        gainsight.send("custom-objects", Operation.WRITE, SUBSCRIPTIONS, plan).getFirst();
    assertThat(gainsight.send("custom-objects", Operation.WRITE, SUBSCRIPTIONS, plan))
        .containsExactly(created);
    assertThat(count("Subscription__gc")).isEqualTo(1);
    Item there = delivered(plan, created);
    assertThat(gainsight.send("custom-objects", Operation.REMOVE, SUBSCRIPTIONS, there))
        .containsExactly(DONE);
    assertThat(gainsight.send("custom-objects", Operation.REMOVE, SUBSCRIPTIONS, there))
        .containsExactly(DONE);
    assertThat(count("Subscription__gc")).isZero();
    assertThat(gainsight.send("custom-objects", Operation.WRITE, "{\"object\": \"No__gc\"}", plan))
        .hasOnlyElementsOfType(Outcome.Misconfigured.class);
    gainsight.assertDocumented();
  }

  @Test
  void aCompanyThatIsGoneIsCreatedAgainAndTheOthersAreSentAgain() {
    List<Outcome> created =
        gainsight.write("companies", company(1, "{\"ARR\": 1}"), company(2, "{\"ARR\": 1}"));
    Item gone = delivered(company(1, "{\"ARR\": 2}"), created.getFirst());
    Item there = delivered(company(2, "{\"ARR\": 2}"), created.get(1));
    gainsight.control("DELETE", "/records/Company/" + gone.vendorId(), null);
    assertThat(gainsight.write("companies", gone, there))
        .satisfiesExactly(
            again ->
                assertThat(again)
                    .isInstanceOf(Outcome.Delivered.class)
                    .isNotEqualTo(created.getFirst()),
            open -> assertThat(open).isInstanceOf(Outcome.RefusedTogether.class));
    assertThat(gainsight.write("companies", there)).containsExactly(created.get(1));
    assertThat(count("Company")).isEqualTo(2);
  }

  /** The creation had no answer, so no GSID is known. */
  @Test
  void companiesWithoutAKnownIdAreFoundAndRemoved() {
    gainsight.write("companies", company(1, "{}"), company(2, "{}"), company(3, "{}"));
    Item[] removed = {company(1, "{}"), company(2, "{}"), company(9, "{}")};
    assertThat(gainsight.remove("companies", removed)).containsExactly(DONE, DONE, DONE);
    assertThat(count("Company")).isEqualTo(1);
    gainsight.assertDocumented();
  }

  @Test
  void aPersonIsUpsertedByTheAddress() {
    Item ann = item(1, "Email", "ann@example.org", "{\"FirstName\": \"Ann\", \"Plan__gc\": \"a\"}");
    Item nobody = item(2, "Email", "nobody", "{}");
    assertThat(gainsight.write("people", ann, nobody))
        .satisfiesExactly(
            done -> assertThat(done).isEqualTo(DONE),
            refused -> assertThat(refused).isInstanceOf(Outcome.Rejected.class));
    assertThat(gainsight.write("people", ann)).containsExactly(DONE);
    assertThat(count("people")).isEqualTo(1);
    gainsight.assertDocumented();
  }

  /** Also the refusal has the status 200. */
  @Test
  void aHandOverIsACallToActionOfACompany() {
    gainsight.write("companies", company(1, "{\"Name\": \"Acme\"}"));
    assertThat(
            gainsight.send(
                "calls-to-action", Operation.WRITE, RISK, call(1, "c-1"), call(2, "c-9")))
        .satisfiesExactly(
            done -> assertThat(done).isEqualTo(new Outcome.Accepted(null)),
            refused ->
                assertThat(refused)
                    .isInstanceOfSatisfying(
                        Outcome.Rejected.class,
                        words -> assertThat(words.words()).contains("No company matches")));
    assertThat(gainsight.control("/events/calls-to-action").path("events")).hasSize(1);
    gainsight.assertDocumented();
  }

  private static Item call(int number, String company) {
    return item(
        number,
        null,
        "evt_" + number,
        "{\"company\": \"%s\", \"name\": \"At risk\", \"ownerEmail\": \"csm@acme.example\","
                .formatted(company)
            + " \"dueDate\": \"2026-02-01\"}");
  }

  @Test
  void aTestOfTheDestinationTellsAWrongKey() {
    assertThat(gainsight.probe()).isInstanceOf(Outcome.Delivered.class);
    gainsight.control("PUT", "/token", "{\"token\": \"other\"}");
    assertThat(gainsight.probe()).isInstanceOf(Outcome.Unauthorised.class);
    gainsight.assertDocumented();
  }

  @Test
  void theLimitOfAMinuteHoldsTheDestination() {
    gainsight.control(
        "PUT",
        "/limits",
        "{\"api\": [{\"name\": \"minute\", \"unit\": \"requests\", \"scope\": \"account\","
            + " \"amount\": 0, \"window\": {\"kind\": \"fixed\", \"milliseconds\": 60000}}]}");
    assertThat(gainsight.write("companies", company(1, "{}")))
        .hasOnlyElementsOfType(Outcome.RateLimited.class);
  }

  @ParameterizedTest
  @EnumSource
  void aFailureIsNeitherASuccessNorARefusal(Failure failure) {
    gainsight.failNext(failure);
    assertThat(gainsight.write("people", item(1, "Email", "ann@example.org", "{}")))
        .hasOnlyElementsOfType(
            switch (failure) {
              case UNAUTHORISED -> Outcome.Unauthorised.class;
              case RATE_LIMITED -> Outcome.RateLimited.class;
              case SERVER_ERROR, CUT, UNREADABLE -> Outcome.Ambiguous.class;
            });
  }

  @Test
  void theFieldsOfCompaniesAndOfACustomObjectAreRead() {
    FieldList companies = gainsight.fields("companies", "{}");
    assertThat(companies.fields().get("ARR").type()).isEqualTo(FieldType.NUMBER);
    assertThat(companies.fields().get("Gsid").readOnly()).isTrue();
    assertThat(gainsight.fields("custom-objects", SUBSCRIPTIONS).fields())
        .containsKey("Amount__gc");
    gainsight.assertDocumented();
  }
}
