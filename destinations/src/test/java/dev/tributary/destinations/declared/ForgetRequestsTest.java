package dev.tributary.destinations.declared;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Batch.Operation;
import dev.tributary.destinations.connector.Call;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.ItemBuilder;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Protocol;
import dev.tributary.destinations.connector.Protocol.ResolveThenSend.Resolved;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The requests that a manifest declares for an erasure. */
class ForgetRequestsTest {
  private static final String ONE =
      """
            forget:
              method: POST
              path: /v1/erasures
              body: { people: { $each: "${item.knownAs | lower}" } }
              answers: [{ status: 202, outcome: delivered, body: ignored }]
      """;

  private static final String SEARCH =
      """
              find:
                method: GET
                path: /v1/search/${item.matchValue}
                findableAfter: 60
                answers: [{ status: 200, found: { at: /people, id: /id } }]
      """;

  private static final String SEVERAL =
      """
            forget:
      %s\
              requests:
                - method: DELETE
                  path: /v1/users/${item.vendorId}
                  answers: people
                - method: DELETE
                  path: /v1/deleted/${item.vendorId}
                  answers: people
      """
          .formatted(SEARCH);

  private static final Item ANN = Sample.item(1, "email", "Ann@example.org", "{}");
  private static final Item KNOWN =
      ItemBuilder.builder(Sample.item(2, "email", "ben@example.org", "{}")).vendorId("7").build();

  @Test
  void theRequestHasTheRecordsAndItsAnswersDecide() {
    Protocol.ResolveThenSend protocol = protocol(erasing(ONE), ANN, KNOWN);
    assertThat(protocol.lookups()).isEmpty();
    Call call = calls(protocol, 0, ANN, KNOWN).getFirst();
    assertThat(Sample.text(call.request()))
        .contains("POST https://api.example.com/v1/erasures")
        .contains("{\"people\":[\"ann@example.org\",\"ben@example.org\"]}");
    assertThat(call.reading().outcomes(Sample.answer(202, ""), Sample.NOW))
        .isEqualTo(List.of(new Outcome.Delivered(null), new Outcome.Delivered(null)));
  }

  @Test
  void aRecordWithoutAnIdIsSearchedForAndGoesThroughTheRequestsInTheirOrder() {
    Protocol.ResolveThenSend protocol = protocol(erasing(SEVERAL), ANN, KNOWN);
    assertThat(protocol.lookups())
        .singleElement()
        .satisfies(lookup -> {
          assertThat(lookup.items()).containsExactly(ANN);
          assertThat(lookup.lookup().request().uri().getPath())
              .isEqualTo("/v1/search/Ann@example.org");
        });
    assertThat(protocol.steps()).hasSize(2);
    List<Resolved> resolved =
        List.of(new Resolved(ANN, List.of("3")), new Resolved(KNOWN, List.of()));
    assertThat(paths(protocol.steps().get(0).calls(resolved)))
        .containsExactly("/v1/users/3", "/v1/users/7");
    assertThat(paths(protocol.steps().get(1).calls(resolved)))
        .containsExactly("/v1/deleted/3", "/v1/deleted/7");
  }

  @Test
  void aRecordThatTheSearchDoesNotFindIsErased() {
    Protocol.Lookup lookup = protocol(erasing(SEVERAL), ANN).lookups().getFirst().lookup();
    assertThat(lookup.reading().matches(Sample.answer(200, "{\"people\": []}"), Sample.NOW))
        .isEqualTo(
            new Protocol.Matches.Found(
                Map.of(), Map.of(ANN.delivery(), new Outcome.Delivered(null))));
  }

  /** A request without an answer may have created it. */
  @Test
  void aNewRecordThatTheSearchMayNotFindYetIsNotErased() {
    Protocol.Lookup lookup =
        protocol(erasing(SEVERAL), ItemBuilder.builder(ANN).since(Sample.NOW).build())
            .lookups()
            .getFirst()
            .lookup();
    assertThat(lookup.reading().matches(Sample.answer(200, "{\"people\": []}"), Sample.NOW))
        .isInstanceOfSatisfying(
            Protocol.Matches.Found.class,
            found ->
                assertThat(found.refused().values())
                    .hasOnlyElementsOfType(Outcome.Transient.class));
  }

  @Test
  void theNextRequestIsSentForARecordThatOneDoesNotFindAndTheLastOneDecides() {
    Protocol.ResolveThenSend protocol = protocol(erasing(SEVERAL), KNOWN);
    assertThat(outcome(protocol, 0, 404)).isEqualTo(new Outcome.Delivered(null));
    assertThat(outcome(protocol, 1, 404)).isInstanceOf(Outcome.Missing.class);
    assertThat(outcome(protocol, 0, 500)).isNotInstanceOf(Outcome.Delivered.class);
  }

  @Test
  void aRequestWithTheIdIsNotSentForARecordWithoutOne() {
    String both =
        """
              forget:
                requests:
                  - { use: remove }
                  - method: DELETE
                    path: /v1/ids/${item.vendorId}
                    answers: people
        """;
    Protocol.ResolveThenSend protocol = protocol(erasing(both), ANN, KNOWN);
    assertThat(protocol.lookups()).isEmpty();
    assertThat(paths(calls(protocol, 0, ANN, KNOWN)))
        .containsExactly("/v1/people/Ann@example.org", "/v1/people/ben@example.org");
    assertThat(paths(calls(protocol, 1, ANN, KNOWN))).containsExactly("/v1/ids/7");
    assertThat(calls(protocol, 1, ANN)).isEmpty();
  }

  @Test
  void theRequestOfTheRemovalCanBeTheOneThatErases() {
    Protocol.ResolveThenSend protocol = protocol(erasing("      forget: { use: remove }\n"), ANN);
    assertThat(paths(calls(protocol, 0, ANN))).containsExactly("/v1/people/Ann@example.org");
  }

  @Test
  void anObjectWithoutTheRequestErasesNothing() {
    assertThat(Sample.connector(Sample.GOOD).forget(removal(ANN))).isNull();
  }

  @Test
  void theObjectMustSayWhatTheErasureLeaves() {
    assertThat(faults(Sample.GOOD, ONE))
        .singleElement()
        .asString()
        .contains("/objects/0/requests/forget: is there, but the object does not say");
  }

  @Test
  void anIdThatNothingFindsIsAFault() {
    assertThat(faults(withWords(), SEVERAL.replace(SEARCH, "")))
        .singleElement()
        .asString()
        .contains("/objects/0/requests/forget: names item.vendorId only")
        .contains("accepted is \"forget: { find: …, requests: … }\"");
    assertThat(faults(withWords(), "      forget: { use: write }\n"))
        .singleElement()
        .asString()
        .contains("/objects/0/requests/forget/use: is not accepted; accepted is remove");
    assertThat(
            faults(
                withWords(),
                "      forget:\n%s        requests: { use: remove }\n".formatted(SEARCH)))
        .singleElement()
        .asString()
        .contains("/objects/0/requests/forget/find: is never sent");
  }

  @Test
  void recordsThatGoWithOthersNameAnObjectThatIsErased() {
    String with = "    forget: { what: deleted, with: people, words: Goes with it }\n";
    assertThat(
            Sample.faults(Sample.with("    removal: deleted\n", "    removal: deleted\n" + with)))
        .singleElement()
        .asString()
        .contains("/objects/0/forget/with: must name an object whose \"forget\" has the same");
  }

  private static Protocol.ResolveThenSend protocol(String manifest, Item... items) {
    Connector connector = Sample.connector(manifest);
    return (Protocol.ResolveThenSend) Objects.requireNonNull(connector.forget(removal(items)));
  }

  private static Batch removal(Item... items) {
    return Sample.batch(Sample.target("{}"), "people", Operation.REMOVE, "{}", items);
  }

  private static List<Call> calls(Protocol.ResolveThenSend protocol, int step, Item... items) {
    return protocol
        .steps()
        .get(step)
        .calls(Stream.of(items).map(item -> new Resolved(item, List.of())).toList());
  }

  private static List<String> paths(List<Call> calls) {
    return calls.stream().map(call -> call.request().uri().getPath()).toList();
  }

  private static Outcome outcome(Protocol.ResolveThenSend protocol, int step, int status) {
    return calls(protocol, step, KNOWN)
        .getFirst()
        .reading()
        .outcomes(Sample.answer(status, "{}"), Sample.NOW)
        .getFirst();
  }

  private static List<String> faults(String manifest, String forget) {
    return Sample.faults(erasing(manifest, forget));
  }

  private static String withWords() {
    return Sample.with(
        "    removal: deleted\n",
        "    removal: deleted\n    forget: { what: deleted, words: The CRM keeps nothing }\n");
  }

  private static String erasing(String forget) {
    return erasing(withWords(), forget);
  }

  private static String erasing(String manifest, String forget) {
    assertThat(manifest).contains("\nanswers:\n  people:\n");
    return manifest.replace("\nanswers:\n  people:\n", "\n" + forget + "answers:\n  people:\n");
  }
}
