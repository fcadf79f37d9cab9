package dev.tributary.destinations.declared;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.BatchBuilder;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.ItemBuilder;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Protocol.FindThenWrite;
import dev.tributary.destinations.connector.Protocol.FindThenWrite.FurtherSearch;
import dev.tributary.destinations.connector.Protocol.Lookup;
import dev.tributary.destinations.connector.Protocol.Matches;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A manifest with several searches: by a reference or an address, and by a phone number. */
class FurtherSearchesTest {
  private static final String FINDS =
      """
            find:
              - by: [ref, email]
                method: GET
                path: /v1/people
                query: { q: "${item.matchField}:${item.matchValue}" }
                findableAfter: 30
                answers:
                  - status: 200
                    found: { at: /items, key: "/${batch.matchField}", equals: "${item.matchValue}",
                             ignoreCase: true, id: /id }
              - by: [phone]
                method: GET
                path: /v1/phones/${item.matchValue | e164}
                answers:
                  - status: 200
                    found: { at: /items, key: /number, equals: "${item.matchValue | e164}",
                             id: /person, matchValue: "/${batch.matchField}" }
                  - { status: 404, outcome: missing }
      """;

  private static final String GOOD =
      Sample.GOOD
          .replace("batchSize: 50", "batchSize: 1")
          .replace(
              "matchFields: [email]", "matchFields: [ref]\n    furtherMatchFields: [email, phone]")
          .replace(
              "      - { name: plan, label: Plan }\n",
              """
                    - { name: plan, label: Plan }
                    - { name: ref, label: Reference }
                    - { name: phone, label: Phone }
              """)
          .replace(
              Sample.GOOD.substring(
                  Sample.GOOD.indexOf("      write:"), Sample.GOOD.indexOf("      remove:")),
              FINDS
                  + """
                        create:
                          method: POST
                          path: /v1/people
                          body: { ref: "${item.matchValue}", all: "${item.fields}" }
                          answers: [{ status: 201, outcome: delivered, vendorId: /id }]
                        update:
                          method: PATCH
                          path: /v1/people/${item.vendorId}
                          body: { ref: "${item.matchValue}", all: "${item.fields}" }
                          answers: people
                  """);

  private static final Item ANN =
      Sample.item(
          1, "ref", "r1", "{\"email\": \"Ann@example.org\", \"phone\": \"+31 20 1234567\"}");

  private static FindThenWrite protocol(Item item, String... further) {
    Connector connector = Sample.connector(GOOD);
    Batch batch =
        BatchBuilder.builder(Sample.batch("people", item)).furtherMatches(List.of(further)).build();
    return (FindThenWrite) connector.protocol(batch);
  }

  private static Lookup search(FindThenWrite protocol, int further) {
    return protocol.further().get(further).search().of(List.of(ANN));
  }

  private static Matches matches(Lookup lookup, String body) {
    return lookup.reading().matches(Sample.answer(200, body), Instant.EPOCH);
  }

  @Test
  void aSyncWithoutFurtherMatchFieldsHasTheSameRequestsAsBefore() {
    FindThenWrite protocol = protocol(ANN);
    assertThat(protocol.further()).isEmpty();
    assertThat(Sample.text(protocol.search().of(List.of(ANN)).request()))
        .startsWith("GET https://api.example.com/v1/people?q=ref%3Ar1\n");
  }

  @Test
  void eachFieldHasItsSearchInTheOrderOfTheSync() {
    FindThenWrite protocol = protocol(ANN, "phone", "email");
    assertThat(protocol.further())
        .extracting(FurtherSearch::field)
        .containsExactly("phone", "email");
    assertThat(Sample.text(search(protocol, 0).request()))
        .startsWith("GET https://api.example.com/v1/phones/%2B31201234567\n");
    assertThat(Sample.text(search(protocol, 1).request()))
        .startsWith("GET https://api.example.com/v1/people?q=email%3AAnn%40example.org\n");
    assertThat(protocol.findableAfter()).hasSeconds(30);
  }

  @Test
  void aRecordWithAnotherMatchValueIsRefused() {
    Lookup search = search(protocol(ANN, "email"), 0);
    String found = "{\"items\": [{\"email\": \"ann@example.org\", \"id\": 7, \"ref\": %s}]}";
    for (String own : List.of("null", "\"\"", "\"r1\"", "\"R1\"")) {
      assertThat(matches(search, found.formatted(own)))
          .as(own)
          .isEqualTo(new Matches.Found(Map.of("dlv_1", "7"), Map.of()));
    }
    assertThat(matches(search, found.formatted("\"r2\"")))
        .isEqualTo(
            new Matches.Found(
                Map.of(),
                Map.of(
                    "dlv_1",
                    new Outcome.WaitsForRecord(
                        "The record 7 has the same email, and another ref; it may be of another"
                            + " person"))));
  }

  @Test
  void aRecordWithAnotherValueOfAnEarlierFieldIsRefused() {
    Lookup search = search(protocol(ANN, "email", "phone"), 1);
    String found = "{\"items\": [{\"number\": \"+31201234567\", \"person\": 7%s}]}";
    for (String own : List.of("null", "\"\"", "\"ANN@example.org\"")) {
      assertThat(matches(search, found.formatted(", \"email\": " + own)))
          .as(own)
          .isEqualTo(new Matches.Found(Map.of("dlv_1", "7"), Map.of()));
    }
    for (String other : List.of(", \"email\": \"mother@example.org\"", "")) {
      assertThat(matches(search, found.formatted(other)))
          .as(other)
          .isInstanceOfSatisfying(
              Matches.Found.class, all -> assertThat(all.refused()).containsOnlyKeys("dlv_1"));
    }
  }

  @Test
  void valuesAreComparedAsTheSearchDoes() {
    FindThenWrite protocol = protocol(ANN, "phone", "email");
    assertThat(protocol.further())
        .extracting(each -> each.comparable().apply(ANN))
        .containsExactly("+31201234567", "ann@example.org");
  }

  @Test
  void theMatchValueOfARecordCanHaveAPlaceOfItsOwn() {
    Lookup search = search(protocol(ANN, "phone"), 0);
    String found = "{\"items\": [{\"number\": \"+31201234567\", \"person\": 7, \"ref\": \"%s\"}]}";
    assertThat(matches(search, found.formatted("r1")))
        .isEqualTo(new Matches.Found(Map.of("dlv_1", "7"), Map.of()));
    assertThat(((Matches.Found) matches(search, found.formatted("R1"))).refused())
        .as("this search distinguishes upper and lower case")
        .containsOnlyKeys("dlv_1");
    assertThat(search.reading().matches(Sample.answer(404, "{}"), Instant.EPOCH))
        .isEqualTo(new Matches.Found(Map.of(), Map.of()));
  }

  @Test
  void severalRecordsAreRefusedWithTheFurtherField() {
    assertThat(
            matches(
                search(protocol(ANN, "email"), 0),
                "{\"items\": [{\"email\": \"ann@example.org\", \"id\": 7},"
                    + " {\"email\": \"ann@example.org\", \"id\": 8}]}"))
        .isEqualTo(
            new Matches.Found(
                Map.of(),
                Map.of("dlv_1", new Outcome.Rejected("email", "Several records match: 7, 8"))));
  }

  @Test
  void aValueThatCannotBeInASearchRejectsItsItem() {
    Item unfit = Sample.item(1, "ref", "r1", "{\"phone\": \"020 123\"}");
    assertThat(protocol(unfit, "phone").decided()).containsOnlyKeys("dlv_1");
    assertThat(protocol(unfit, "email").decided()).isEmpty();
  }

  @Test
  void aFoundRecordGetsItsMatchValue() {
    Item known = ItemBuilder.builder(ANN).vendorId("7").build();
    assertThat(Sample.text(protocol(ANN, "email").update().of(List.of(known)).request()))
        .contains("\"ref\":\"r1\"");
  }

  @Test
  void mistakesAreNamedWithTheirPlace() {
    assertThat(
            faults(
                "matchFields: [ref]\n    furtherMatchFields: [email, phone]", "matchFields: [ref]"))
        .anyMatch(fault -> fault.contains("/find/0/by/1: is no match field of this object"));
    assertThat(faults("by: [phone]", "by: [email]"))
        .anyMatch(fault ->
            fault.contains("/find/1/by: has a search already")
                || fault.contains("/find/1/by/0: has a search already"))
        .anyMatch(fault -> fault.contains("/find: lacks a search by phone"));
    assertThat(faults("- by: [ref, email]\n          method", "- method"))
        .anyMatch(fault -> fault.contains("/find/1: is never reached"));
    assertThat(faults(", matchValue: \"/${batch.matchField}\" }", " }"))
        .anyMatch(
            fault -> fault.contains("/find/1/answers: does not show the match value of a record"));
    assertThat(
            faults(
                "path: /v1/people/${item.vendorId}\n"
                    + "        body: { ref: \"${item.matchValue}\", all",
                "path: /v1/people/${item.vendorId}\n        body: { all"))
        .anyMatch(fault -> fault.contains("/furtherMatchFields: needs item.matchValue"));
    assertThat(
            Sample.faults(
                Sample.with(
                    "matchFields: [email]",
                    "matchFields: [email]\n    furtherMatchFields: [plan]")))
        .singleElement()
        .asString()
        .contains("/objects/0/furtherMatchFields: needs \"find\"");
    assertThat(faults("furtherMatchFields: [email, phone]", "furtherMatchFields: [fax]"))
        .anyMatch(fault -> fault.contains("/furtherMatchFields/0: is no field of this object"));
  }

  private static List<String> faults(String good, String bad) {
    assertThat(GOOD).contains(good);
    return Sample.faults(GOOD.replace(good, bad));
  }
}
