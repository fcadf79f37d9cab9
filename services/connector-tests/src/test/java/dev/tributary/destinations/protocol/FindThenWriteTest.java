package dev.tributary.destinations.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Batch.Operation;
import dev.tributary.destinations.connector.BatchBuilder;
import dev.tributary.destinations.connector.Call;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.EgressFailure;
import dev.tributary.destinations.connector.EgressFailure.Reach;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.ItemBuilder;
import dev.tributary.destinations.connector.Manifest;
import dev.tributary.destinations.connector.Mode;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Probe;
import dev.tributary.destinations.connector.Protocol;
import dev.tributary.destinations.connector.Protocol.FindThenWrite;
import dev.tributary.destinations.connector.Protocol.Lookup;
import dev.tributary.destinations.connector.Protocol.Matches;
import dev.tributary.destinations.connector.Target;
import java.net.InetAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A vendor that has records by an own id, finds them by value, and has no upsert. */
class FindThenWriteTest {
  private static final Target TARGET =
      new Target(
          new WorkspaceId("wsp_1"),
          new DestinationId("dst_1"),
          Json.MAPPER.createObjectNode(),
          Map.of(),
          null);

  private static final ObjectNode CHANGED = Json.MAPPER.createObjectNode().put("city", "Ulm");
  private static final ObjectNode ALL = CHANGED.deepCopy().put("name", "Ann");

  private final Vendor vendor = new Vendor();
  private final Protocols protocols = new Protocols(Clock.systemUTC());

  @Test
  void whatTheVendorHasIsUpdatedAndTheRestIsCreated() {
    vendor.records.put("7", "a");
    assertThat(send(item("a", null), item("b", null)))
        .containsExactly(new Outcome.Delivered("7"), new Outcome.Delivered("101"));
    assertThat(vendor.sent).containsExactly("search a b", "update 7", "create b");
    assertThat(vendor.records).containsOnlyKeys("7", "101");
  }

  @Test
  void aKnownIdNeedsNoSearch() {
    vendor.records.put("7", "old");
    assertThat(send(item("a", "7"))).containsExactly(new Outcome.Delivered("7"));
    assertThat(vendor.sent).containsExactly("update 7");
    assertThat(vendor.records).containsEntry("7", "a");
  }

  /** Otherwise, another match value would create the record again. */
  @Test
  void theIdThatWasFoundIsKeptIfTheAnswerToTheUpdateHasNone() {
    vendor.records.put("7", "a");
    vendor.namesNoIds = true;
    assertThat(send(item("a", null))).containsExactly(new Outcome.Delivered("7"));
    assertThat(vendor.sent).containsExactly("search a", "update 7");
    vendor.accepts = true;
    assertThat(send(item("a", null))).containsExactly(new Outcome.Accepted("7"));
  }

  /** For example, an earlier attempt without an answer has written it. */
  @Test
  void aRecordThatTheSearchKnowsAsDeliveredIsNotWritten() {
    vendor.written.put("a", "7");
    for (Mode mode : List.of(Mode.UPSERT, Mode.UPDATE_ONLY, Mode.CREATE_ONLY)) {
      assertThat(send(mode, item("a", null))).containsExactly(new Outcome.Delivered("7"));
    }
    assertThat(vendor.sent).containsExactly("search a", "search a", "search a");
  }

  @Test
  void anIdThatIsGoneIsSearchedForAgain() {
    vendor.records.put("8", "a");
    assertThat(send(item("a", "7"), item("b", "9")))
        .containsExactly(new Outcome.Delivered("8"), new Outcome.Delivered("101"));
    assertThat(vendor.sent).containsExactly("update 7 9", "search a b", "update 8", "create b");
  }

  @Test
  void anUpdateHasTheChangedFieldsAndACreationHasAll() {
    vendor.records.put("7", "a");
    send(changed("a", "7"), changed("b", "9"), changed("c", null));
    assertThat(vendor.sent)
        .containsExactly("search c", "update 7 9", "create c", "search b", "create b");
    assertThat(vendor.fields).containsExactly(CHANGED, CHANGED, ALL, ALL);
  }

  @Test
  void aRecordThatAnotherClientCreatesInBetweenIsUpdated() {
    vendor.before("create", records -> records.put("55", "a"));
    assertThat(send(item("a", null))).containsExactly(new Outcome.Delivered("55"));
    assertThat(vendor.sent).containsExactly("search a", "create a", "update 55");
    assertThat(vendor.records).containsOnlyKeys("55");
  }

  @Test
  void aRecordThatTheSearchDidNotFindYetIsUpdatedWithTheChangedFields() {
    vendor.before("create", records -> records.put("55", "a"));
    assertThat(send(changed("a", null))).containsExactly(new Outcome.Delivered("55"));
    assertThat(vendor.sent).containsExactly("search a", "create a", "update 55");
    assertThat(vendor.fields).containsExactly(ALL, CHANGED);
  }

  @Test
  void aRecordThatKeepsChangingIsLeftForALaterAttempt() {
    vendor.before("update", Map::clear);
    vendor.records.put("7", "a");
    vendor.before("search", records -> records.put("7", "a"));
    assertThat(send(item("a", null))).singleElement().isInstanceOf(Outcome.Transient.class);
    assertThat(vendor.sent).containsExactly("search a", "update 7", "search a", "update 7");
  }

  @Test
  void aSearchWithoutAnAnswerSendsNothingAndHasNoEffect() {
    vendor.cut = "search";
    assertThat(send(item("a", null), item("b", "7")))
        .hasOnlyElementsOfType(Outcome.Transient.class);
    assertThat(vendor.sent).containsExactly("search a");
  }

  @Test
  void anUpdateWithoutAnAnswerIsAmbiguousAndTheCreationsAreNotSent() {
    vendor.records.put("7", "a");
    vendor.cut = "update";
    List<Outcome> outcomes = send(item("a", "7"), item("b", null));
    assertThat(outcomes.get(0)).isInstanceOf(Outcome.Ambiguous.class);
    assertThat(outcomes.get(1)).isInstanceOf(Outcome.Transient.class);
    assertThat(vendor.sent).containsExactly("search b", "update 7");
  }

  @Test
  void aRefusedItemIsNeitherUpdatedNorCreated() {
    vendor.ambiguous.add("a");
    assertThat(send(item("a", null), item("b", null)))
        .containsExactly(new Outcome.Rejected(null, "two of them"), new Outcome.Delivered("101"));
    assertThat(vendor.sent).containsExactly("search a b", "create b");
  }

  @Test
  void anItemThatCannotBeInARequestIsNeitherSearchedForNorWritten() {
    Outcome unfit = new Outcome.Rejected("plan", "unfit");
    vendor.decided.put("dlv_a", unfit);
    assertThat(send(item("a", null), item("b", null)))
        .containsExactly(unfit, new Outcome.Delivered("101"));
    assertThat(vendor.sent).containsExactly("search b", "create b");
  }

  @Test
  void afterASearchWhoseAnswerCannotBeReadNothingIsWritten() {
    vendor.broken = "matches";
    assertThat(send(item("a", null), item("b", "7")))
        .hasOnlyElementsOfType(Outcome.Transient.class);
    assertThat(vendor.sent).containsExactly("search a");
  }

  @Test
  void aSearchThatCannotBeMadeKeepsNoOtherItemBack() {
    vendor.records.put("7", "b");
    vendor.broken = "search";
    List<Outcome> outcomes = send(item("a", null), item("b", "7"));
    assertThat(outcomes.getFirst()).isInstanceOf(Outcome.Transient.class);
    assertThat(outcomes.getLast()).isEqualTo(new Outcome.Delivered("7"));
  }

  @Test
  void aCreationThatCannotBeMadeLeavesTheOutcomesOfTheOthers() {
    vendor.records.put("7", "b");
    vendor.broken = "create";
    List<Outcome> outcomes = send(item("a", null), item("b", null));
    assertThat(outcomes.getFirst()).isInstanceOf(Outcome.Transient.class);
    assertThat(outcomes.getLast()).isEqualTo(new Outcome.Delivered("7"));
    assertThat(vendor.sent).containsExactly("search a b", "update 7");
  }

  @Test
  void anUpdateThatCannotBeMadeLeavesTheOutcomesOfTheOthers() {
    vendor.records.put("7", "b");
    vendor.broken = "update";
    List<Outcome> outcomes = send(item("a", null), item("b", null));
    assertThat(outcomes.getFirst()).isEqualTo(new Outcome.Delivered("101"));
    assertThat(outcomes.getLast()).isInstanceOf(Outcome.Transient.class);
  }

  @Test
  void oneRecordIsNotTwiceInARequest() {
    vendor.records.put("7", "a");
    List<Outcome> outcomes = send(item("old", "7"), item("a", null));
    assertThat(outcomes.getFirst()).isEqualTo(new Outcome.Delivered("7"));
    assertThat(outcomes.getLast()).isInstanceOf(Outcome.Transient.class);
    assertThat(vendor.sent).containsExactly("search a", "update 7");
  }

  @Test
  void aLostCreationIsNotRepeatedBeforeASearchCanFindIt() {
    vendor.findableAfter = Duration.ofSeconds(30);
    vendor.cut = "create";
    Instant before = Instant.now();
    assertThat(send(item("a", null)).getFirst())
        .isInstanceOfSatisfying(
            Outcome.Ambiguous.class,
            lost -> assertThat(lost.notBefore()).isAfter(before.plusSeconds(29)));
    vendor.findableAfter = Duration.ZERO;
    assertThat(send(item("a", null))).containsExactly(new Outcome.Ambiguous("cut"));
  }

  @Test
  void aBatchThatOnlyUpdatesCreatesNothing() {
    vendor.records.put("7", "a");
    List<Outcome> outcomes =
        send(Mode.UPDATE_ONLY, item("a", null), item("b", null), item("c", "9"));
    assertThat(outcomes.get(0)).isEqualTo(new Outcome.Delivered("7"));
    assertThat(outcomes.subList(1, 3)).hasOnlyElementsOfType(Outcome.RefusedMissing.class);
    assertThat(vendor.sent).containsExactly("search a b", "update 9 7", "search c");
    assertThat(vendor.records).containsOnlyKeys("7");
  }

  @Test
  void aBatchThatOnlyCreatesChangesNothing() {
    vendor.records.put("7", "a");
    vendor.before("create", records -> records.put("55", "c"));
    List<Outcome> outcomes =
        send(Mode.CREATE_ONLY, item("a", "7"), item("b", null), item("c", null));
    assertThat(outcomes.get(0)).isInstanceOf(Outcome.RefusedExisting.class);
    assertThat(outcomes.get(1)).isEqualTo(new Outcome.Delivered("101"));
    assertThat(outcomes.get(2)).isInstanceOf(Outcome.RefusedExisting.class);
    assertThat(vendor.sent).containsExactly("search a b c", "create b c");
  }

  @Test
  void aPreviewOfABatchThatOnlyUpdatesShowsNoCreation() {
    Batch batch = batch(Mode.UPDATE_ONLY, item("a", null), item("b", "7"));
    assertThat(protocols.preview(vendor, batch, TARGET))
        .extracting(Egress.Exchange::method)
        .containsExactly("search", "update");
  }

  @Test
  void aPreviewOfABatchThatOnlyUpdatesShowsWhatCanBeShownIfTheConnectorRefusesThePlaceholder() {
    vendor.refusesWords = true;
    Batch batch = batch(Mode.UPDATE_ONLY, item("a", null));
    assertThat(protocols.preview(vendor, batch, TARGET))
        .extracting(Egress.Exchange::method)
        .containsExactly("search");
    assertThat(protocols.requests(vendor, batch)).isEqualTo(1);
  }

  @Test
  void aPreviewOfARemovalIsTheSameInAllModes() {
    Batch updating = batch(Mode.UPDATE_ONLY, item("a", null), item("b", "7"));
    Batch removal = BatchBuilder.builder(updating).operation(Operation.REMOVE).build();
    Batch upserting = BatchBuilder.builder(removal).mode(Mode.UPSERT).build();
    assertThat(methods(removal)).containsExactly("search", "update", "create");
    assertThat(methods(upserting)).isEqualTo(methods(removal));
  }

  private List<String> methods(Batch batch) {
    return protocols.preview(vendor, batch, TARGET).stream().map(Egress.Exchange::method).toList();
  }

  private List<Outcome> send(Item... items) {
    return send(Mode.UPSERT, items);
  }

  private List<Outcome> send(Mode mode, Item... items) {
    return protocols.send(vendor, batch(mode, items), TARGET, vendor, Places.NONE);
  }

  private static Batch batch(Mode mode, Item... items) {
    ObjectNode nothing = Json.MAPPER.createObjectNode();
    Batch batch =
        new Batch(
            TARGET,
            "msg_1",
            new SyncId("syn_1"),
            "things",
            null,
            Operation.WRITE,
            nothing,
            List.of(items));
    return BatchBuilder.builder(batch).mode(mode).build();
  }

  private static Item changed(String value, @Nullable String vendorId) {
    return ItemBuilder.builder(item(value, vendorId)).fields(CHANGED).content(ALL).build();
  }

  private static Item item(String value, @Nullable String vendorId) {
    return ItemBuilder.builder()
        .delivery("dlv_" + value)
        .matchField("name")
        .matchValue(value)
        .deliveredAs(null)
        .vendorId(vendorId)
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

  /** A connector and the other side of it: the requests are words in the path. */
  private static final class Vendor implements Connector, Egress {
    private final List<String> sent = new ArrayList<>();
    private final List<ObjectNode> fields = new ArrayList<>();
    private final Map<String, String> records = new TreeMap<>();
    private final Set<String> ambiguous = new TreeSet<>();
    private final Map<String, Consumer<Map<String, String>>> before = new HashMap<>();
    private final Map<String, Outcome> decided = new HashMap<>();
    private String cut = "";

    /** The code that throws an exception. */
    private String broken = "";

    /** Whether answers to updates have no ids. */
    private boolean namesNoIds;

    /** Whether answers to updates promise no effect. */
    private boolean accepts;

    /** The ids of records that need no write, by their values. */
    private final Map<String, String> written = new HashMap<>();

    /** Whether an update needs ids that are numbers. */
    private boolean refusesWords;

    private Duration findableAfter = Duration.ZERO;
    private int lastId = 100;

    /** What another client does before the vendor carries out such a request. */
    private void before(String action, Consumer<Map<String, String>> change) {
      before.put(action, change);
    }

    @Override
    public Manifest manifest() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Protocol protocol(Batch batch) {
      return new FindThenWrite(
          items -> new Lookup(request("search", values(items)), (answer, now) -> found(items)),
          items -> new Call(request("create", values(items)), items, (a, now) -> created(items)),
          items -> new Call(request("update", ids(items)), items, (a, now) -> updated(items)),
          findableAfter,
          decided);
    }

    private Matches found(List<Item> items) {
      throwIfBroken("matches");
      Map<String, String> ids = new HashMap<>();
      Map<String, Outcome> refused = new HashMap<>();
      for (Item item : items) {
        records.forEach((id, value) -> {
          if (value.equals(item.matchValue())) {
            ids.put(item.delivery(), id);
          }
        });
        if (written.containsKey(item.matchValue())) {
          refused.put(item.delivery(), new Outcome.Delivered(written.get(item.matchValue())));
        }
        if (ambiguous.contains(item.matchValue())) {
          refused.put(item.delivery(), new Outcome.Rejected(null, "two of them"));
        }
      }
      return new Matches.Found(ids, refused);
    }

    private List<Outcome> created(List<Item> items) {
      items.forEach(item -> fields.add(item.fields()));
      return items.stream()
          .map(item -> {
            for (Map.Entry<String, String> record : records.entrySet()) {
              if (record.getValue().equals(item.matchValue())) {
                return (Outcome) new Outcome.Exists(record.getKey(), "exists");
              }
            }
            String id = Integer.toString(++lastId);
            records.put(id, item.matchValue());
            return new Outcome.Delivered(id);
          })
          .toList();
    }

    private List<Outcome> updated(List<Item> items) {
      items.forEach(item -> fields.add(item.fields()));
      return items.stream()
          .map(item ->
              records.replace(String.valueOf(item.vendorId()), item.matchValue()) == null
                  ? (Outcome) new Outcome.Missing("gone")
                  : confirmed(namesNoIds ? null : item.vendorId()))
          .toList();
    }

    private Outcome confirmed(@Nullable String id) {
      return accepts ? new Outcome.Accepted(id) : new Outcome.Delivered(id);
    }

    private static String values(List<Item> items) {
      return items.stream().map(Item::matchValue).collect(Collectors.joining(" "));
    }

    private String ids(List<Item> items) {
      return items.stream()
          .map(item -> {
            String id = String.valueOf(item.vendorId());
            return refusesWords ? String.valueOf(Integer.parseInt(id)) : id;
          })
          .collect(Collectors.joining(" "));
    }

    @Override
    public Probe probe(Target target) {
      throw new UnsupportedOperationException();
    }

    private void throwIfBroken(String code) {
      if (broken.equals(code)) {
        throw new IllegalStateException(code);
      }
    }

    private Request request(String action, String words) {
      throwIfBroken(action);
      return new Request(
          action, URI.create("https://example.org/" + words.replace(" ", "+")), Map.of(), null);
    }

    @Override
    public Answer send(Request request) throws EgressFailure {
      sent.add(request.method() + " " + request.uri().getPath().substring(1).replace('+', ' '));
      before.getOrDefault(request.method(), records -> {}).accept(records);
      if (cut.equals(request.method())) {
        throw new EgressFailure(Reach.MAYBE_ARRIVED, "cut");
      }
      return new Answer(200, Map.of(), new byte[0]);
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
