package dev.tributary.destinations.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.claim.RecordClaims;
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
import dev.tributary.destinations.connector.Protocol.FindThenWrite.FurtherSearch;
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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Records that the match field does not find are found by an email address, then by a phone. */
class FurtherMatchesTest {
  private static final Target TARGET =
      new Target(
          new WorkspaceId("wsp_1"),
          new DestinationId("dst_1"),
          Json.MAPPER.createObjectNode(),
          Map.of(),
          null);

  private final MemoryClaims claims = new MemoryClaims();
  private final Vendor vendor = new Vendor();
  private final Protocols protocols = new Protocols(Clock.systemUTC(), Sessions.NONE, null, claims);

  @Test
  void aRecordIsFoundByTheFirstFieldThatKnowsItAndGetsTheMatchValue() {
    vendor.has("5", null, "ann@example.org", null);
    vendor.has("6", null, null, "+31");
    vendor.has("7", "c", "other@example.org", null);
    assertThat(
            send(
                item("a", "ann@example.org", "+32"),
                item("b", "ben@example.org", "+31"),
                item("c", "cem@example.org", null),
                item("d", "dan@example.org", null)))
        .containsExactly(delivered("5"), delivered("6"), delivered("7"), delivered("101"));
    assertThat(vendor.sent)
        .containsExactly(
            "search name a b c d",
            "search email a b d",
            "search phone b",
            "update 7 5 6",
            "create d");
    assertThat(vendor.records.get("5")).containsEntry("name", "a");
    assertThat(vendor.records.get("6")).containsEntry("name", "b");
    assertThat(vendor.records).hasSize(4);

    vendor.sent.clear();
    assertThat(send(item("a", "ann@example.org", null))).containsExactly(delivered("5"));
    assertThat(vendor.sent).containsExactly("search name a", "update 5");
  }

  @Test
  void aFoundRecordGetsAllFieldsOfItsItem() {
    vendor.has("5", null, "ann@example.org", null);
    Item whole = item("a", "ann@example.org", null);
    send(
        ItemBuilder.builder(whole)
            .fields(Json.MAPPER.createObjectNode().put("city", "Ulm"))
            .content(whole.fields())
            .build());
    assertThat(vendor.records.get("5")).containsEntry("email", "ann@example.org");
    assertThat(vendor.written).containsExactly(whole.fields());
  }

  @Test
  void aKnownIdNeedsNoSearchAndAnItemWithoutAValueSkipsTheField() {
    vendor.has("5", "old", null, null);
    assertThat(send(with(item("a", "ann@example.org", null), "5"), item("b", " ", null)))
        .containsExactly(delivered("5"), delivered("101"));
    assertThat(vendor.sent).containsExactly("search name b", "update 5", "create b");
  }

  @Test
  void anIdThatIsGoneIsSearchedForByAllFields() {
    vendor.has("5", null, "ann@example.org", null);
    assertThat(send(with(item("a", "ann@example.org", null), "9"))).containsExactly(delivered("5"));
    assertThat(vendor.sent)
        .containsExactly("update 9", "search name a", "search email a", "update 5");
  }

  @Test
  void severalFoundRecordsAreRefusedAndTheNextFieldIsNotTried() {
    vendor.has("5", null, "ann@example.org", null);
    vendor.has("6", null, "ann@example.org", null);
    vendor.has("7", null, null, "+31");
    assertThat(send(item("a", "ann@example.org", "+31")))
        .containsExactly(new Outcome.Rejected("email", "two of them"));
    assertThat(vendor.sent).containsExactly("search name a", "search email a");
  }

  @Test
  void theRecordOfAnotherItemIsNeverTaken() {
    vendor.has("5", "z", "ann@example.org", null);
    assertThat(send(item("a", "ann@example.org", null)))
        .singleElement()
        .isInstanceOfSatisfying(
            Outcome.WaitsForRecord.class,
            waiting ->
                assertThat(waiting.words())
                    .contains("The record 5 has the same email, and another name"));
    assertThat(vendor.records.get("5")).containsEntry("name", "z");
  }

  @Test
  void aRenamedRecordWhoseIdIsNotKnownIsItsOwn() {
    vendor.has("5", "old", "ann@example.org", null);
    Item renamed =
        ItemBuilder.builder(item("new", "ann@example.org", null)).deliveredAs("old").build();
    assertThat(send(renamed)).containsExactly(delivered("5"));
    assertThat(vendor.records.get("5")).containsEntry("name", "new");
  }

  @Test
  void ofTwoItemsOfABatchTheFirstTakesTheRecord() {
    vendor.has("5", null, "ann@example.org", null);
    List<Outcome> outcomes =
        send(item("a", "ann@example.org", null), item("b", "ann@example.org", null));
    assertThat(outcomes.getFirst()).isEqualTo(delivered("5"));
    assertThat(outcomes.getLast())
        .isInstanceOfSatisfying(Outcome.WaitsForRecord.class, this::isTaken);
    assertThat(vendor.sent).containsExactly("search name a b", "search email a b", "update 5");
  }

  @Test
  void aRecordThatAnItemOfTheBatchHasAlreadyIsNotTaken() {
    vendor.has("5", "b", "ann@example.org", null);
    vendor.hidden.add("b");
    List<Outcome> outcomes =
        send(with(item("b", null, null), "5"), item("a", "ann@example.org", null));
    assertThat(outcomes.getFirst()).isEqualTo(delivered("5"));
    assertThat(outcomes.getLast())
        .isInstanceOfSatisfying(Outcome.WaitsForRecord.class, this::isTaken);
  }

  /** A search may show a record as it was before another batch has written to it. */
  @Test
  void ofTwoBatchesOneTakesTheRecordAlsoIfASearchIsLate() {
    vendor.has("5", null, "ann@example.org", null);
    vendor.late = true;
    assertThat(send(item("a", "ann@example.org", null))).containsExactly(delivered("5"));
    assertThat(send(item("b", "ann@example.org", null)))
        .singleElement()
        .isInstanceOfSatisfying(Outcome.WaitsForRecord.class, this::isTaken);
    assertThat(vendor.records.get("5")).containsEntry("name", "a");
    assertThat(send(item("a", "ann@example.org", null)))
        .as("an attempt that is repeated keeps its record")
        .containsExactly(delivered("5"));
  }

  @Test
  void withoutTheStoreOfClaimsNoRecordIsTaken() {
    vendor.has("5", null, "ann@example.org", null);
    claims.away = true;
    assertThat(send(item("a", "ann@example.org", null)))
        .hasOnlyElementsOfType(Outcome.Transient.class);
    assertThat(vendor.sent).containsExactly("search name a", "search email a");
  }

  @Test
  void twoNewRecordsWithOneValueAreNotBothCreated() {
    List<Outcome> outcomes =
        send(item("a", "ann@example.org", null), item("b", "ANN@example.org", null));
    assertThat(outcomes.getFirst()).isEqualTo(delivered("101"));
    assertThat(outcomes.getLast()).isInstanceOf(Outcome.Transient.class);
    assertThat(send(item("b", "ann@example.org", null)))
        .as("the search shows whose record it is")
        .hasOnlyElementsOfType(Outcome.WaitsForRecord.class);
  }

  /** Such a vendor would update the record of the first item, as it knows the address by then. */
  @Test
  void aNewRecordWaitsWhileASearchMayNotFindAnotherOneWithItsValue() {
    vendor.findableAfter = Duration.ofMinutes(5);
    vendor.late = true;
    Instant before = Instant.now();
    assertThat(send(item("a", "ann@example.org", null))).containsExactly(delivered("101"));
    assertThat(send(item("b", "ann@example.org", null)))
        .singleElement()
        .isInstanceOfSatisfying(
            Outcome.Transient.class,
            waits -> assertThat(waits.notBefore()).isAfter(before.plusSeconds(299)));
    assertThat(vendor.records).hasSize(1);
  }

  @Test
  void aClaimEndsIfItsItemWasNotWritten() {
    vendor.has("5", null, "ann@example.org", null);
    vendor.rejects.add("a");
    vendor.rejects.add("c");
    assertThat(send(item("a", "ann@example.org", null), item("c", "cem@example.org", null)))
        .hasOnlyElementsOfType(Outcome.Rejected.class);
    assertThat(send(item("b", "ann@example.org", null))).containsExactly(delivered("5"));
    assertThat(send(item("d", "cem@example.org", null)))
        .hasOnlyElementsOfType(Outcome.Delivered.class);
  }

  @Test
  void anItemThatWaitsForOneValueKeepsNoOtherValue() {
    vendor.late = true;
    send(item("a", "ann@example.org", null));
    assertThat(send(item("b", "ann@example.org", "+31")))
        .hasOnlyElementsOfType(Outcome.Transient.class);
    assertThat(send(item("c", null, "+31"))).hasOnlyElementsOfType(Outcome.Delivered.class);
  }

  /** Also where searches are never late: two batches can search before one of them creates. */
  @Test
  void valuesAreClaimedAsTheSearchComparesThem() {
    vendor.late = true;
    send(item("a", "Ann@example.org", null));
    assertThat(send(item("b", "ann@EXAMPLE.org", null)))
        .hasOnlyElementsOfType(Outcome.Transient.class);
    assertThat(vendor.records).hasSize(1);
  }

  @Test
  void aSyncThatOnlyCreatesLeavesTheFoundRecordAndClaimsNothing() {
    vendor.has("5", null, "ann@example.org", null);
    assertThat(send(Mode.CREATE_ONLY, item("a", "ann@example.org", null), item("b", null, null)))
        .first()
        .isInstanceOf(Outcome.RefusedExisting.class);
    assertThat(vendor.records.get("5")).doesNotContainKey("name");
    assertThat(claims.holders).isEmpty();
  }

  @Test
  void aSyncThatOnlyUpdatesUpdatesTheFoundRecordAndCreatesNothing() {
    vendor.has("5", null, "ann@example.org", null);
    List<Outcome> outcomes =
        send(
            Mode.UPDATE_ONLY,
            item("a", "ann@example.org", null),
            item("b", "ben@example.org", null),
            item("c", "ben@example.org", null));
    assertThat(outcomes.getFirst()).isEqualTo(delivered("5"));
    assertThat(outcomes.subList(1, 3)).hasOnlyElementsOfType(Outcome.RefusedMissing.class);
    assertThat(vendor.records).hasSize(1);
  }

  @Test
  void aFurtherSearchWithoutAnAnswerCreatesNothing() {
    vendor.cut = "search email";
    assertThat(send(item("a", "ann@example.org", null), item("b", null, null)))
        .hasOnlyElementsOfType(Outcome.Transient.class);
    assertThat(vendor.records).isEmpty();
  }

  @Test
  void aSearchThatCannotBeMadeKeepsOnlyItsItemsBack() {
    vendor.broken = "search email";
    List<Outcome> outcomes = send(item("a", "ann@example.org", null), item("b", null, null));
    assertThat(outcomes.getFirst()).isInstanceOf(Outcome.Transient.class);
    assertThat(outcomes.getLast()).isEqualTo(delivered("101"));
  }

  /** The id that the vendor names may be of the record of another item. */
  @Test
  void aRecordThatExistsAlreadyIsSearchedForAgain() {
    vendor.before = () -> vendor.has("5", "z", "ann@example.org", null);
    vendor.refusesAddresses = true;
    assertThat(send(item("a", "ann@example.org", null)))
        .hasOnlyElementsOfType(Outcome.WaitsForRecord.class);
    assertThat(vendor.records.get("5")).containsEntry("name", "z");
  }

  @Test
  void aPreviewAndAPlanCountTheFurtherSearches() {
    Batch batch = batch(Mode.UPSERT, item("a", "a@example.org", null), item("b", null, "+31"));
    assertThat(protocols.preview(vendor, batch, TARGET))
        .extracting(shown -> shown.method())
        .containsExactly("search-name", "search-email", "search-phone", "create");
    assertThat(protocols.requests(vendor, batch)).isEqualTo(4);
    assertThat(protocols.requests(vendor, batch(Mode.UPSERT, item("a", null, null)))).isEqualTo(2);
    assertThat(protocols.requests(vendor, batch(Mode.UPDATE_ONLY, item("a", "a@e.org", null))))
        .isEqualTo(3);
  }

  private void isTaken(Outcome.WaitsForRecord refused) {
    assertThat(refused.words())
        .contains("same email", "has taken the record 5")
        .doesNotContain("ann@");
  }

  private List<Outcome> send(Item... items) {
    return send(Mode.UPSERT, items);
  }

  private List<Outcome> send(Mode mode, Item... items) {
    return protocols.send(vendor, batch(mode, items), TARGET, vendor, Places.NONE);
  }

  private static Outcome delivered(String id) {
    return new Outcome.Delivered(id);
  }

  private static Batch batch(Mode mode, Item... items) {
    return BatchBuilder.builder()
        .target(TARGET)
        .key("msg_1")
        .sync(new SyncId("syn_1"))
        .object("things")
        .place(null)
        .operation(Operation.WRITE)
        .syncSettings(Json.MAPPER.createObjectNode())
        .items(List.of(items))
        .mode(mode)
        .mapping(List.of("email", "phone"))
        .furtherMatches(List.of("email", "phone"))
        .build();
  }

  private static Item with(Item item, String vendorId) {
    return ItemBuilder.builder(item).vendorId(vendorId).build();
  }

  private static Item item(String name, @Nullable String email, @Nullable String phone) {
    return ItemBuilder.builder()
        .delivery("dlv_" + name)
        .matchField("name")
        .matchValue(name)
        .deliveredAs(null)
        .vendorId(null)
        .parentVendorId(null)
        .content(null)
        .formerMatchValues(List.of())
        .fields(Json.MAPPER.createObjectNode().put("email", email).put("phone", phone))
        .version(1)
        .hash("h")
        .since(Instant.EPOCH)
        .position(null)
        .uncertain(false)
        .build();
  }

  /** Claims that never end. */
  private static final class MemoryClaims implements RecordClaims {
    private final Map<String, String> holders = new HashMap<>();
    private boolean away;

    @Override
    public void free(Target target, String space, Map<String, String> held) {
      held.forEach(holders::remove);
    }

    @Override
    public Optional<Set<String>> take(
        Target target, String space, Map<String, String> asked, Duration kept) {
      return away
          ? Optional.empty()
          : Optional.of(
              asked.entrySet().stream()
                  .filter(each -> {
                    holders.putIfAbsent(each.getKey(), each.getValue());
                    return each.getValue().equals(holders.get(each.getKey()));
                  })
                  .map(Map.Entry::getKey)
                  .collect(Collectors.toSet()));
    }
  }

  /** A connector and the other side of it. */
  private static final class Vendor implements Connector, Egress {
    private final List<String> sent = new ArrayList<>();
    private final List<ObjectNode> written = new ArrayList<>();
    private final Map<String, Map<String, String>> records = new TreeMap<>();

    /** The records that searches show, if they are late. */
    private final Map<String, Map<String, String>> shown = new TreeMap<>();

    /** The match values that no search finds. */
    private final Set<String> hidden = new HashSet<>();

    private final Set<String> rejects = new HashSet<>();
    private String cut = "";
    private String broken = "";
    private boolean late;
    private boolean refusesAddresses;
    private Runnable before = () -> {};
    private Duration findableAfter = Duration.ZERO;
    private int lastId = 100;

    private void has(
        String id, @Nullable String name, @Nullable String email, @Nullable String phone) {
      Map<String, String> record = new HashMap<>();
      Stream.of("name", "email", "phone")
          .forEach(field -> {
            String value = field.equals("name") ? name : field.equals("email") ? email : phone;
            if (value != null) {
              record.put(field, value);
            }
          });
      records.put(id, record);
      shown.put(id, new HashMap<>(record));
    }

    @Override
    public Manifest manifest() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Protocol protocol(Batch batch) {
      return new FindThenWrite(
          items -> search("name", items, Item::matchValue),
          batch.furtherMatches().stream()
              .map(field ->
                  new FurtherSearch(
                      field, items -> search(field, items, item -> item.furtherMatchValue(field))))
              .toList(),
          items -> new Call(request("create", names(items)), items, (a, now) -> created(items)),
          items -> new Call(request("update", ids(items)), items, (a, now) -> updated(items)),
          findableAfter,
          Map.of());
    }

    private Lookup search(String field, List<Item> items, Function<Item, @Nullable String> value) {
      return new Lookup(
          request("search " + field, names(items)),
          (answer, now) -> {
            Map<String, String> ids = new HashMap<>();
            Map<String, Outcome> refused = new HashMap<>();
            items.forEach(item -> find(field, item, value.apply(item), ids, refused));
            return new Matches.Found(ids, refused);
          });
    }

    private void find(
        String field,
        Item item,
        @Nullable String value,
        Map<String, String> ids,
        Map<String, Outcome> refused) {
      List<String> found =
          (late ? shown : records)
              .entrySet().stream()
                  .filter(each -> value != null && value.equals(each.getValue().get(field)))
                  .filter(each -> !(field.equals("name") && hidden.contains(value)))
                  .map(Map.Entry::getKey)
                  .toList();
      if (found.size() > 1) {
        refused.put(item.delivery(), new Outcome.Rejected(field, "two of them"));
      } else if (found.size() == 1) {
        String id = found.getFirst();
        String name =
            hidden.isEmpty()
                ? (late ? shown : records).getOrDefault(id, Map.of()).getOrDefault("name", "")
                : "";
        Outcome other =
            field.equals("name")
                ? null
                : FurtherSearch.ofAnother(item, id, name, field, UnaryOperator.identity());
        if (other == null) {
          ids.put(item.delivery(), id);
        } else {
          refused.put(item.delivery(), other);
        }
      }
    }

    private List<Outcome> created(List<Item> items) {
      return items.stream()
          .map(item -> {
            if (rejects.contains(item.matchValue())) {
              return (Outcome) new Outcome.Rejected("city", "unknown");
            }
            String email = item.furtherMatchValue("email");
            Optional<String> holder =
                records.entrySet().stream()
                    .filter(each -> refusesAddresses && email != null)
                    .filter(each -> email.equals(each.getValue().get("email")))
                    .map(Map.Entry::getKey)
                    .findFirst();
            if (holder.isPresent()) {
              return new Outcome.Exists(holder.get(), "exists");
            }
            String id = Integer.toString(++lastId);
            records.put(id, new HashMap<>());
            write(id, item);
            return (Outcome) new Outcome.Delivered(id);
          })
          .toList();
    }

    private List<Outcome> updated(List<Item> items) {
      return items.stream()
          .map(item -> {
            String id = String.valueOf(item.vendorId());
            if (!records.containsKey(id)) {
              return (Outcome) new Outcome.Missing("gone");
            }
            if (rejects.contains(item.matchValue())) {
              return new Outcome.Rejected("city", "unknown");
            }
            write(id, item);
            return new Outcome.Delivered(id);
          })
          .toList();
    }

    private void write(String id, Item item) {
      written.add(item.fields());
      Map<String, String> record = records.computeIfAbsent(id, _ -> new HashMap<>());
      record.put("name", item.matchValue());
      item.fields()
          .properties()
          .forEach(field -> {
            if (!field.getValue().isNull()) {
              record.put(field.getKey(), field.getValue().asText());
            }
          });
    }

    private static String names(List<Item> items) {
      return items.stream().map(Item::matchValue).collect(Collectors.joining(" "));
    }

    private static String ids(List<Item> items) {
      return items.stream()
          .map(item -> String.valueOf(item.vendorId()))
          .collect(Collectors.joining(" "));
    }

    @Override
    public Probe probe(Target target) {
      throw new UnsupportedOperationException();
    }

    private Request request(String action, String words) {
      if (broken.equals(action)) {
        throw new IllegalStateException(action);
      }
      return new Request(
          action.replace(' ', '-'),
          URI.create("https://example.org/" + words.replace(" ", "+")),
          Map.of(),
          null);
    }

    @Override
    public Answer send(Request request) throws EgressFailure {
      String action = request.method().replace('-', ' ');
      sent.add(action + " " + request.uri().getPath().substring(1).replace('+', ' '));
      if (action.equals("create")) {
        before.run();
      }
      if (cut.equals(action)) {
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
