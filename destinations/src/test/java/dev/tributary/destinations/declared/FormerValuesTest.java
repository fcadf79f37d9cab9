package dev.tributary.destinations.declared;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Batch.Operation;
import dev.tributary.destinations.connector.Call;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.CountedRefusal;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.ItemBuilder;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Protocol;
import dev.tributary.destinations.connector.Protocol.ResolveThenSend.Resolved;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Former match values of a vendor to which each value is a member of its own. */
class FormerValuesTest {
  private static final String FORMER =
      Sample.with(
          """
                remove:
                  method: DELETE
                  path: /v1/people/${item.knownAs}
                  answers: people
          """,
          """
                remove:
                  method: POST
                  path: /v1/removals
                  body: { gone: { $each: "${item.knownAs | required | lower}" } }
                  answers:
                    - { status: 202, outcome: accepted, refused: /refused }
                removesFormerValues: true
          """);

  private final Connector connector = Sample.connector(FORMER);

  private static Item item(int number, String value, String... former) {
    return ItemBuilder.builder(Sample.item(number, "email", value, "{}"))
        .deliveredAs(former.length == 0 ? null : former[0])
        .formerMatchValues(List.of(former))
        .build();
  }

  @Test
  void aBatchWithoutAChangeHasOneRequest() {
    assertThat(connector.protocol(Sample.batch("people", item(1, "a@example.org"))))
        .isInstanceOf(Protocol.DirectCalls.class);
    assertThat(
            connector.protocol(Sample.batch("people", item(1, "a@example.org", "A@example.org"))))
        .as("the vendor gets the same value")
        .isInstanceOf(Protocol.DirectCalls.class);
  }

  @Test
  void formerValuesAreRemovedBeforeTheWriteAndOnlyOfTheirRecords() {
    List<List<Call>> steps =
        steps(
            item(1, "a@example.org"),
            item(2, "b@example.org", "old@example.org", "older@example.org"));
    assertThat(steps.getFirst())
        .singleElement()
        .satisfies(call -> {
          assertThat(body(call))
              .isEqualTo("{\"gone\":[\"old@example.org\",\"older@example.org\"]}");
          assertThat(call.items()).extracting(Item::delivery).containsExactly("dlv_2");
        });
    assertThat(steps.get(1)).singleElement().satisfies(call -> assertThat(call.items()).hasSize(2));
  }

  @Test
  void aValueThatAnotherRecordOfTheBatchHasNowIsKept() {
    assertThat(
            connector.protocol(
                Sample.batch(
                    "people", item(1, "b@example.org", "a@example.org"), item(2, "A@example.org"))))
        .isInstanceOf(Protocol.DirectCalls.class);
  }

  @Test
  void afterTheRemovalARecordGoesOnAndAfterAFailureItDoesNot() {
    Call removal = steps(item(1, "b@example.org", "a@example.org")).getFirst().getFirst();
    assertThat(removal.reading().outcomes(Sample.answer(202, "{\"refused\": 0}"), Sample.NOW))
        .containsExactly(new Outcome.Delivered(null));
    assertThat(removal.reading().outcomes(Sample.answer(503, "{}"), Sample.NOW))
        .hasOnlyElementsOfType(Outcome.Ambiguous.class);
  }

  @Test
  void aRemovalHasAllValuesOfARecordAndOneOutcomeForEach() {
    Call removal =
        ((Protocol.DirectCalls)
                connector.protocol(
                    removal(item(1, "b@example.org", "a@example.org"), item(2, "c@example.org"))))
            .calls()
            .getFirst();
    assertThat(body(removal))
        .isEqualTo("{\"gone\":[\"a@example.org\",\"b@example.org\",\"c@example.org\"]}");
    assertThat(removal.reading().outcomes(Sample.answer(202, "{\"refused\": 0}"), Sample.NOW))
        .containsExactly(new Outcome.Accepted(null), new Outcome.Accepted(null));
    assertThat(removal.reading().outcomes(Sample.answer(202, "{\"refused\": 1}"), Sample.NOW))
        .as("a refused value is not a refused record")
        .containsExactly(new Outcome.Accepted(null), new Outcome.Accepted(null));
  }

  @Test
  void anErasureHasAllValuesOfARecord() {
    Connector erasing =
        Sample.connector(
            FORMER
                .replace(
                    "    removal: deleted\n",
                    "    removal: deleted\n    forget: { what: deleted, words: Nothing is kept }\n")
                .replace(
                    "removesFormerValues: true\n",
                    "removesFormerValues: true\n      forget: { use: remove }\n"));
    Protocol protocol = erasing.forget(removal(item(1, "b@example.org", "a@example.org")));
    assertThat(((Protocol.DirectCalls) protocol).calls())
        .singleElement()
        .satisfies(call ->
            assertThat(body(call)).isEqualTo("{\"gone\":[\"a@example.org\",\"b@example.org\"]}"));
  }

  @Test
  void aNumberOfRefusedRecordsStays() {
    Call removal =
        ((Protocol.DirectCalls)
                connector.protocol(removal(item(1, "a@example.org"), item(2, "c@example.org"))))
            .calls()
            .getFirst();
    assertThat(removal.reading().outcomes(Sample.answer(202, "{\"refused\": 1}"), Sample.NOW))
        .containsOnly(new Outcome.PartlyRefused(2, List.of(new CountedRefusal("", 1))));
  }

  /** An object of 50 items takes 50 values. */
  @Test
  void noRequestHasMoreValuesThanABatchHasItems() {
    Item[] items =
        IntStream.range(0, 50)
            .mapToObj(
                i -> item(i, "new%d@example.org".formatted(i), "old%d@example.org".formatted(i)))
            .toArray(Item[]::new);
    List<Call> calls = ((Protocol.DirectCalls) connector.protocol(removal(items))).calls();
    assertThat(calls).hasSize(2).allSatisfy(call -> assertThat(call.items()).hasSize(25));
  }

  @Test
  void aRemovalWithoutAUsableValueIsRefused() {
    Protocol protocol = connector.protocol(removal(item(1, "")));
    assertThat(((Protocol.DirectCalls) protocol).calls()).isEmpty();
    assertThat(((Protocol.DirectCalls) protocol).decided().get("dlv_1"))
        .isInstanceOf(Outcome.Rejected.class);
  }

  @Test
  void theObjectMustHaveBatchesForAllValuesOfARecord() {
    assertThat(Sample.faults(FORMER.replace("batchSize: 50", "batchSize: 11")))
        .singleElement()
        .asString()
        .contains("/objects/0/requests/removesFormerValues: needs batches of at least 12 items");
  }

  @Test
  void aRecordMustNotBeKnownByAnId() {
    String update =
        """
              update:
                method: PUT
                path: /v1/people/${item.vendorId}
                answers: people
        """;
    assertThat(Sample.faults(FORMER.replace("      remove:\n", update + "      remove:\n")))
        .singleElement()
        .asString()
        .contains("needs a \"write\" for all records, without find, update and job");
    assertThat(Sample.faults(FORMER.replace("item.knownAs |", "item.vendorId |")))
        .singleElement()
        .asString()
        .contains("which names a record by item.knownAs alone");
  }

  private static Batch removal(Item... items) {
    return Sample.batch(Sample.target("{}"), "people", Operation.REMOVE, "{}", items);
  }

  /** The calls of each step, if all items go on. */
  private List<List<Call>> steps(Item... items) {
    Protocol protocol = connector.protocol(Sample.batch("people", items));
    assertThat(protocol).isInstanceOf(Protocol.ResolveThenSend.class);
    List<Resolved> open =
        List.of(items).stream().map(item -> new Resolved(item, List.of())).toList();
    return ((Protocol.ResolveThenSend) protocol)
        .steps().stream().map(step -> step.calls(open)).toList();
  }

  private static String body(Call call) {
    String text = Sample.text(call.request());
    return text.substring(text.lastIndexOf("{\"gone\"")).strip();
  }
}
