package dev.tributary.destinations.connectors.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Batch.Operation;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.EgressFailure;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.ItemBuilder;
import dev.tributary.destinations.connector.Manifest.Link;
import dev.tributary.destinations.connector.Manifest.ObjectType;
import dev.tributary.destinations.connector.Mode;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.protocol.Places;
import dev.tributary.destinations.protocol.Protocols;
import dev.tributary.destinations.protocol.Sessions;
import dev.tributary.destinations.schema.VendorFields;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Associations are items of their own, which name two records. */
class HubSpotAssociationsTest {
  private static final String ADDED = "/associate/default";
  private static final String REMOVED = "/batch/archive";
  private static final String SEARCH = "/companies/search";
  private static final String READ = "/contacts/batch/read";
  private static final String COMPANY = "company.domain";
  private static final String CONTACT = "contact.email";
  private static final String OBJECT = "contact-company-associations";
  private static final List<String> MAPPING = List.of(CONTACT, COMPANY);
  private static final Outcome NONE = new Outcome.Delivered("none");

  private final HubSpotVendor hubSpot = HubSpotVendor.contacts();
  private final Clock clock = Clock.systemUTC();
  private final Protocols protocols = new Protocols(clock, Sessions.NONE, new VendorFields(clock));
  private final NotedPlaces places = new NotedPlaces();
  private Operation operation = Operation.WRITE;

  /** Notes whether an attempt may have removed what was delivered. */
  private static final class NotedPlaces implements Places {
    private final Map<String, Optional<String>> removed = new HashMap<>();

    @Override
    public Optional<String> find(String name) {
      return Optional.empty();
    }

    @Override
    public void remember(String name, String id) {
      throw new AssertionError("An association has no place");
    }

    @Override
    public void forget(String name, String id) {
      throw new AssertionError("An association has no place");
    }

    @Override
    public void removedBefore(String delivery, @Nullable String vendorId) {
      removed.put(delivery, Optional.ofNullable(vendorId));
    }
  }

  @AfterEach
  void close() {
    hubSpot.close();
  }

  @Test
  void aPairIsAssociatedAndARepetitionChangesNothing() {
    String ann = contact("ann@acme.example");
    String acme = company("acme.example");
    Item pair = pair("p1", " Ann@acme.example", "ACME.example ");
    for (int time = 0; time < 2; time++) {
      assertThat(send(pair)).containsExactly(new Outcome.Delivered(ann + ":" + acme));
      assertThat(associated()).isEqualTo(Map.of("ann@acme.example", Set.of(acme)));
    }
    assertThat(places.removed).isEmpty();
  }

  @Test
  void aPairWaitsForEachMissingRecordAndTheOthersArrive() {
    String ann = contact("ann@acme.example");
    String acme = company("acme.example");
    List<Outcome> outcomes =
        send(
            pair("p1", "ann@acme.example", "none.example"),
            pair("p2", "none@acme.example", "acme.example"),
            pair("p3", "none@acme.example", "none.example"),
            pair("p4", "ann@acme.example", "acme.example"));
    assertThat(outcomes.get(0)).isEqualTo(waits("company", COMPANY));
    assertThat(outcomes.get(1)).isEqualTo(waits("contact", CONTACT));
    assertThat(outcomes.get(2)).isEqualTo(waits("contact", CONTACT));
    assertThat(outcomes.get(3)).isEqualTo(new Outcome.Delivered(ann + ":" + acme));
    company("none.example");
    assertThat(send(pair("p1", "ann@acme.example", "none.example")))
        .hasOnlyElementsOfType(Outcome.Delivered.class);
  }

  @Test
  void severalCompaniesWithTheDomainRejectTheirPairOnly() {
    contact("ann@acme.example");
    company("twice.example");
    company("twice.example");
    company("acme.example");
    List<Outcome> outcomes =
        send(
            pair("p1", "ann@acme.example", "twice.example"),
            pair("p2", "ann@acme.example", "acme.example"));
    assertThat(outcomes.get(0))
        .isInstanceOfSatisfying(
            Outcome.Rejected.class, rejected -> assertThat(rejected.field()).isEqualTo(COMPANY));
    assertThat(outcomes.get(1)).isInstanceOf(Outcome.Delivered.class);
  }

  @Test
  void aChangedPairLosesItsFormerAssociationAndNoOther() {
    String ann = contact("ann@acme.example");
    String acme = company("acme.example");
    String beta = company("beta.example");
    String ours = company("gamma.example");
    String first = id(send(pair("p1", "ann@acme.example", "acme.example")));
    send(pair("p2", "ann@acme.example", "gamma.example"));
    assertThat(send(known(first, pair("p1", "ann@acme.example", "beta.example"))))
        .containsExactly(new Outcome.Delivered(ann + ":" + beta));
    assertThat(associated()).isEqualTo(Map.of("ann@acme.example", Set.of(beta, ours)));
    assertThat(first).isEqualTo(ann + ":" + acme);
  }

  /** The removals of a batch are sent before its additions. */
  @Test
  void twoItemsCanChangeTheirPairs() {
    contact("ann@acme.example");
    String acme = company("acme.example");
    String beta = company("beta.example");
    String first = id(send(pair("p1", "ann@acme.example", "acme.example")));
    String second = id(send(pair("p2", "ann@acme.example", "beta.example")));
    assertThat(
            send(
                known(first, pair("p1", "ann@acme.example", "beta.example")),
                known(second, pair("p2", "ann@acme.example", "acme.example"))))
        .containsExactly(new Outcome.Delivered(second), new Outcome.Delivered(first));
    assertThat(associated()).isEqualTo(Map.of("ann@acme.example", Set.of(acme, beta)));
  }

  @Test
  void aPairThatNamesNoCompanyAnyMoreLosesItsAssociation() {
    contact("ann@acme.example");
    company("acme.example");
    String first = id(send(pair("p1", "ann@acme.example", "acme.example")));
    assertThat(send(known(first, pair("p1", "ann@acme.example", null)))).containsExactly(NONE);
    assertThat(associated()).isEqualTo(Map.of("ann@acme.example", Set.of()));
  }

  @Test
  void aPairThatNeverNamedACompanyNeedsNoRequest() {
    assertThat(
            send(
                pair("p1", "ann@acme.example", null),
                pair("p2", "ann@acme.example", " "),
                known("none", pair("p3", "ann@acme.example", null))))
        .containsExactly(NONE, NONE, NONE);
    assertThat(hubSpot.egress().sent).isEmpty();
  }

  @Test
  void aMissingNewCompanyLeavesTheFormerAssociation() {
    contact("ann@acme.example");
    String acme = company("acme.example");
    String first = id(send(pair("p1", "ann@acme.example", "acme.example")));
    assertThat(send(known(first, pair("p1", "ann@acme.example", "none.example"))))
        .containsExactly(waits("company", COMPANY));
    assertThat(associated()).isEqualTo(Map.of("ann@acme.example", Set.of(acme)));
    assertThat(places.removed).isEmpty();
  }

  /** The ledger must not believe that the former association is there. */
  @ParameterizedTest
  @CsvSource({"400", "403", "404", "429", "500", "200"})
  void aFailedAdditionAfterARemovalSaysThatTheFormerAssociationIsGone(int status) {
    contact("ann@acme.example");
    company("acme.example");
    String beta = company("beta.example");
    String first = id(send(pair("p1", "ann@acme.example", "acme.example")));
    Item changed = known(first, pair("p1", "ann@acme.example", "beta.example"));
    assertThat(send(new FailingEgress(hubSpot.egress(), ADDED, status), changed))
        .doesNotHaveAnyElementsOfTypes(Outcome.Delivered.class);
    assertThat(places.removed).isEqualTo(Map.of("dlv_p1", Optional.of("none")));
    assertThat(associated()).isEqualTo(Map.of("ann@acme.example", Set.of()));
    assertThat(send(changed)).hasOnlyElementsOfType(Outcome.Delivered.class);
    assertThat(associated()).isEqualTo(Map.of("ann@acme.example", Set.of(beta)));
  }

  /** Another item may have made the former pair since the removal. */
  @Test
  void theAttemptAfterARemovalRemovesNothing() {
    contact("ann@acme.example");
    String acme = company("acme.example");
    String beta = company("beta.example");
    send(pair("p2", "ann@acme.example", "acme.example"));
    send(known("none", pair("p1", "ann@acme.example", "beta.example")));
    assertThat(associated()).isEqualTo(Map.of("ann@acme.example", Set.of(acme, beta)));
  }

  /** The pairs of such an answer may be removed: 504, or errors that name no pair. */
  @ParameterizedTest
  @CsvSource({"WRITE, 504", "WRITE, 207", "REMOVE, 504", "REMOVE, 207"})
  void aRemovalWithoutAClearAnswerIsNoted(Operation of, int status) {
    contact("ann@acme.example");
    company("acme.example");
    company("beta.example");
    String first = id(send(pair("p1", "ann@acme.example", "acme.example")));
    operation = of;
    byte[] error =
        "{\"results\": [], \"errors\": [{\"category\": \"VALIDATION_ERROR\", \"message\": \"no\"}]}"
            .getBytes(StandardCharsets.UTF_8);
    Egress failing = answering(REMOVED, new Egress.Answer(status, Map.of(), error));
    Item item =
        known(
            first,
            of == Operation.WRITE
                ? pair("p1", "ann@acme.example", "beta.example")
                : item("p1", "pair", fields()));
    assertThat(send(failing, item))
        .hasOnlyElementsOfType(status == 504 ? Outcome.Ambiguous.class : Outcome.Rejected.class);
    assertThat(places.removed).isEqualTo(Map.of("dlv_p1", Optional.empty()));
  }

  /** An attempt without an answer may have made another pair than the known one. */
  @Test
  void withoutAKnownContentNoRemovalIsConfirmed() {
    contact("ann@acme.example");
    company("acme.example");
    Outcome received = new Outcome.Accepted("none");
    String first = id(send(pair("p1", "ann@acme.example", "acme.example")));
    Item emptied = pair("p1", "ann@acme.example", null);
    Item never = pair("p2", "ann@acme.example", null);
    assertThat(send(uncertain(known(first, emptied)), uncertain(known("none", never))))
        .containsExactly(received, received);
    assertThat(associated()).isEqualTo(Map.of("ann@acme.example", Set.of()));
    send(pair("p1", "ann@acme.example", "acme.example"));
    operation = Operation.REMOVE;
    assertThat(
            send(
                uncertain(known(first, item("p1", "pair", fields()))),
                uncertain(known("none", item("p2", "pair", fields()))),
                uncertain(item("p3", "pair", fields()))))
        .containsExactly(received, received, new Outcome.Accepted(null));
    assertThat(associated()).isEqualTo(Map.of("ann@acme.example", Set.of()));
  }

  @Test
  void anUncertainItemThatNamesOtherRecordsIsAssociated() {
    String ann = contact("ann@acme.example");
    company("acme.example");
    String beta = company("beta.example");
    String first = id(send(pair("p1", "ann@acme.example", "acme.example")));
    assertThat(send(uncertain(known(first, pair("p1", "ann@acme.example", "beta.example")))))
        .containsExactly(new Outcome.Delivered(ann + ":" + beta));
    assertThat(associated()).isEqualTo(Map.of("ann@acme.example", Set.of(beta)));
  }

  /** An error with the ids of several pairs does not say which of them it refuses. */
  @Test
  void anErrorThatNamesSeveralPairsConfirmsNone() {
    operation = Operation.REMOVE;
    byte[] errors =
        """
        {"errors": [{"message": "no", "context": {"from": ["1", "2"], "to": ["10", "20"]}}]}\
        """
            .getBytes(StandardCharsets.UTF_8);
    Egress refusing = answering(REMOVED, new Egress.Answer(207, Map.of(), errors));
    assertThat(
            send(
                refusing,
                known("1:10", item("p1", "pair", fields())),
                known("2:20", item("p2", "pair", fields()))))
        .hasOnlyElementsOfType(Outcome.RefusedTogether.class);
  }

  @Test
  void aRemovalNeedsOnlyTheIds() {
    contact("ann@acme.example");
    String acme = company("acme.example");
    String beta = company("beta.example");
    String first = id(send(pair("p1", "ann@acme.example", "acme.example")));
    send(pair("p2", "ann@acme.example", "beta.example"));
    operation = Operation.REMOVE;
    for (int time = 0; time < 2; time++) {
      assertThat(send(known(first, item("p1", "pair", fields())))).containsExactly(NONE);
      assertThat(associated()).isEqualTo(Map.of("ann@acme.example", Set.of(beta)));
    }
    assertThat(acme).isNotEqualTo(beta);
  }

  /** A request without an answer may have made the association. */
  @Test
  void aRemovalOfAPairThatWasNeverConfirmedIsNotConfirmedEither() {
    operation = Operation.REMOVE;
    assertThat(
            send(
                item("p1", "pair", fields()),
                known("none", item("p2", "pair", fields())),
                known("no pair", item("p3", "pair", fields()))))
        .containsExactly(new Outcome.Accepted(null), NONE, NONE);
    assertThat(hubSpot.egress().sent).isEmpty();
  }

  @Test
  void theMatchFieldCanNameOneOfTheRecords() {
    String ann = contact("ann@acme.example");
    String acme = company("acme.example");
    String beta = company("beta.example");
    Item first = item("ann@acme.example", CONTACT, fields(COMPANY, "acme.example"));
    String id = id(send(first));
    assertThat(id).isEqualTo(ann + ":" + acme);
    Item second = item("ann@acme.example", CONTACT, fields(COMPANY, "beta.example"));
    assertThat(send(known(id, second))).containsExactly(new Outcome.Delivered(ann + ":" + beta));
    assertThat(associated()).isEqualTo(Map.of("ann@acme.example", Set.of(beta)));
  }

  @ParameterizedTest
  @CsvSource({
    "deal-contact-associations, deals, contacts, contact.email, ann@acme.example",
    "deal-company-associations, deals, companies, company.domain, acme.example",
    "ticket-contact-associations, tickets, contacts, contact.tributary_id, c1",
    "ticket-company-associations, tickets, companies, company.tributary_id, c1"
  })
  void eachPairOfObjectsCanBeAssociated(
      String object, String from, String to, String field, String value) {
    String singular = from.substring(0, from.length() - 1);
    for (String type : List.of(from, to)) {
      hubSpot.post(
          "/crm/v3/properties/" + type,
          """
          {"name": "tributary_id", "label": "Tributary ID", "type": "string", "fieldType": "text",
           "hasUniqueValue": true, "groupName": "%sinformation"}\
          """
              .formatted(
                  type.equals("companies") ? "company" : type.substring(0, type.length() - 1)));
    }
    String one = hubSpot.preset(from, Map.of("tributary_id", "d1"));
    String other = hubSpot.preset(to, Map.of(field.substring(field.indexOf('.') + 1), value));
    Item pair = item("p1", "pair", fields(singular + ".tributary_id", "d1", field, value));
    String id =
        id(send(hubSpot.egress(), object, List.of(singular + ".tributary_id", field), pair));
    assertThat(id).isEqualTo(one + ":" + other);
    assertThat(hubSpot.associatedWith(to, other)).containsExactly(one);
    operation = Operation.REMOVE;
    send(hubSpot.egress(), object, List.of(), known(id, item("p1", "pair", fields())));
    assertThat(hubSpot.associatedWith(to, other)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"associate/default", "companies/search", "contacts/batch/read"})
  void aRefusedRightPausesTheSyncOnly(String path) {
    contact("ann@acme.example");
    company("acme.example");
    Outcome outcome =
        send(
                new FailingEgress(hubSpot.egress(), path, 403),
                pair("p1", "ann@acme.example", "acme.example"))
            .getFirst();
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Misconfigured.class,
            paused -> assertThat(paused.words()).contains("access token", "scope"));
  }

  @ParameterizedTest
  @CsvSource({
    "401, Unauthorised",
    "429, RateLimited",
    "500, Transient",
    "400, RefusedTogether",
    "404, Misconfigured"
  })
  void aFailedRequestConcernsItsPairs(int status, String expected) {
    contact("ann@acme.example");
    company("acme.example");
    company("beta.example");
    for (String path : List.of(SEARCH, READ, ADDED)) {
      assertThat(
              send(
                  new FailingEgress(hubSpot.egress(), path, status),
                  pair("p1", "ann@acme.example", "acme.example"),
                  pair("p2", "ann@acme.example", "beta.example")))
          .as(path)
          .allSatisfy(outcome ->
              assertThat(outcome.getClass().getSimpleName())
                  .isEqualTo(path.equals(ADDED) && status == 500 ? "Ambiguous" : expected));
    }
    assertThat(associated()).isEqualTo(Map.of("ann@acme.example", Set.of()));
  }

  @Test
  void anAnswerThatCannotBeReadIsNoSuccess() {
    contact("ann@acme.example");
    company("acme.example");
    Item pair = pair("p1", "ann@acme.example", "acme.example");
    assertThat(send(new FailingEgress(hubSpot.egress(), ADDED, 200), pair))
        .hasOnlyElementsOfType(Outcome.Ambiguous.class);
    String id = id(send(pair));
    operation = Operation.REMOVE;
    Egress proxy =
        answering(
            REMOVED, new Egress.Answer(200, Map.of(), "<html>".getBytes(StandardCharsets.UTF_8)));
    assertThat(send(proxy, known(id, item("p1", "pair", fields()))))
        .hasOnlyElementsOfType(Outcome.Ambiguous.class);
  }

  /** Between the search and the association, a user archives the company. */
  @Test
  void aCompanyThatIsGoneMeanwhileIsWaitedForAndTheOtherPairIsAssociated() {
    contact("ann@acme.example");
    String acme = company("acme.example");
    String gone = company("gone.example");
    Egress archiving =
        new FailingEgress(hubSpot.egress(), "no such path", 500) {
          @Override
          public Answer send(Request request) throws EgressFailure {
            if (request.uri().getPath().endsWith(ADDED)) {
              hubSpot.archive("companies", gone);
            }
            return super.send(request);
          }
        };
    List<Outcome> outcomes =
        send(
            archiving,
            pair("p1", "ann@acme.example", "gone.example"),
            pair("p2", "ann@acme.example", "acme.example"));
    assertThat(outcomes.get(0)).isInstanceOf(Outcome.WaitsForRecord.class);
    assertThat(outcomes.get(1)).isInstanceOf(Outcome.Delivered.class);
    assertThat(associated()).isEqualTo(Map.of("ann@acme.example", Set.of(acme)));
  }

  /** The documents name no refusal of a single pair. */
  @Test
  void aRefusalThatNamesNoPairIsFoundByHalves() {
    contact("ann@acme.example");
    company("acme.example");
    company("beta.example");
    Item[] two = {
      pair("p1", "ann@acme.example", "acme.example"), pair("p2", "ann@acme.example", "beta.example")
    };
    byte[] error =
        """
        {"status": "COMPLETE", "results": [], "numErrors": 1,
         "errors": [{"category": "VALIDATION_ERROR", "message": "Too many companies"}]}\
        """
            .getBytes(StandardCharsets.UTF_8);
    Egress refusing = answering(ADDED, new Egress.Answer(207, Map.of(), error));
    assertThat(send(refusing, two)).hasOnlyElementsOfType(Outcome.RefusedTogether.class);
    assertThat(send(refusing, two[0]))
        .containsExactly(new Outcome.Rejected(null, "Too many companies"));
    assertThat(send(new FailingEgress(hubSpot.egress(), ADDED, 400), two[0]))
        .hasOnlyElementsOfType(Outcome.Rejected.class);
  }

  @Test
  void aRecordThatIsGoneHasNoAssociationToRemove() {
    operation = Operation.REMOVE;
    byte[] gone =
        "{\"category\": \"OBJECT_NOT_FOUND\", \"message\": \"No contact\"}"
            .getBytes(StandardCharsets.UTF_8);
    Egress refusing = answering(REMOVED, new Egress.Answer(404, Map.of(), gone));
    Item one = known("1:2", item("p1", "pair", fields()));
    assertThat(send(refusing, one)).containsExactly(NONE);
    assertThat(send(refusing, one, known("1:3", item("p2", "pair", fields()))))
        .hasOnlyElementsOfType(Outcome.RefusedTogether.class);
    assertThat(send(new FailingEgress(hubSpot.egress(), REMOVED, 404), one))
        .hasOnlyElementsOfType(Outcome.Misconfigured.class);
  }

  @Test
  void aRecordThatIsNamedTwiceOrByAListIsRefused() {
    contact("ann@acme.example");
    company("acme.example");
    ObjectNode twice = fields(CONTACT, "ann@acme.example", COMPANY, "acme.example");
    twice.put("company.tributary_id", "c1");
    ObjectNode list = fields(CONTACT, "ann@acme.example");
    list.putArray(COMPANY).add("acme.example").add("beta.example");
    List<Outcome> outcomes =
        send(
            item("p1", "pair", twice),
            item("p2", "pair", list),
            pair("p3", "ann@acme.example", "acme.example"));
    assertThat(outcomes.get(0))
        .isEqualTo(
            new Outcome.Rejected(
                "company.tributary_id", "The record is named by company.domain already"));
    assertThat(outcomes.get(1))
        .isEqualTo(new Outcome.Rejected(COMPANY, "The value is a list or an object"));
    assertThat(outcomes.get(2)).isInstanceOf(Outcome.Delivered.class);
  }

  @Test
  void aMappingThatNamesNoCompanyOrHasOtherFieldsStopsTheSync() {
    Item pair = item("p1", "pair", fields(CONTACT, "ann@acme.example"));
    assertThat(send(hubSpot.egress(), OBJECT, List.of(CONTACT), pair).getFirst())
        .isInstanceOfSatisfying(
            Outcome.Misconfigured.class,
            paused -> assertThat(paused.words()).contains("companies", COMPANY));
    Item custom = item("p1", "pair", fields("plan", "gold"));
    assertThat(send(hubSpot.egress(), OBJECT, List.of(CONTACT, COMPANY, "plan"), custom).getFirst())
        .isInstanceOfSatisfying(
            Outcome.Misconfigured.class, paused -> assertThat(paused.words()).contains("plan"));
    assertThat(hubSpot.egress().sent).isEmpty();
  }

  /** A field that is set once is left out of later updates. */
  @Test
  void aFieldThatIsLeftOutOfAnUpdateStillNamesItsRecord() {
    contact("ann@acme.example");
    String acme = company("acme.example");
    String first = id(send(pair("p1", "ann@acme.example", "acme.example")));
    Item later =
        ItemBuilder.builder(known(first, item("p1", "pair", fields(CONTACT, "ann@acme.example"))))
            .content(fields(CONTACT, "ann@acme.example", COMPANY, "acme.example"))
            .build();
    assertThat(send(later)).containsExactly(new Outcome.Delivered(first));
    assertThat(associated()).isEqualTo(Map.of("ann@acme.example", Set.of(acme)));
  }

  @Test
  void aFullBatchNeedsThreeRequests() {
    List<Item> items =
        IntStream.range(0, 100)
            .mapToObj(i -> {
              contact("ann%d@acme.example".formatted(i));
              return pair("p" + i, "ann%d@acme.example".formatted(i), "acme.example");
            })
            .toList();
    company("acme.example");
    assertThat(send(items.toArray(Item[]::new))).hasOnlyElementsOfType(Outcome.Delivered.class);
    assertThat(hubSpot.egress().sent).hasSize(3);
  }

  @Test
  void aPreviewHasTheSearchesAndTheAssociation() {
    assertThat(
            protocols.preview(
                hubSpot.connector(),
                batch(OBJECT, MAPPING, pair("p1", "ann@acme.example", "acme.example")),
                hubSpot.target()))
        .extracting(exchange -> exchange.target().replaceAll(".*(/[a-z]+/[a-z]+)$", "$1"))
        .containsExactly("/batch/read", SEARCH, ADDED);
  }

  /** Fields are named like company.domain. */
  @Test
  void eachObjectOfAssociationsDeclaresItsLinks() {
    List<ObjectType> all =
        hubSpot.connector().manifest().objects().stream()
            .filter(object -> !object.links().isEmpty())
            .toList();
    assertThat(all)
        .extracting(ObjectType::name)
        .containsExactly(
            OBJECT,
            "deal-contact-associations",
            "deal-company-associations",
            "ticket-contact-associations",
            "ticket-company-associations");
    for (ObjectType object : all) {
      assertThat(object.links().stream().map(Link::object).distinct()).hasSize(2);
      for (Link link : object.links()) {
        String property = link.field().substring(link.field().indexOf('.') + 1);
        assertThat(
                hubSpot
                    .connector()
                    .manifest()
                    .object(link.object())
                    .orElseThrow()
                    .accepts(property))
            .as(link.field())
            .isTrue();
      }
    }
  }

  private static Outcome waits(String what, String field) {
    return new Outcome.WaitsForRecord(
        "HubSpot does not have the %s that %s names".formatted(what, field));
  }

  private Egress answering(String path, Egress.Answer answer) {
    return new FailingEgress(hubSpot.egress(), "no such path", 500) {
      @Override
      public Answer send(Request request) throws EgressFailure {
        return request.uri().getPath().endsWith(path) ? answer : super.send(request);
      }
    };
  }

  private Map<String, Set<String>> associated() {
    return hubSpot.associated();
  }

  private String contact(String email) {
    return hubSpot.preset("contacts", Map.of("email", email));
  }

  private String company(String domain) {
    return hubSpot.preset("companies", Map.of("domain", domain, "name", "A company"));
  }

  private static String id(List<Outcome> outcomes) {
    return String.valueOf(((Outcome.Delivered) outcomes.getFirst()).vendorId());
  }

  private static Item known(String vendorId, Item item) {
    return ItemBuilder.builder(item).vendorId(vendorId).deliveredAs(item.matchValue()).build();
  }

  private static Item uncertain(Item item) {
    return ItemBuilder.builder(item).uncertain(true).build();
  }

  private List<Outcome> send(Item... items) {
    return send(hubSpot.egress(), items);
  }

  private List<Outcome> send(Egress egress, Item... items) {
    return send(egress, OBJECT, MAPPING, items);
  }

  private List<Outcome> send(Egress egress, String object, List<String> mapping, Item... items) {
    return protocols.send(
        hubSpot.connector(), batch(object, mapping, items), hubSpot.target(), egress, places);
  }

  private Batch batch(String object, List<String> mapping, Item... items) {
    return new Batch(
        hubSpot.target().withoutSecrets(),
        "msg_1",
        new SyncId("syn_1"),
        object,
        null,
        operation,
        Json.MAPPER.createObjectNode(),
        List.of(items),
        Mode.MIRROR,
        mapping);
  }

  private static ObjectNode fields(@Nullable String... namesAndValues) {
    ObjectNode fields = Json.MAPPER.createObjectNode();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
    }
    return fields;
  }

  private static Item pair(String key, String contact, @Nullable String company) {
    return item(key, "pair", fields(CONTACT, contact, COMPANY, company));
  }

  private static Item item(String key, String matchField, ObjectNode fields) {
    return ItemBuilder.builder()
        .delivery("dlv_" + key)
        .matchField(matchField)
        .matchValue(key)
        .deliveredAs(null)
        .vendorId(null)
        .parentVendorId(null)
        .content(null)
        .formerMatchValues(List.of())
        .fields(fields)
        .version(1)
        .hash("h")
        .since(Instant.EPOCH)
        .position(null)
        .uncertain(false)
        .build();
  }
}
