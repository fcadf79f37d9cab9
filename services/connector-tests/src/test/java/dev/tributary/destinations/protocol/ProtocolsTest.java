package dev.tributary.destinations.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.connector.Authentication;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Batch.Operation;
import dev.tributary.destinations.connector.Call;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.EgressFailure;
import dev.tributary.destinations.connector.EgressFailure.Reach;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.ItemBuilder;
import dev.tributary.destinations.connector.Manifest;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Place;
import dev.tributary.destinations.connector.Place.Finding;
import dev.tributary.destinations.connector.Probe;
import dev.tributary.destinations.connector.Protocol;
import dev.tributary.destinations.connector.Target;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One call per item, to a vendor that answers as the test says. */
class ProtocolsTest {
  private static final Outcome DELIVERED = new Outcome.Delivered(null);
  private static final Target TARGET =
      new Target(
          new WorkspaceId("wsp_1"),
          new DestinationId("dst_1"),
          Json.MAPPER.createObjectNode(),
          Map.of("token", "very-secret"),
          null);

  private final Vendor vendor = new Vendor();
  private final MemoryPlaces places = new MemoryPlaces();
  private final Protocols protocols = new Protocols(Clock.systemUTC());

  @Test
  void theOutcomesAreInTheOrderOfTheBatchAlsoForItemsWithoutARequest() {
    vendor.decided = Map.of("b", new Outcome.Rejected(null, "known"));
    assertThat(send("a", "b", "c"))
        .containsExactly(DELIVERED, new Outcome.Rejected(null, "known"), DELIVERED);
    assertThat(vendor.sent).containsExactly("POST /a", "POST /c");
  }

  @Test
  void afterARequestWithoutAnAnswerTheOthersAreNotSent() {
    vendor.answers("204", "cut", "204");
    List<Outcome> outcomes = send("a", "b", "c");
    assertThat(outcomes.get(0)).isEqualTo(DELIVERED);
    assertThat(outcomes.get(1)).isInstanceOf(Outcome.Ambiguous.class);
    assertThat(outcomes.get(2)).isInstanceOf(Outcome.Transient.class);
    assertThat(vendor.sent).containsExactly("POST /a", "POST /b");
  }

  @Test
  void refusedCredentialsAndLimitsAreAskedForOnce() {
    vendor.answers("401");
    assertThat(send("a", "b")).hasOnlyElementsOfType(Outcome.Unauthorised.class);
    vendor.answers("429");
    assertThat(send("a", "b")).hasOnlyElementsOfType(Outcome.RateLimited.class);
    assertThat(vendor.sent).containsExactly("POST /a", "POST /a");
  }

  @Test
  void theOnlyItemOfARefusedCallIsAtFaultAndTheOthersGoOn() {
    vendor.answers("400", "204");
    assertThat(send("a", "b")).containsExactly(new Outcome.Rejected("field", "refused"), DELIVERED);
  }

  @Test
  void anAnswerThatCannotBeReadIsAmbiguousForItsCallOnly() {
    vendor.answers("999", "204", "998");
    List<Outcome> outcomes = send("a", "b", "c");
    assertThat(outcomes.get(0)).isInstanceOf(Outcome.Ambiguous.class);
    assertThat(outcomes.get(1)).isEqualTo(DELIVERED);
    assertThat(outcomes.get(2)).isInstanceOf(Outcome.Ambiguous.class);
  }

  @Test
  void anItemOfAJobHasItsPositionInTheCallThatMadeTheJobAndNotInTheBatch() {
    vendor.answers("202", "202");
    assertThat(send("a", "b")).containsOnly(new Outcome.Submitted("job-1", Instant.EPOCH, "", 0));
  }

  @Test
  void credentialsAreAddedOnTheWayAndMaskedInPreviews() {
    send("a");
    assertThat(vendor.headers.getFirst()).containsEntry("authorization", "Bearer very-secret");
    List<Egress.Exchange> shown = protocols.preview(vendor, batch(Operation.WRITE, "a"), TARGET);
    assertThat(shown)
        .singleElement()
        .satisfies(exchange -> {
          assertThat(exchange.headers()).containsEntry("authorization", "***");
          assertThat(exchange.toString()).doesNotContain("very-secret");
        });
    assertThat(vendor.sent).hasSize(1);
  }

  @Test
  void aPlaceIsFoundBeforeTheItemsAreSent() {
    vendor.place = true;
    vendor.answers("200", "204");
    assertThat(send("a")).containsExactly(DELIVERED);
    assertThat(vendor.sent).containsExactly("GET /place", "POST /found/a");
  }

  @Test
  void aMissingPlaceIsCreatedAndSearchedForAgainIfAnotherClientCreatedIt() {
    vendor.place = true;
    vendor.answers("404", "409", "200", "204");
    assertThat(send("a")).containsExactly(DELIVERED);
    assertThat(vendor.sent)
        .containsExactly("GET /place", "PUT /place", "GET /place", "POST /found/a");
  }

  /** Otherwise, two lists with the same name would share the members. */
  @Test
  void aPlaceThatIsBeingCreatedIsNeitherSearchedForNorCreatedASecondTime() {
    vendor.place = true;
    assertThat(places.reserve("place")).isTrue();
    Instant before = Instant.now();
    assertThat(send("a").getFirst())
        .isInstanceOfSatisfying(
            Outcome.WaitsForPlace.class,
            waits -> {
              assertThat(waits.words())
                  .isEqualTo(
                      "\"place\" is being created; a former request for it may still succeed");
              assertThat(waits.until())
                  .as("as long again as the creation has taken")
                  .isBetween(before.plusSeconds(8), Instant.now().plusSeconds(8));
            });
    assertThat(vendor.sent).isEmpty();
    places.remember("place", "theirs");
    assertThat(send("a")).containsExactly(DELIVERED);
    assertThat(vendor.sent).containsExactly("POST /theirs/a");
  }

  @Test
  void aPlaceThatAnotherBatchReservesAfterTheSearchIsNotCreated() {
    vendor.place = true;
    vendor.answers("404");
    Places taken =
        new Places() {
          @Override
          public Optional<String> find(String name) {
            return Optional.empty();
          }

          @Override
          public void remember(String name, String id) {}

          @Override
          public boolean reserve(String name) {
            return false;
          }

          @Override
          public void forget(String name, String id) {}
        };
    assertThat(protocols.send(vendor, batch(Operation.WRITE, "a"), TARGET, vendor, taken))
        .hasOnlyElementsOfType(Outcome.WaitsForPlace.class);
    assertThat(vendor.sent).containsExactly("GET /place");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cut", "500", "503", "408", "999", "214", "206"})
  void aCreationThatMayHaveSucceededIsNotRepeatedUntilItsTimeIsOver(String answer) {
    vendor.place = true;
    vendor.answers("404", answer);
    assertThat(send("a").getFirst()).isInstanceOf(Outcome.Transient.class);
    assertThat(send("a").getFirst()).isInstanceOf(Outcome.WaitsForPlace.class);
    assertThat(vendor.sent).containsExactly("GET /place", "PUT /place");
    places.release("place");
    vendor.answers("200", "204");
    assertThat(send("a")).containsExactly(DELIVERED);
    assertThat(vendor.sent)
        .containsExactly("GET /place", "PUT /place", "GET /place", "POST /found/a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"unsent", "503+", "425"})
  void aCreationThatCertainlyFailedIsRepeated(String answer) {
    vendor.place = true;
    vendor.answers("404", answer);
    assertThat(send("a").getFirst()).isInstanceOf(Outcome.Transient.class);
    vendor.answers("404", "200", "204");
    assertThat(send("a")).containsExactly(DELIVERED);
  }

  @Test
  void aRefusedCreationLeavesThePlaceToTheNextOne() {
    vendor.place = true;
    vendor.answers("404", "409", "404");
    assertThat(send("a").getFirst()).isInstanceOf(Outcome.Misconfigured.class);
    assertThat(places.reserve("place")).isTrue();
  }

  @Test
  void aPlaceThatTheVendorRefusesStopsTheSyncWithTheVendorsWords() {
    vendor.place = true;
    vendor.answers("404", "409", "404");
    assertThat(send("a", "b")).containsOnly(new Outcome.Misconfigured("no such name"));
    assertThat(vendor.sent).containsExactly("GET /place", "PUT /place", "GET /place");
  }

  @Test
  void aRemovalFromAMissingPlaceNeedsNoRequest() {
    vendor.place = true;
    vendor.answers("404");
    assertThat(protocols.send(vendor, batch(Operation.REMOVE, "a"), TARGET, vendor, places))
        .containsExactly(DELIVERED);
    assertThat(vendor.sent).containsExactly("GET /place");
  }

  @Test
  void aSearchWithoutAnAnswerHasNoEffectOnTheItems() {
    vendor.place = true;
    vendor.answers("cut");
    assertThat(send("a", "b")).hasOnlyElementsOfType(Outcome.Transient.class);
  }

  @Test
  void anAnswerAboutAPlaceThatCannotBeReadHasNoEffectOnTheItems() {
    vendor.place = true;
    vendor.answers("999");
    assertThat(send("a", "b")).hasOnlyElementsOfType(Outcome.Transient.class);
    assertThat(vendor.sent).containsExactly("GET /place");
  }

  @Test
  void aPlaceWithoutAnIdIsNeitherUsedNorRemembered() {
    vendor.place = true;
    vendor.answers("206");
    assertThat(send("a", "b")).hasOnlyElementsOfType(Outcome.Transient.class);
    assertThat(vendor.sent).containsExactly("GET /place");
    assertThat(places.find("place")).isEmpty();
    places.remember("place", "");
    vendor.answers("200", "204");
    assertThat(send("a")).containsExactly(DELIVERED);
    assertThat(places.find("place")).contains("found");
  }

  @Test
  void ifAConnectorCannotSayHowToSendABatchNothingIsSent() {
    vendor.broken = true;
    assertThat(send("a", "b")).hasOnlyElementsOfType(Outcome.Transient.class);
    vendor.place = true;
    assertThat(send("a", "b")).hasOnlyElementsOfType(Outcome.Transient.class);
    assertThat(vendor.sent).isEmpty();
  }

  @Test
  void anItemThatCannotBeSentAgainLeavesTheOutcomesOfTheOthers() {
    vendor.breaksWithTheFirstAnswer = true;
    vendor.answers("404", "204");
    Batch batch = batch(Operation.WRITE, "a", "b");
    Item known = ItemBuilder.builder(batch.items().getFirst()).vendorId("7").build();
    Batch withKnown = batch.of(List.of(known, batch.items().getLast()));
    assertThat(protocols.send(vendor, withKnown, TARGET, vendor, places))
        .containsExactly(new Outcome.Missing("gone"), DELIVERED);
  }

  @Test
  void withoutItsSecretARequestHasNoCredentials() {
    protocols.send(vendor, batch(Operation.WRITE, "a"), TARGET.withoutSecrets(), vendor, places);
    assertThat(vendor.headers.getFirst()).doesNotContainKey("authorization");
  }

  @Test
  void aPlaceIsSearchedForOnce() {
    vendor.place = true;
    vendor.answers("200", "204", "204");
    send("a");
    assertThat(send("b")).containsExactly(DELIVERED);
    assertThat(vendor.sent).containsExactly("GET /place", "POST /found/a", "POST /found/b");
  }

  @Test
  void aPlaceThatIsGoneIsCreatedAgainAndOnlyWhatItLacksIsSentAgain() {
    vendor.place = true;
    places.remember("place", "old");
    vendor.answers("204", "410", "404", "200", "204", "204");
    assertThat(send("a", "b", "c")).containsExactly(DELIVERED, DELIVERED, DELIVERED);
    assertThat(vendor.sent)
        .containsExactly(
            "POST /old/a",
            "POST /old/b",
            "GET /place",
            "PUT /place",
            "POST /found/b",
            "POST /found/c");
    assertThat(places.find("place")).contains("found");
  }

  @Test
  void aPlaceThatIsCreatedGetsAllFieldsAndOneThatIsFoundGetsThoseToSend() {
    ObjectNode all = Json.MAPPER.createObjectNode().put("name", "Ann").put("city", "Ulm");
    Batch batch = batch(Operation.WRITE, "a");
    Item changed = ItemBuilder.builder(batch.items().getFirst()).content(all).build();
    vendor.place = true;
    for (String search : List.of("404", "200")) {
      vendor.answers(search);
      protocols.send(vendor, batch.of(List.of(changed)), TARGET, vendor, Places.NONE);
    }
    assertThat(vendor.fields).containsExactly(all, changed.fields());
  }

  @Test
  void aPlaceThatReplacesALostOneGetsAllFields() {
    ObjectNode all = Json.MAPPER.createObjectNode().put("name", "Ann").put("city", "Ulm");
    Batch batch = batch(Operation.WRITE, "a");
    Item changed = ItemBuilder.builder(batch.items().getFirst()).content(all).build();
    vendor.place = true;
    places.remember("place", "old");
    vendor.answers("410", "200", "204");
    assertThat(protocols.send(vendor, batch.of(List.of(changed)), TARGET, vendor, places))
        .containsExactly(DELIVERED);
    assertThat(vendor.sent).containsExactly("POST /old/a", "GET /place", "POST /found/a");
    assertThat(vendor.fields).containsExactly(changed.fields(), all);
  }

  @Test
  void aPlaceThatTheVendorNamesAndThenLacksIsLeftForALaterAttempt() {
    vendor.place = true;
    vendor.answers("200", "410");
    assertThat(send("a")).singleElement().isInstanceOf(Outcome.Transient.class);
    assertThat(places.find("place")).isEmpty();
  }

  @Test
  void aSpentQuotaIsAskedForOnce() {
    vendor.answers("204", "402");
    List<Outcome> outcomes = send("a", "b", "c");
    assertThat(outcomes.getFirst()).isEqualTo(DELIVERED);
    assertThat(outcomes.subList(1, 3)).hasOnlyElementsOfType(Outcome.QuotaSpent.class);
    assertThat(vendor.sent).containsExactly("POST /a", "POST /b");
  }

  @Test
  void aQuestionAboutAJobHasTheCredentialsAndOneOutcomePerItem() {
    vendor.answers("200");
    assertThat(ask("a", "b")).containsExactly(DELIVERED, DELIVERED);
    assertThat(vendor.sent).containsExactly("GET /jobs/job-1");
    assertThat(vendor.headers.getFirst()).containsEntry("authorization", "Bearer very-secret");
  }

  @Test
  void aQuestionWithoutAnAnswerLeavesTheResultUnknown() {
    for (String answer : List.of("cut", "unsent", "998", "999")) {
      vendor.answers(answer);
      assertThat(ask("a", "b")).as(answer).hasOnlyElementsOfType(Outcome.Ambiguous.class);
    }
    vendor.answers("401");
    assertThat(ask("a")).hasOnlyElementsOfType(Outcome.Unauthorised.class);
  }

  @Test
  void aPreviewShowsTheSearchAndAPlaceholder() {
    vendor.place = true;
    assertThat(protocols.preview(vendor, batch(Operation.WRITE, "a"), TARGET))
        .extracting(exchange -> exchange.method() + " " + exchange.target())
        .containsExactly("GET https://example.org/place", "POST https://example.org/PLACE-ID/a");
    assertThat(vendor.sent).isEmpty();
  }

  private List<Outcome> send(String... items) {
    return protocols.send(vendor, batch(Operation.WRITE, items), TARGET, vendor, places);
  }

  private List<Outcome> ask(String... items) {
    return protocols.ask(vendor, batch(Operation.WRITE, items), "job-1", TARGET, vendor);
  }

  private static Batch batch(Operation operation, String... items) {
    ObjectNode nothing = Json.MAPPER.createObjectNode();
    return new Batch(
        TARGET.withoutSecrets(),
        "msg_1",
        new SyncId("syn_1"),
        "things",
        null,
        operation,
        nothing,
        List.of(items).stream().map(ProtocolsTest::item).toList());
  }

  private static Item item(String delivery) {
    return ItemBuilder.builder()
        .delivery(delivery)
        .matchField(null)
        .matchValue(delivery)
        .deliveredAs(null)
        .vendorId(null)
        .parentVendorId(null)
        .content(null)
        .formerMatchValues(List.of())
        .fields(Json.MAPPER.createObjectNode())
        .version(1)
        .hash("h")
        .since(Instant.EPOCH)
        .position(null)
        .uncertain(false)
        .build();
  }

  /** A connector and the other side of it. */
  private static final class Vendor implements Connector, Egress {
    private final List<String> sent = new ArrayList<>();
    private final List<Map<String, String>> headers = new ArrayList<>();
    private final List<ObjectNode> fields = new ArrayList<>();
    private final Deque<String> answers = new ArrayDeque<>();
    private Map<String, Outcome> decided = Map.of();
    private boolean place;
    private boolean broken;
    private boolean breaksWithTheFirstAnswer;

    /**
     * Statuses, with {@code +} for Retry-After, or {@code cut} or {@code unsent}; 204 afterwards.
     */
    private void answers(String... next) {
      answers.clear();
      answers.addAll(List.of(next));
    }

    @Override
    public Manifest manifest() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Authentication authentication() {
      return new Authentication.Bearer("token");
    }

    @Override
    public @Nullable Place place(Batch batch) {
      throwIfBroken(place);
      return place
          ? new Place(
              "place",
              "PLACE-ID",
              new Place.Step(request("GET", "/place"), Vendor::finding),
              new Place.Step(request("PUT", "/place"), Vendor::finding))
          : null;
    }

    private void throwIfBroken(boolean called) {
      if (broken && called) {
        throw new IllegalStateException("broken");
      }
    }

    private static Finding finding(Answer answer, Instant now) {
      return switch (answer.status()) {
        case 206 -> new Finding.Found("");
        case 214, 404 -> new Finding.Missing("no such place");
        case 408, 425, 500, 503 -> new Finding.Failed(new Outcome.Transient("later", null));
        case 409 -> new Finding.Refused("no such name");
        case 999 -> throw new IllegalStateException("not JSON");
        default -> new Finding.Found("found");
      };
    }

    @Override
    public Protocol protocol(Batch batch) {
      throwIfBroken(true);
      batch.items().forEach(item -> fields.add(item.fields()));
      String root = batch.place() == null ? "/" : "/" + batch.place() + "/";
      List<Call> calls =
          batch.items().stream()
              .filter(item -> !decided.containsKey(item.delivery()))
              .map(item ->
                  new Call(request("POST", root + item.delivery()), List.of(item), Vendor::read))
              .toList();
      return new Protocol.DirectCalls(calls, decided);
    }

    @Override
    public Call question(Batch batch, String job) {
      return new Call(
          request("GET", "/jobs/" + job),
          batch.items(),
          (answer, now) ->
              read(answer, now).stream().flatMap(outcome -> batch.each(outcome).stream()).toList());
    }

    private static List<Outcome> read(Answer answer, Instant now) {
      return switch (answer.status()) {
        case 202 -> List.of(new Outcome.Submitted("job-1", Instant.EPOCH, ""));
        case 400 -> List.of(new Outcome.RefusedTogether("field", "refused"));
        case 404 -> List.of(new Outcome.Missing("gone"));
        case 401 -> List.of(new Outcome.Unauthorised("no"));
        case 402 -> List.of(new Outcome.QuotaSpent(now, "tomorrow"));
        case 410 -> List.of(new Outcome.PlaceGone("no such place"));
        case 429 -> List.of(new Outcome.RateLimited(now, "slower"));
        case 998 -> Collections.emptyList();
        case 999 -> throw new IllegalStateException("not JSON");
        default -> List.of(DELIVERED);
      };
    }

    @Override
    public Probe probe(Target target) {
      return new Probe.OfRequest(request("GET", "/"), (answer, now) -> DELIVERED);
    }

    private static Request request(String method, String path) {
      return new Request(method, URI.create("https://example.org" + path), Map.of(), null);
    }

    @Override
    public Answer send(Request request) throws EgressFailure {
      sent.add(request.method() + " " + request.uri().getPath());
      headers.add(request.headers());
      broken |= breaksWithTheFirstAnswer;
      String answer = answers.isEmpty() ? "204" : answers.remove();
      if (answer.equals("cut")) {
        throw new EgressFailure(Reach.MAYBE_ARRIVED, "cut");
      }
      if (answer.equals("unsent")) {
        throw new EgressFailure(Reach.NOT_SENT, "No connection");
      }
      boolean later = answer.endsWith("+");
      return new Answer(
          Integer.parseInt(later ? answer.substring(0, answer.length() - 1) : answer),
          later ? Map.of("retry-after", List.of("1")) : Map.of(),
          "".getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public InetAddress checked(String host, int port) {
      return InetAddress.getLoopbackAddress();
    }

    @Override
    public void note(Exchange exchange) {
      throw new UnsupportedOperationException();
    }
  }
}
