package dev.tributary.destinations.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
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
import dev.tributary.destinations.connector.Probe;
import dev.tributary.destinations.connector.Protocol;
import dev.tributary.destinations.connector.Protocol.Lookup;
import dev.tributary.destinations.connector.Protocol.Matches;
import dev.tributary.destinations.connector.Protocol.ResolveThenSend;
import dev.tributary.destinations.connector.Protocol.ResolveThenSend.NamedRecords;
import dev.tributary.destinations.connector.Protocol.ResolveThenSend.Resolved;
import dev.tributary.destinations.connector.Target;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A vendor whose items name two records: one in {@code people}, one in {@code places}. */
class ResolveThenSendTest {
  private static final Target TARGET =
      new Target(
          new WorkspaceId("wsp_1"),
          new DestinationId("dst_1"),
          Json.MAPPER.createObjectNode(),
          Map.of(),
          null);

  private static final Outcome OK = new Outcome.Delivered("made");

  private final Vendor vendor = new Vendor();
  private final Noted noted = new Noted();
  private final Protocols protocols = new Protocols(Clock.systemUTC());

  @Test
  void allLookupsAreSentBeforeTheFirstStep() {
    assertThat(send("a", "b")).containsExactly(OK, OK);
    assertThat(vendor.sent)
        .containsExactly("people a b", "places a b", "clear a[1a, 2a] b[1b, 2b]", "make a b");
    assertThat(noted.removed).isEmpty();
  }

  @Test
  void anItemWithoutOneOfItsRecordsWaitsAndIsInNoLaterRequest() {
    vendor.missing.add("people a");
    vendor.missing.add("places b");
    List<Outcome> outcomes = send("a", "b", "c");
    assertThat(outcomes.subList(0, 2)).hasOnlyElementsOfType(Outcome.WaitsForRecord.class);
    assertThat(outcomes.get(2)).isEqualTo(OK);
    assertThat(vendor.sent)
        .containsExactly("people a b c", "places a b c", "clear c[1c, 2c]", "make c");
  }

  @Test
  void anItemThatNamesNothingGoesThroughTheStepsWithoutIds() {
    vendor.unnamed.add("a");
    assertThat(send("a", "b")).containsExactly(OK, OK);
    assertThat(vendor.sent)
        .containsExactly("people b", "places b", "clear a[] b[1b, 2b]", "make a b");
  }

  @Test
  void aDecidedItemNeedsNoRequest() {
    vendor.decided.put("dlv_a", new Outcome.Rejected(null, "no"));
    assertThat(send("a", "b")).containsExactly(new Outcome.Rejected(null, "no"), OK);
    assertThat(vendor.sent.getFirst()).isEqualTo("people b");
    vendor.decided.put("dlv_b", OK);
    vendor.sent.clear();
    assertThat(send("a", "b")).containsExactly(new Outcome.Rejected(null, "no"), OK);
    assertThat(vendor.sent).isEmpty();
  }

  /** A refusal does not always say which items it concerns. */
  @Test
  void anItemThatAStepRefusesIsInNoLaterStepAndMayBeChanged() {
    vendor.answers.put("clear a", new Outcome.Rejected(null, "no"));
    assertThat(send("a", "b")).containsExactly(new Outcome.Rejected(null, "no"), OK);
    assertThat(vendor.sent).endsWith("make b");
    assertThat(noted.removed).isEqualTo(Map.of("dlv_a", Optional.empty()));
  }

  @Test
  void anItemWhoseStepCertainlyHadNoEffectIsUnchanged() {
    vendor.answers.put("clear a", new Outcome.HeldBack(Instant.EPOCH, "later"));
    send("a");
    assertThat(noted.removed).isEmpty();
  }

  @Test
  void anItemThatAStepMayHaveChangedIsNoted() {
    vendor.cut = "clear";
    assertThat(send("a")).hasOnlyElementsOfType(Outcome.Ambiguous.class);
    assertThat(noted.removed).isEqualTo(Map.of("dlv_a", Optional.empty()));
  }

  @Test
  void anItemThatALaterStepRefusesIsNotedAsChanged() {
    vendor.answers.put("make a", new Outcome.Rejected("field", "no"));
    assertThat(send("a", "b")).containsExactly(new Outcome.Rejected("field", "no"), OK);
    assertThat(noted.removed).isEqualTo(Map.of("dlv_a", Optional.of("made")));
  }

  @Test
  void nothingIsSentAfterAnAnswerThatConcernsTheDestination() {
    Outcome limited = new Outcome.RateLimited(Instant.EPOCH, "slow down");
    vendor.answers.put("places", limited);
    assertThat(send("a", "b")).containsExactly(limited, limited);
    assertThat(vendor.sent).containsExactly("people a b", "places a b");
    vendor.answers.clear();
    vendor.sent.clear();
    vendor.answers.put("clear a", limited);
    assertThat(send("a", "b")).containsExactly(limited, limited);
    assertThat(vendor.sent).endsWith("clear a[1a, 2a] b[1b, 2b]");
    assertThat(noted.removed).isNotEmpty();
  }

  @Test
  void aRequestWithoutAnAnswerIsUncertainForItsItemsOnlyInAStep() {
    vendor.cut = "people";
    assertThat(send("a")).hasOnlyElementsOfType(Outcome.Transient.class);
    assertThat(vendor.sent).containsExactly("people a");
    vendor.cut = "make";
    assertThat(send("a")).hasOnlyElementsOfType(Outcome.Ambiguous.class);
    assertThat(noted.removed).isNotEmpty();
  }

  @Test
  void codeThatFailsConcernsItsItemsAndSendsNothingForThem() {
    vendor.broken = "places";
    assertThat(send("a")).hasOnlyElementsOfType(Outcome.Transient.class);
    assertThat(vendor.sent).containsExactly("people a", "places a");
    vendor.sent.clear();
    vendor.broken = "make";
    assertThat(send("a")).hasOnlyElementsOfType(Outcome.Transient.class);
    assertThat(vendor.sent).containsExactly("people a", "places a", "clear a[1a, 2a]");
    assertThat(noted.removed).isNotEmpty();
  }

  @Test
  void aPreviewShowsAllRequests() {
    assertThat(protocols.requests(vendor, batch("a", "b"))).isEqualTo(4);
    assertThat(vendor.sent).isEmpty();
  }

  private List<Outcome> send(String... names) {
    return protocols.send(vendor, batch(names), TARGET, vendor, noted);
  }

  private static Batch batch(String... names) {
    return new Batch(
        TARGET,
        "msg_1",
        new SyncId("syn_1"),
        "things",
        null,
        Operation.WRITE,
        Json.MAPPER.createObjectNode(),
        List.of(names).stream().map(ResolveThenSendTest::item).toList());
  }

  private static Item item(String value) {
    return ItemBuilder.builder()
        .delivery("dlv_" + value)
        .matchField("name")
        .matchValue(value)
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

  private static final class Noted implements Places {
    private final Map<String, Optional<String>> removed = new HashMap<>();

    @Override
    public Optional<String> find(String name) {
      return Optional.empty();
    }

    @Override
    public void remember(String name, String id) {
      throw new AssertionError("There are no places");
    }

    @Override
    public void forget(String name, String id) {
      throw new AssertionError("There are no places");
    }

    @Override
    public void removedBefore(String delivery, @Nullable String vendorId) {
      removed.put(delivery, Optional.ofNullable(vendorId));
    }
  }

  /** A connector and the other side of it: the requests are words in the path. */
  private static final class Vendor implements Connector, Egress {
    private final List<String> sent = new ArrayList<>();
    private final Set<String> missing = new TreeSet<>();
    private final Set<String> unnamed = new TreeSet<>();
    private final Map<String, Outcome> decided = new HashMap<>();

    /** Of a lookup, or of an item in a step; others succeed. */
    private final Map<String, Outcome> answers = new HashMap<>();

    /** The request that has no answer. */
    private String cut = "";

    /** The code that throws an exception. */
    private String broken = "";

    @Override
    public Manifest manifest() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Protocol protocol(Batch batch) {
      List<Item> named =
          batch.items().stream()
              .filter(item -> !unnamed.contains(item.matchValue()))
              .filter(item -> !decided.containsKey(item.delivery()))
              .toList();
      List<NamedRecords> lookups =
          named.isEmpty()
              ? List.of()
              : List.of(lookup("people", "1", named), lookup("places", "2", named));
      return new ResolveThenSend(
          lookups,
          List.of(
              items -> List.of(call("clear", items, describe(items))),
              items -> {
                throwIfBroken("make");
                return List.of(
                    call("make", items, values(items.stream().map(Resolved::item).toList())));
              }),
          decided);
    }

    private NamedRecords lookup(String kind, String prefix, List<Item> asked) {
      return new NamedRecords(
          asked,
          new Lookup(
              request(kind, values(asked)),
              (answer, now) -> {
                throwIfBroken(kind);
                Outcome failed = answers.get(kind);
                if (failed != null) {
                  return new Matches.Failed(failed);
                }
                Map<String, String> ids = new HashMap<>();
                asked.stream()
                    .filter(item -> !missing.contains(kind + " " + item.matchValue()))
                    .forEach(item -> ids.put(item.delivery(), prefix + item.matchValue()));
                return new Matches.Found(ids, Map.of());
              }));
    }

    private Call call(String action, List<Resolved> resolved, String words) {
      List<Item> items = resolved.stream().map(Resolved::item).toList();
      return new Call(
          request(action, words),
          items,
          (answer, now) ->
              items.stream()
                  .map(item -> answers.getOrDefault(action + " " + item.matchValue(), OK))
                  .toList());
    }

    private static String describe(List<Resolved> items) {
      return items.stream()
          .map(each -> each.item().matchValue() + each.ids())
          .collect(Collectors.joining(" "));
    }

    private static String values(List<Item> items) {
      return items.stream().map(Item::matchValue).collect(Collectors.joining(" "));
    }

    private void throwIfBroken(String code) {
      if (code.equals(broken)) {
        throw new IllegalStateException(code);
      }
    }

    private static Request request(String action, String words) {
      String path = URLEncoder.encode(action + " " + words, StandardCharsets.UTF_8);
      return new Request(
          "POST", URI.create("https://vendor.example/" + path.replace("+", "%20")), Map.of(), null);
    }

    @Override
    public Answer send(Request request) throws EgressFailure {
      String words = request.uri().getPath().substring(1);
      sent.add(words);
      if (!cut.isEmpty() && words.startsWith(cut)) {
        throw new EgressFailure(Reach.MAYBE_ARRIVED, "no answer");
      }
      return new Answer(200, Map.of(), new byte[0]);
    }

    @Override
    public InetAddress checked(String host, int port) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void note(Exchange exchange) {}

    @Override
    public Probe probe(Target target) {
      throw new UnsupportedOperationException();
    }
  }
}
