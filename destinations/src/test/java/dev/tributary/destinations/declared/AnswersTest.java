package dev.tributary.destinations.declared;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Batch.Operation;
import dev.tributary.destinations.connector.BatchBuilder;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.CountedRefusal;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.ItemBuilder;
import dev.tributary.destinations.connector.Mode;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Place;
import dev.tributary.destinations.connector.Place.Finding;
import dev.tributary.destinations.connector.Protocol;
import dev.tributary.destinations.connector.Protocol.Matches;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The meaning of answers, as manifests declare it. */
class AnswersTest {
  private static final Batch THREE =
      Sample.batch(
          "people",
          Sample.item(1, "email", "Ann@example.org", "{}"),
          Sample.item(2, "email", "ben@example.org", "{}"),
          Sample.item(3, "email", "cia@example.org", "{}"));

  private static Connector answering(String rules) {
    return Sample.connector(
        Sample.with(
            "    - status: 200\n"
                + "      outcome: delivered\n"
                + "    - status: 404\n"
                + "      outcome: missing\n",
            rules));
  }

  /**
   * The rules of Mixpanel: a request with a refused record is answered 400, and the others are
   * kept.
   */
  @Test
  void aRefusedRequestCanHaveTakenAPartOfItsItems() {
    Connector connector =
        answering(
            """
                - status: 200
                  outcome: delivered
                - status: 400
                  when: { at: /failed_records, present: true }
                  outcome: delivered
                  entries:
                    at: /failed_records
                    by: index
                    index: /index
                    outcomes:
                      - { outcome: rejected, field: /field, words: /message }
            """);
    assertThat(
            Sample.read(
                connector,
                THREE,
                400,
                "{\"failed_records\": [{\"index\": 1, \"field\": \"plan\", \"message\": \"no\"}]}"))
        .containsExactly(
            new Outcome.Delivered(null),
            new Outcome.Rejected("plan", "no"),
            new Outcome.Delivered(null));
    assertThat(Sample.read(connector, THREE, 400, "{\"error\": \"no\"}"))
        .hasSize(3)
        .hasOnlyElementsOfType(Outcome.RefusedTogether.class);
  }

  @Test
  void entriesNameItemsByAKey() {
    Connector connector =
        answering(
            """
                - status: 200
                  outcome: delivered
                  entries:
                    at: /errors
                    optional: true
                    by: key
                    key: /address
                    equals: ${item.knownAs}
                    ignoreCase: true
                    outcomes:
                      - when: { at: /code, is: [busy, 7] }
                        outcome: transient
                        wait: 60
                      - { outcome: rejected, words: [/code, /text] }
            """);
    assertThat(
            Sample.read(
                connector,
                THREE,
                200,
                "{\"errors\": [{\"address\": \"ANN@example.org\", \"code\": \"bad\", \"text\":"
                    + " \"spelling\"}, {\"address\": \"cia@example.org\", \"code\": 7}]}"))
        .satisfiesExactly(
            first -> assertThat(first).isEqualTo(new Outcome.Rejected(null, "bad: spelling")),
            second -> assertThat(second).isEqualTo(new Outcome.Delivered(null)),
            third ->
                assertThat(((Outcome.Transient) third).notBefore())
                    .isEqualTo(Sample.NOW.plusSeconds(60)));
    assertThat(Sample.read(connector, THREE, 200, "{}")).containsOnly(new Outcome.Delivered(null));
    assertThat(
            Sample.read(
                connector, THREE, 200, "{\"errors\": [{\"address\": \"stranger@example.org\"}]}"))
        .hasOnlyElementsOfType(Outcome.Ambiguous.class);
  }

  @Test
  void entriesInTheOrderOfTheItemsHaveTheVendorsIds() {
    Connector connector =
        answering(
            """
                - status: 200
                  outcome: ambiguous
                  entries:
                    at: /results
                    by: position
                    outcomes:
                      - { when: { at: /ok, is: true }, outcome: delivered, vendorId: /id }
                      - { when: { at: /code, is: exists }, outcome: exists, vendorId: /id }
                      - { outcome: rejected, words: /code }
            """);
    assertThat(
            Sample.read(
                connector,
                THREE,
                200,
                "{\"results\": [{\"ok\": true, \"id\": 5}, {\"ok\": false, \"code\": \"exists\","
                    + " \"id\": \"6\"}, {\"ok\": false, \"code\": \"bad\"}]}"))
        .satisfiesExactly(
            first -> assertThat(first).isEqualTo(new Outcome.Delivered("5")),
            second -> assertThat(second).isInstanceOf(Outcome.Exists.class),
            third -> assertThat(third).isEqualTo(new Outcome.Rejected(null, "bad")));
    // It is not known which item lacks its entry.
    assertThat(
            Sample.read(connector, THREE, 200, "{\"results\": [{\"ok\": true}, {\"ok\": true}]}"))
        .hasSize(3)
        .hasOnlyElementsOfType(Outcome.Ambiguous.class);
  }

  @Test
  void entriesThatSaySeveralThingsAboutAnItemSayNothing() {
    Connector connector =
        answering(
            """
                - status: 200
                  outcome: delivered
                  entries:
                    at: /errors
                    by: key
                    key: /plan
                    equals: ${item.fields.plan}
                    outcomes:
                      - { when: { at: /code, is: busy }, outcome: transient }
                      - { outcome: rejected, words: /code }
            """);
    Batch batch =
        Sample.batch(
            "people",
            Sample.item(1, "email", "a@example.org", "{\"plan\": \"p\"}"),
            Sample.item(2, "email", "b@example.org", "{\"plan\": \"p\"}"),
            Sample.item(3, "email", "c@example.org", "{\"plan\": \"q\"}"));
    String bad = "{\"plan\": \"q\", \"code\": \"bad\"}";
    String busy = "{\"plan\": \"q\", \"code\": \"busy\"}";
    assertThat(Sample.read(connector, batch, 200, "{\"errors\": [" + bad + "," + bad + "]}"))
        .containsExactly(
            new Outcome.Delivered(null),
            new Outcome.Delivered(null),
            new Outcome.Rejected(null, "bad"));
    assertThat(
            Sample.read(connector, batch, 200, "{\"errors\": [" + bad + "," + busy + "]}").get(2))
        .isInstanceOf(Outcome.Ambiguous.class);
    // One of two items with this key is refused, and the answer does not say which one.
    assertThat(
            Sample.read(
                connector, batch, 200, "{\"errors\": [{\"plan\": \"p\", \"code\": \"bad\"}]}"))
        .satisfiesExactly(
            first -> assertThat(first).isInstanceOf(Outcome.Ambiguous.class),
            second -> assertThat(second).isInstanceOf(Outcome.Ambiguous.class),
            third -> assertThat(third).isEqualTo(new Outcome.Delivered(null)));
  }

  /** A success with the status of a failure needs more than the status. */
  @Test
  void thePageOfAProxyIsNoRefusalOfTheItems() {
    Connector connector =
        answering(
            "    - { status: 200, outcome: delivered }\n"
                + "    - { status: 409, outcome: refused-together }\n");
    for (int status : List.of(400, 409, 422)) {
      assertThat(Sample.read(connector, THREE, status, "<html>"))
          .as("%d", status)
          .hasOnlyElementsOfType(Outcome.Transient.class);
      assertThat(Sample.read(connector, THREE, status, "{}"))
          .as("%d", status)
          .hasOnlyElementsOfType(Outcome.RefusedTogether.class);
    }
  }

  @Test
  void refusalsThatAreToldAsANumberAreCounted() {
    Connector connector =
        answering("    - { status: 200, outcome: accepted, refused: /invalid }\n");
    assertThat(Sample.read(connector, THREE, 200, "{\"invalid\": 0}"))
        .containsOnly(new Outcome.Accepted(null));
    assertThat(Sample.read(connector, THREE, 200, "{\"invalid\": 2}"))
        .containsOnly(new Outcome.PartlyRefused(3, List.of(new CountedRefusal("", 2))));
    assertThat(Sample.read(connector, THREE, 200, "{\"invalid\": 3}"))
        .hasOnlyElementsOfType(Outcome.Rejected.class);
    assertThat(Sample.read(connector, THREE, 200, "{}"))
        .hasOnlyElementsOfType(Outcome.Ambiguous.class);
  }

  @Test
  void aStatusWithoutARuleMeansWhatItUsuallyMeans() {
    Connector connector = answering("    - { status: 299, outcome: delivered }\n");
    Map<Integer, Class<? extends Outcome>> usual =
        Map.of(
            200, Outcome.Ambiguous.class,
            408, Outcome.Ambiguous.class,
            500, Outcome.Ambiguous.class,
            400, Outcome.RefusedTogether.class,
            401, Outcome.Unauthorised.class,
            403, Outcome.Unauthorised.class,
            404, Outcome.Transient.class,
            422, Outcome.RefusedTogether.class,
            429, Outcome.RateLimited.class,
            503, Outcome.Ambiguous.class);
    usual.forEach((status, outcome) ->
        assertThat(Sample.read(connector, THREE, status, "{}"))
            .as("%d", status)
            .hasSize(3)
            .hasOnlyElementsOfType(outcome));
    Egress.Answer limited =
        new Egress.Answer(
            429, Map.of("retry-after", List.of("7")), "{}".getBytes(StandardCharsets.UTF_8));
    assertThat(((Outcome.RateLimited) Sample.read(connector, THREE, limited).getFirst()).until())
        .isEqualTo(Sample.NOW.plusSeconds(7));
    Egress.Answer busy = new Egress.Answer(503, limited.headers(), limited.body());
    assertThat(Sample.read(connector, THREE, busy)).hasOnlyElementsOfType(Outcome.Transient.class);
  }

  private static final String WITH_A_SEARCH =
      Sample.GOOD
          .replace("batchSize: 50", "batchSize: 1")
          .replace(
              Sample.GOOD.substring(
                  Sample.GOOD.indexOf("      write:"), Sample.GOOD.indexOf("      remove:")),
              """
                    find:
                      method: GET
                      path: /v1/people
                      query: { email: "${item.matchValue}" }
                      findableAfter: 30
                      answers:
                        - status: 200
                          found: { at: /items, key: /email, equals: "${item.matchValue}",
                                   ignoreCase: true, id: /id }
                    create:
                      method: POST
                      path: /v1/people
                      body: { email: "${item.matchValue}" }
                      answers: [{ status: 201, outcome: delivered, vendorId: /id }]
                    update:
                      method: PATCH
                      path: /v1/people/${item.vendorId}
                      body: ${item.fields}
                      answers: people
              """);

  @Test
  void aVendorWithoutAnUpsertIsSearchedFirst() {
    Connector connector = Sample.connector(WITH_A_SEARCH);
    Item ann = Sample.item(1, "email", "ann@example.org", "{\"plan\": \"pro\"}");
    Protocol.FindThenWrite protocol =
        (Protocol.FindThenWrite) connector.protocol(Sample.batch("people", ann));
    assertThat(protocol.findableAfter()).isEqualTo(Duration.ofSeconds(30));
    Protocol.Lookup search = protocol.search().of(List.of(ann));
    assertThat(Sample.text(search.request()))
        .startsWith("GET https://api.example.com/v1/people?email=ann%40example.org\n");
    assertThat(matches(search, "{\"items\": [{\"email\": \"ANN@example.org\", \"id\": 7}]}"))
        .isEqualTo(new Matches.Found(Map.of("dlv_1", "7"), Map.of()));
    assertThat(matches(search, "{\"items\": []}")).isEqualTo(new Matches.Found(Map.of(), Map.of()));
    assertThat(
            ((Matches.Found)
                    matches(
                        search,
                        "{\"items\": [{\"email\": \"ann@example.org\", \"id\": 7}, {\"email\":"
                            + " \"ann@example.org\", \"id\": 8}]}"))
                .refused())
        .containsEntry("dlv_1", new Outcome.Rejected("email", "Several records match: 7, 8"));
    for (String unreadable :
        List.of("<html>", "{}", "{\"items\": null}", "{\"items\": [{\"email\": \"x\"}]}")) {
      assertThat(matches(search, unreadable)).as(unreadable).isInstanceOf(Matches.Failed.class);
    }
    assertThat(search.reading().matches(Sample.answer(500, "{}"), Instant.EPOCH))
        .isEqualTo(new Matches.Failed(new Outcome.Transient("HTTP 500: {}", null)));
    assertThat(Sample.text(protocol.create().of(List.of(ann)).request()))
        .endsWith("{\"email\":\"ann@example.org\"}\n");
    Item known = ItemBuilder.builder(ann).vendorId("7").build();
    assertThat(Sample.text(protocol.update().of(List.of(known)).request()))
        .startsWith("PATCH https://api.example.com/v1/people/7\n")
        .endsWith("{\"plan\":\"pro\"}\n");
  }

  @Test
  void aRecordThatIsOnlyUpdatedNeedsNothingThatACreationNeeds() {
    Connector connector =
        Sample.connector(
            WITH_A_SEARCH.replace(
                "body: { email: \"${item.matchValue}\" }",
                "body: { email: \"${item.matchValue}\","
                    + " plan: \"${item.fields.plan | required}\" }"));
    Item ann = Sample.item(1, "email", "ann@example.org", "{}");
    Batch batch = Sample.batch("people", ann);
    assertThat(((Protocol.FindThenWrite) connector.protocol(batch)).decided())
        .containsOnlyKeys("dlv_1");
    Batch updating = BatchBuilder.builder(batch).mode(Mode.UPDATE_ONLY).build();
    assertThat(((Protocol.FindThenWrite) connector.protocol(updating)).decided()).isEmpty();
  }

  @Test
  void aListThatIsOptionalCanBeAbsent() {
    Connector connector =
        Sample.connector(WITH_A_SEARCH.replace("at: /items,", "at: /items, optional: true,"));
    Item ann = Sample.item(1, "email", "ann@example.org", "{}");
    Protocol.FindThenWrite protocol =
        (Protocol.FindThenWrite) connector.protocol(Sample.batch("people", ann));
    assertThat(matches(protocol.search().of(List.of(ann)), "{}"))
        .isEqualTo(new Matches.Found(Map.of(), Map.of()));
  }

  private static final String WITH_A_SEARCH_FOR_ALL =
      WITH_A_SEARCH
          .replace("batchSize: 1", "batchSize: 50")
          .replace(
              "method: GET\n"
                  + "        path: /v1/people\n"
                  + "        query: { email: \"${item.matchValue}\" }",
              "method: POST\n"
                  + "        path: /v1/search\n"
                  + "        body: { $each: \"${item.fields.plan}\" }")
          .replace(
              "key: /email, equals: \"${item.matchValue}\"",
              "key: /plan, equals: \"${item.fields.plan}\"")
          .replace(
              "body: { email: \"${item.matchValue}\" }",
              "body: { $each: \"${item.fields.plan | epoch}\" }")
          .replace(
              "answers: [{ status: 201, outcome: delivered, vendorId: /id }]", "answers: people")
          .replace(
              "method: PATCH\n"
                  + "        path: /v1/people/${item.vendorId}\n"
                  + "        body: ${item.fields}",
              "method: PATCH\n"
                  + "        path: /v1/people\n"
                  + "        body: { $each: { id: \"${item.vendorId}\", all: \"${item.fields}\" }"
                  + " }");

  /** The empty key of an item is no key of a candidate without one. */
  @Test
  void aCandidateWithoutAKeyIsNobodysRecord() {
    Connector connector = Sample.connector(WITH_A_SEARCH_FOR_ALL);
    Item ann = Sample.item(1, "email", "ann@example.org", "{}");
    Protocol.FindThenWrite protocol =
        (Protocol.FindThenWrite) connector.protocol(Sample.batch("people", ann));
    assertThat(matches(protocol.search().of(List.of(ann)), "{\"items\": [{\"id\": 7}]}"))
        .isEqualTo(new Matches.Found(Map.of(), Map.of()));
  }

  @Test
  void aSearchForTheWholeBatchNeedsAKey() {
    assertThat(
            Sample.faults(
                WITH_A_SEARCH_FOR_ALL.replace("key: /plan, equals: \"${item.fields.plan}\",", "")))
        .anyMatch(
            fault -> fault.contains("/found/key: is missing: the search is for the whole batch"));
  }

  @Test
  void anItemThatCannotBeInARequestDoesNotKeepOthersBackThatAreSearchedFor() {
    Connector connector = Sample.connector(WITH_A_SEARCH_FOR_ALL);
    Item unfit = Sample.item(1, "email", "a@example.org", "{\"plan\": \"never\"}");
    Item fit = Sample.item(2, "email", "b@example.org", "{\"plan\": \"2026-01-01\"}");
    Protocol.FindThenWrite protocol =
        (Protocol.FindThenWrite) connector.protocol(Sample.batch("people", unfit, fit));
    assertThat(protocol.decided())
        .containsExactly(
            Map.entry(
                "dlv_1",
                new Outcome.Rejected(
                    "plan", "A value is no time; accepted is a text as in RFC 3339")));
    assertThat(protocol.create().of(List.of(fit)).items()).containsExactly(fit);
  }

  private static Matches matches(Protocol.Lookup search, String body) {
    return search.reading().matches(Sample.answer(200, body), Instant.EPOCH);
  }

  /** A key of the batch is for requests that carry it. */
  @Test
  void aRequestForTheBatchCanHaveItsKey() {
    Connector connector =
        Sample.connector(
            Sample.with(
                "path: /v1/people\n",
                "path: /v1/people\n        headers: { idempotency-key: \"${batch.key}\" }\n"));
    assertThat(Sample.requests(connector, THREE)).contains("\nidempotency-key: msg_1\n");
  }

  @Test
  void aSearchForOneItemNeedsBatchesOfOne() {
    assertThat(Sample.faults(WITH_A_SEARCH.replace("batchSize: 1", "batchSize: 9")))
        .singleElement()
        .asString()
        .contains("/objects/0/batchSize: must be 1");
  }

  private static final String WITH_A_PLACE =
      Sample.GOOD
          .replace("path: /v1/people\n", "path: /v1/lists/${place.id}/people\n")
          .replace(
              "    requests:\n",
              """
                  settings:
                    - { name: list, label: List, help: Its name, required: true }
                  place:
                    name: list ${sync.list}
                    search:
                      method: GET
                      path: /v1/lists
                      answers:
                        - status: 200
                          found: { at: /lists, key: /name, equals: "${sync.list}", id: /id }
                    create:
                      method: POST
                      path: /v1/lists
                      body: { name: "${sync.list}" }
                      answers:
                        - { status: 201, found: { id: /id } }
                        - { status: 409, outcome: refused }
                  requests:
              """);

  @Test
  void aPlaceIsFoundByNameOrCreated() {
    Connector connector = Sample.connector(WITH_A_PLACE);
    Batch batch = inTheList();
    Place place = Objects.requireNonNull(connector.place(batch));
    assertThat(place.name()).isEqualTo("list VIP");
    assertThat(finding(place.search(), 200, "{\"lists\": [{\"name\": \"VIP\", \"id\": 4}]}"))
        .isEqualTo(new Finding.Found("4"));
    assertThat(finding(place.search(), 200, "{\"lists\": [{\"name\": \"Other\", \"id\": 4}]}"))
        .isInstanceOf(Finding.Missing.class);
    assertThat(finding(place.search(), 200, "<html>")).isInstanceOf(Finding.Failed.class);
    Place.Step creation = Objects.requireNonNull(place.creation());
    assertThat(Sample.text(creation.request())).endsWith("{\"name\":\"VIP\"}\n");
    assertThat(finding(creation, 201, "{\"id\": 5}")).isEqualTo(new Finding.Found("5"));
    assertThat(finding(creation, 409, "{}")).isInstanceOf(Finding.Refused.class);
    assertThat(Sample.requests(connector, batch.at("5")))
        .startsWith("POST https://api.example.com/v1/lists/5/people\n");
  }

  private static Batch inTheList() {
    return Sample.batch(
        Sample.target("{}"),
        "people",
        Operation.WRITE,
        "{\"list\": \"VIP\"}",
        Sample.item(1, "email", "ann@example.org", "{}"));
  }

  /** A vendor can have places of other kinds with the same name. */
  @Test
  void aCandidateMeetsTheConditionOfItsSearch() {
    Connector connector =
        Sample.connector(
            WITH_A_PLACE.replace(
                "found: { at: /lists,", "found: { at: /lists, when: { at: /kind, is: own },"));
    Place place = Objects.requireNonNull(connector.place(inTheList()));
    String found =
        "{\"lists\": [{\"name\": \"VIP\", \"id\": 4, \"kind\": \"shared\"}"
            + ", {\"name\": \"VIP\", \"id\": 5, \"kind\": \"%s\"}]}";
    assertThat(finding(place.search(), 200, found.formatted("own")))
        .isEqualTo(new Finding.Found("5"));
    assertThat(finding(place.search(), 200, found.formatted("shared")))
        .isInstanceOf(Finding.Missing.class);
  }

  /** Only a list that can be read says that the place is not there. */
  @Test
  void aPlaceIsNotMissingBecauseTheAnswerHasNoList() {
    Connector connector = Sample.connector(WITH_A_PLACE);
    Place place = Objects.requireNonNull(connector.place(inTheList()));
    assertThat(finding(place.search(), 200, "{}")).isInstanceOf(Finding.Failed.class);
    assertThat(finding(place.search(), 200, "{\"lists\": []}")).isInstanceOf(Finding.Missing.class);
  }

  private static Finding finding(Place.Step step, int status, String body) {
    return step.reading().finding(Sample.answer(status, body), Instant.EPOCH);
  }

  /** Its creation may have had no answer. */
  @Test
  void aRemovalByTheVendorsIdIsNotConfirmedForAnItemWithoutOne() {
    Connector connector =
        Sample.connector(Sample.with("/v1/people/${item.knownAs}", "/v1/people/${item.vendorId}"));
    Item ann = Sample.item(1, "email", "ann@example.org", "{}");
    Item ben = ItemBuilder.builder(Sample.item(2, "email", "b@e.org", "{}")).vendorId("7").build();
    Protocol.DirectCalls removal =
        Sample.direct(
            connector,
            Sample.batch(Sample.target("{}"), "people", Operation.REMOVE, "{}", ann, ben));
    assertThat(removal.decided())
        .containsExactly(
            Map.entry(
                "dlv_1",
                new Outcome.Rejected(
                    null, "The id of the record at the destination is not known")));
    assertThat(removal.calls())
        .singleElement()
        .satisfies(call -> assertThat(call.request().uri().getPath()).isEqualTo("/v1/people/7"));
  }

  @Test
  void aRecordWithoutAKnownIdIsSearchedForBeforeItsRemoval() {
    Connector connector =
        Sample.connector(
            WITH_A_SEARCH.replace("/v1/people/${item.knownAs}", "/v1/people/${item.vendorId}"));
    Item ann =
        ItemBuilder.builder(Sample.item(1, "email", "new@example.org", "{}"))
            .deliveredAs("ann@example.org")
            .build();
    Protocol.FindThenWrite removal =
        (Protocol.FindThenWrite)
            connector.protocol(
                Sample.batch(Sample.target("{}"), "people", Operation.REMOVE, "{}", ann));
    Protocol.Lookup search = removal.search().of(List.of(ann));
    assertThat(Sample.text(search.request())).contains("email=ann%40example.org");
    assertThat(matches(search, "{\"items\": [{\"email\": \"ann@example.org\", \"id\": 7}]}"))
        .isEqualTo(new Matches.Found(Map.of("dlv_1", "7"), Map.of()));
    Egress.Answer nothing = Sample.answer(200, "{\"items\": []}");
    Instant findable = ann.since().plusSeconds(30);
    assertThat(search.reading().matches(nothing, findable))
        .isEqualTo(new Matches.Found(Map.of(), Map.of("dlv_1", new Outcome.Delivered(null))));
    assertThat(search.reading().matches(nothing, findable.minusSeconds(1)))
        .isEqualTo(
            new Matches.Found(
                Map.of(),
                Map.of(
                    "dlv_1",
                    new Outcome.Transient("A search may not find this record yet", findable))));
    assertThat(matches(search, "{}")).isInstanceOf(Matches.Failed.class);
    Item known = ItemBuilder.builder(ann).vendorId("7").build();
    assertThat(Sample.text(removal.update().of(List.of(known)).request()))
        .startsWith("DELETE https://api.example.com/v1/people/7\n");
  }

  /** The destination has the record under its earlier value. */
  @Test
  void aRemovalNamesTheValueThatTheDestinationKnows() {
    Item ann =
        ItemBuilder.builder(Sample.item(1, "email", "new@example.org", "{}"))
            .deliveredAs("ann@example.org")
            .build();
    assertThat(
            Sample.requests(
                Sample.connector(Sample.GOOD),
                Sample.batch(Sample.target("{}"), "people", Operation.REMOVE, "{}", ann)))
        .startsWith("DELETE https://api.example.com/v1/people/ann%40example.org\n");
  }

  /** A setting is at fault, so the sync pauses, and no item is refused. */
  @Test
  void aSettingThatCannotBeInARequestIsNoFaultOfTheItems() {
    Connector connector =
        Sample.connector(
            Sample.with("/v1/people/${item.knownAs}", "/v1/${settings.app}/${item.knownAs}"));
    Batch batch =
        Sample.batch(
            Sample.target("{}"),
            "people",
            Operation.REMOVE,
            "{}",
            Sample.item(1, "email", "ann@example.org", "{}"));
    assertThat(Sample.direct(connector, batch).decided().values())
        .hasOnlyElementsOfType(Outcome.Misconfigured.class);
  }
}
