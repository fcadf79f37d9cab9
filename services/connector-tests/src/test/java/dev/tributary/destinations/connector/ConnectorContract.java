package dev.tributary.destinations.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.destinations.connector.Batch.Operation;
import dev.tributary.destinations.connector.Manifest.ObjectType;
import dev.tributary.destinations.connector.Manifest.Removal;
import dev.tributary.destinations.connector.Manifest.Setting;
import dev.tributary.destinations.connector.manifest.InstalledConnectors;
import dev.tributary.destinations.credential.OriginSettings;
import dev.tributary.destinations.protocol.JobLog;
import dev.tributary.destinations.protocol.MemoryPlaces;
import dev.tributary.destinations.protocol.Places;
import dev.tributary.destinations.protocol.Protocols;
import dev.tributary.testkit.vendor.StandInServer.Failure;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What every connector keeps. A connector's test extends it, gives the other side as a {@link
 * Vendor}, and overrides nothing.
 */
public abstract class ConnectorContract {
  /** What a changed one must ask for secrets again; add the name that a new connector uses. */
  private static final List<String> ADDRESSES =
      List.of(
          "url",
          "host",
          "port",
          "user",
          "tls",
          "verifyCertificate",
          "caCertificate",
          "dataCenter",
          "endpoint",
          "region",
          "accessKeyId",
          "bootstrapServers",
          "security",
          "mechanism");

  private final Protocols protocols = new Protocols(Clock.systemUTC());

  /** A fresh one for each test. */
  protected abstract Vendor vendor();

  @Test
  void theManifestSaysEverythingThatFormsAndTheEngineNeed() {
    Manifest manifest = vendor().connector().manifest();
    assertThat(manifest.id()).matches("[a-z][a-z0-9-]*");
    assertThat(manifest.name()).isNotBlank();
    assertThat(manifest.description()).isNotBlank();
    assertThat(manifest.concurrency()).isPositive();
    assertThat(manifest.sources()).isNotEmpty();
    assertThat(manifest.settings()).extracting(Setting::name).doesNotHaveDuplicates();
    assertThat(manifest.settings())
        .allSatisfy(setting -> {
          assertThat(setting.label()).isNotBlank();
          assertThat(setting.help()).isNotBlank();
        });
    assertThat(manifest.objects()).isNotEmpty();
    assertThat(manifest.objects()).extracting(ObjectType::name).doesNotHaveDuplicates();
    assertThat(manifest.objects())
        .allSatisfy(object -> {
          assertThat(object.batchSize()).isPositive();
          assertThat(object.fields()).extracting(Manifest.Field::name).doesNotHaveDuplicates();
          if (object.memberships() != null) {
            assertThat(manifest.object(object.memberships())).isPresent();
          }
        });
  }

  @Test
  void whereSecretsAreSentIsDeclared() {
    assertThat(vendor().connector().manifest().settings())
        .allSatisfy(setting ->
            assertThat(setting.origin())
                .as(setting.name())
                .isEqualTo(ADDRESSES.contains(setting.name())));
    assertThat(OriginSettings.missing(vendor().connector())).isEmpty();
  }

  @Test
  void theConnectorIsFoundWithoutBeingNamedAnywhere() {
    String id = vendor().connector().manifest().id();
    assertThat(InstalledConnectors.load().find(id)).isPresent();
  }

  @Test
  void eachItemGetsItsOutcomeInTheBatchsOrder() {
    Vendor vendor = vendor();
    List<Item> items = items(vendor, "a", "b", "c");
    assertThat(perform(vendor, Operation.WRITE, items))
        .hasSize(3)
        .allMatch(outcome -> outcome instanceof Outcome.Delivered);
    assertThat(vendor.records()).containsOnlyKeys(keys(items));
  }

  @Test
  void aBatchAlwaysHasTheSameRequestsAndEachItemIsInOneOfThem() {
    Vendor vendor = vendor();
    List<Item> items = items(vendor, "a", "b", "c");
    Batch batch = batch(vendor, Operation.WRITE, items);
    assumeTrue(
        vendor.connector().protocol(batch) instanceof Protocol.DirectCalls, "has no requests");
    Protocol.DirectCalls first = (Protocol.DirectCalls) vendor.connector().protocol(batch);
    Protocol.DirectCalls second = (Protocol.DirectCalls) vendor.connector().protocol(batch);
    assertThat(second.calls())
        .usingRecursiveComparison()
        .ignoringFields("reading")
        .isEqualTo(first.calls());
    assertThat(first.calls().stream().flatMap(call -> call.items().stream()))
        .containsExactlyInAnyOrderElementsOf(items);
  }

  @Test
  void sendingABatchTwiceHasNoSecondEffect() {
    Vendor vendor = vendor();
    List<Item> items = items(vendor, "a", "b");
    perform(vendor, Operation.WRITE, items);
    Map<String, String> before = vendor.records();
    assertThat(perform(vendor, Operation.WRITE, items))
        .allMatch(outcome -> outcome instanceof Outcome.Delivered);
    assertThat(vendor.records()).isEqualTo(before);
  }

  @Test
  void anotherVersionOverwritesAndNullClears() {
    Vendor vendor = vendor();
    Item first = item(vendor, "a", 1, "one");
    perform(vendor, Operation.WRITE, List.of(first));
    perform(vendor, Operation.WRITE, List.of(item(vendor, "a", 2, "two")));
    assertThat(vendor.records()).containsEntry(first.matchValue(), "two");
    perform(vendor, Operation.WRITE, List.of(item(vendor, "a", 3, null)));
    assertThat(vendor.records().get(first.matchValue())).isNullOrEmpty();
  }

  @Test
  void aRefusedRecordIsToldApartAndTheOthersArrive() {
    Vendor vendor = vendor();
    List<Item> items = items(vendor, "a", "bad", "c", "d");
    String refused = items.get(1).matchValue();
    assumeTrue(vendor.refuse(refused), "cannot happen there");
    Map<String, Outcome> outcomes = new HashMap<>();
    halve(vendor, items, outcomes);
    assertThat(outcomes.get(refused)).isInstanceOfAny(Outcome.Rejected.class);
    assertThat(((Outcome.Rejected) outcomes.get(refused)).words()).isNotBlank();
    assertThat(vendor.records().keySet())
        .containsExactlyInAnyOrder(
            items.get(0).matchValue(), items.get(2).matchValue(), items.get(3).matchValue());
  }

  /** As the engine does. */
  private void halve(Vendor vendor, List<Item> items, Map<String, Outcome> outcomes) {
    List<Outcome> answered = perform(vendor, Operation.WRITE, items);
    List<Item> again = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      Outcome outcome = answered.get(i);
      if (outcome instanceof Outcome.RefusedTogether(var field, var words)) {
        if (items.size() == 1) {
          outcomes.put(items.get(i).matchValue(), new Outcome.Rejected(field, words));
        } else {
          again.add(items.get(i));
        }
      } else {
        outcomes.put(items.get(i).matchValue(), outcome);
      }
    }
    if (!again.isEmpty()) {
      int half = Math.max(1, again.size() / 2);
      halve(vendor, again.subList(0, half), outcomes);
      if (half < again.size()) {
        halve(vendor, again.subList(half, again.size()), outcomes);
      }
    }
  }

  @Test
  void refusedCredentialsAreSaidToBe() {
    assertThat(after(Failure.UNAUTHORISED)).isInstanceOf(Outcome.Unauthorised.class);
  }

  @Test
  void aRateLimitSaysWhenToGoOn() {
    Outcome outcome = after(Failure.RATE_LIMITED);
    assertThat(outcome).isInstanceOf(Outcome.RateLimited.class);
    assertThat(((Outcome.RateLimited) outcome).until()).isAfter(Instant.EPOCH);
  }

  /** It may have been applied, if the vendor does not say the opposite. */
  @Test
  void troubleOverThereIsNeverTakenForSuccessOrRefusal() {
    assertThat(after(Failure.SERVER_ERROR))
        .isInstanceOfAny(Outcome.Transient.class, Outcome.Ambiguous.class);
  }

  @Test
  void aCutConnectionIsNeverTakenForSuccessOrRefusal() {
    assertThat(after(Failure.CUT))
        .isInstanceOfAny(Outcome.Ambiguous.class, Outcome.Transient.class);
  }

  /** A proxy answers 200 in the place of the vendor, to any of the requests. */
  @Test
  void anAnswerThatCannotBeReadIsNoSuccess() {
    Vendor vendor = vendor();
    assumeTrue(vendor.failNext(Failure.UNREADABLE), "cannot happen there");
    assertThat(perform(vendor, Operation.WRITE, items(vendor, "a")))
        .hasSize(1)
        .hasOnlyElementsOfTypes(Outcome.Ambiguous.class, Outcome.Transient.class);
    assertThat(vendor.records()).isEmpty();
  }

  @Test
  void aRemovalWhoseAnswerCannotBeReadIsNoSuccess() {
    Vendor vendor = vendor();
    assumeTrue(removable(vendor), "cannot be removed there");
    Item item = item(vendor, "a", 1, "one");
    Item removed = removed(item, perform(vendor, Operation.WRITE, List.of(item)).getFirst());
    assumeTrue(vendor.failNext(Failure.UNREADABLE), "cannot happen there");
    assertThat(perform(vendor, Operation.REMOVE, List.of(removed)))
        .hasOnlyElementsOfTypes(Outcome.Ambiguous.class, Outcome.Transient.class);
    assertThat(vendor.records()).containsOnlyKeys(item.matchValue());
  }

  @Test
  void valuesThatDifferOnlyByCaseAreOneRecordWhereTheVendorSaysSo() {
    Vendor vendor = vendor();
    List<Item> items = items(vendor, "a", "A");
    Map<String, Outcome> outcomes = new HashMap<>();
    halve(vendor, items, outcomes);
    // As the engine does: an attempt without an effect is repeated.
    List<Item> again =
        items.stream()
            .filter(item -> outcomes.get(item.matchValue()) instanceof Outcome.Transient)
            .toList();
    assertThat(again).hasSizeLessThan(2);
    if (!again.isEmpty()) {
      halve(vendor, again, outcomes);
    }
    assertThat(outcomes.values()).hasSize(2).hasOnlyElementsOfType(Outcome.Delivered.class);
    assertThat(vendor.records()).hasSize(vendor.ignoresCase() ? 1 : 2);
  }

  @Test
  void aPlaceThatIsGoneIsFoundAgain() {
    Vendor vendor = vendor();
    Batch members = members(vendor);
    Place place = vendor.connector().place(members);
    assumeTrue(place != null, "has lists without a search");
    MemoryPlaces places = new MemoryPlaces();
    places.remember(place.name(), "987654");
    assertThat(perform(vendor, members, places)).hasOnlyElementsOfType(Outcome.Delivered.class);
    assertThat(vendor.members()).containsExactlyInAnyOrderElementsOf(parents(members));
    assertThat(places.find(place.name())).isPresent().get().isNotEqualTo("987654");
  }

  @Test
  void aMembershipIsNotDeliveredIfAnAnswerAboutItCannotBeRead() {
    Vendor vendor = vendor();
    Batch members = members(vendor);
    Place found = vendor.connector().place(members);
    assumeTrue(found != null, "has lists without a search");
    String place = found.name();
    MemoryPlaces places = new MemoryPlaces();
    // First, the place is searched for.
    assumeTrue(vendor.failNext(Failure.UNREADABLE), "cannot happen there");
    assertThat(perform(vendor, members, places))
        .hasOnlyElementsOfTypes(Outcome.Ambiguous.class, Outcome.Transient.class);
    assertThat(places.find(place)).isEmpty();
    // Then it is remembered, and the members are changed.
    assertThat(perform(vendor, members, places)).hasOnlyElementsOfType(Outcome.Delivered.class);
    assumeTrue(vendor.failNext(Failure.UNREADABLE), "cannot happen there");
    assertThat(perform(vendor, members, places))
        .hasOnlyElementsOfTypes(Outcome.Ambiguous.class, Outcome.Transient.class);
  }

  @Test
  void aMemberOfAListIsThereAndLeavesItAgain() {
    Vendor vendor = vendor();
    Batch members = members(vendor);
    MemoryPlaces places = new MemoryPlaces();
    assertThat(perform(vendor, members, places)).hasOnlyElementsOfType(Outcome.Delivered.class);
    assertThat(vendor.members()).containsExactlyInAnyOrderElementsOf(parents(members));
    Batch removal =
        BatchBuilder.builder(members)
            .operation(Operation.REMOVE)
            .items(members.items().subList(0, 1))
            .build();
    assertThat(perform(vendor, removal, places)).hasOnlyElementsOfType(Outcome.Delivered.class);
    assertThat(vendor.members()).containsExactlyElementsOf(parents(members).subList(1, 2));
  }

  /** The memberships of two new records. */
  private Batch members(Vendor vendor) {
    String object =
        vendor.connector().manifest().object(vendor.object()).orElseThrow().memberships();
    assumeTrue(object != null, "has no lists");
    List<Item> items = items(vendor, "a", "b");
    List<Outcome> written = perform(vendor, Operation.WRITE, items);
    List<Item> members =
        IntStream.range(0, items.size())
            .mapToObj(i ->
                ItemBuilder.builder(items.get(i))
                    .delivery("dlv_member_" + i)
                    .parentVendorId(((Outcome.Delivered) written.get(i)).vendorId())
                    .fields(Json.MAPPER.createObjectNode())
                    .build())
            .toList();
    return new Batch(
        vendor.target().withoutSecrets(),
        "msg_1",
        new SyncId("syn_1"),
        object,
        null,
        Operation.WRITE,
        vendor.syncSettings(),
        members);
  }

  private static List<String> parents(Batch members) {
    return members.items().stream().map(item -> String.valueOf(item.parentVendorId())).toList();
  }

  private Outcome after(Failure failure) {
    Vendor vendor = vendor();
    assumeTrue(vendor.failNext(failure), "cannot happen there");
    return perform(vendor, Operation.WRITE, items(vendor, "a", "b")).getFirst();
  }

  @Test
  void aPreviewShowsTheRequestsWithoutSendingAndWithoutSecrets() {
    Vendor vendor = vendor();
    List<Item> items = items(vendor, "a", "b");
    List<Egress.Exchange> shown =
        protocols.preview(
            vendor.connector(), batch(vendor, Operation.WRITE, items), vendor.target());
    assertThat(shown).isNotEmpty();
    assertThat(vendor.records()).isEmpty();
    assertThat(shown.toString()).contains(items.getFirst().matchValue());
    vendor
        .target()
        .secrets()
        .values()
        .forEach(secret -> assertThat(shown.toString()).doesNotContain(secret));
  }

  @Test
  void removingWhatWasSentRemovesItAndNothingElse() {
    Vendor vendor = vendor();
    assumeTrue(removable(vendor), "cannot be removed there");
    List<Item> items = items(vendor, "a", "b");
    List<Outcome> written = perform(vendor, Operation.WRITE, items);
    Item removed = removed(items.getFirst(), written.getFirst());
    assertThat(perform(vendor, Operation.REMOVE, List.of(removed)).getFirst())
        .isInstanceOf(Outcome.Delivered.class);
    assertThat(vendor.records()).containsOnlyKeys(items.get(1).matchValue());
  }

  /** The first request has erased the record, and its answer may be lost. */
  @Test
  void forgettingARecordTwiceErasesItAndNothingElse() {
    Vendor vendor = vendor();
    List<Item> items = items(vendor, "a", "b");
    List<Outcome> written = perform(vendor, Operation.WRITE, items);
    Item removed = removed(items.getFirst(), written.getFirst());
    Batch batch = batch(vendor, Operation.REMOVE, List.of(removed));
    assumeTrue(vendor.connector().forget(batch) != null, "has no request that erases");
    assertThat(vendor.connector().manifest().object(vendor.object()).orElseThrow().forget())
        .extracting(Manifest.Forget::what)
        .isNotEqualTo(Manifest.Forget.Effect.IMPOSSIBLE);
    for (int time = 0; time < 2; time++) {
      assertThat(protocols.forget(vendor.connector(), batch, vendor.target(), vendor.egress()))
          .containsExactly(new Outcome.Delivered(null));
      assertThat(vendor.records()).containsOnlyKeys(items.get(1).matchValue());
    }
  }

  @Test
  void forgettingARecordWhoseAnswerCannotBeReadIsNoSuccess() {
    Vendor vendor = vendor();
    Item item = item(vendor, "a", 1, "one");
    Item removed = removed(item, perform(vendor, Operation.WRITE, List.of(item)).getFirst());
    Batch batch = batch(vendor, Operation.REMOVE, List.of(removed));
    assumeTrue(vendor.connector().forget(batch) != null, "has no request that erases");
    assumeTrue(vendor.failNext(Failure.UNREADABLE), "cannot happen there");
    assertThat(protocols.forget(vendor.connector(), batch, vendor.target(), vendor.egress()))
        .hasOnlyElementsOfTypes(Outcome.Ambiguous.class, Outcome.Transient.class);
  }

  @Test
  void aSyncThatOnlyUpdatesCreatesNothing() {
    Vendor vendor = vendor();
    assumeTrue(can(vendor, Mode.UPDATE_ONLY), "cannot only update");
    Item there = item(vendor, "a", 1, "one");
    perform(vendor, Operation.WRITE, List.of(there));
    List<Outcome> outcomes =
        perform(
            vendor,
            Mode.UPDATE_ONLY,
            List.of(item(vendor, "b", 1, "two"), item(vendor, "a", 2, "three")));
    assertThat(outcomes.get(0)).isInstanceOf(Outcome.RefusedMissing.class);
    assertThat(outcomes.get(1)).isInstanceOf(Outcome.Delivered.class);
    assertThat(vendor.records()).containsExactly(Map.entry(there.matchValue(), "three"));
  }

  @Test
  void aSyncThatOnlyUpdatesRefusesRecordsThatAreAllMissing() {
    Vendor vendor = vendor();
    assumeTrue(can(vendor, Mode.UPDATE_ONLY), "cannot only update");
    assertThat(perform(vendor, Mode.UPDATE_ONLY, items(vendor, "a", "b")))
        .hasSize(2)
        .hasOnlyElementsOfType(Outcome.RefusedMissing.class);
    assertThat(vendor.records()).isEmpty();
  }

  @Test
  void aSyncThatOnlyCreatesChangesNothing() {
    Vendor vendor = vendor();
    assumeTrue(can(vendor, Mode.CREATE_ONLY), "cannot only create");
    Item there = item(vendor, "a", 1, "one");
    perform(vendor, Operation.WRITE, List.of(there));
    Item other = another(item(vendor, "a", 1, "two"));
    List<Outcome> outcomes =
        perform(vendor, Mode.CREATE_ONLY, List.of(other, item(vendor, "b", 1, "three")));
    assertThat(outcomes.get(0)).isInstanceOf(Outcome.RefusedExisting.class);
    assertThat(outcomes.get(1)).isInstanceOf(Outcome.Delivered.class);
    assertThat(vendor.records()).containsEntry(there.matchValue(), "one").hasSize(2);
  }

  @Test
  void aSyncThatDeletesRemovesARecordThatSomebodyElseCreated() {
    Vendor vendor = vendor();
    assumeTrue(can(vendor, Mode.DELETE), "cannot delete by the match field");
    List<Item> there = items(vendor, "a", "b");
    perform(vendor, Operation.WRITE, there);
    Item removal =
        ItemBuilder.builder(another(there.getFirst()))
            .fields(Json.MAPPER.createObjectNode())
            .hash("absent")
            .build();
    assertThat(perform(vendor, Operation.REMOVE, List.of(removal)))
        .hasOnlyElementsOfType(Outcome.Delivered.class);
    assertThat(vendor.records()).containsOnlyKeys(there.get(1).matchValue());
  }

  @Test
  void aBatchIsCutByTheBytesOfItsRequestsAndATooLargeItemIsRejected() {
    Vendor vendor = vendor();
    List<Item> items = new ArrayList<>(items(vendor, "a", "b", "c", "d"));
    items.add(2, item(vendor, "large", 1, "x".repeat(2_000)));
    int largest = largest(vendor, vendor.connector(), items.subList(0, 2)) + 10;
    assumeTrue(largest > 10, "has no requests");
    Connector limited = new LimitedConnector(vendor.connector(), vendor.object(), largest, 1_500);
    assertThat(largest(vendor, limited, items)).isPositive().isLessThanOrEqualTo(largest);
    List<Outcome> outcomes =
        protocols
            .sendInParts(
                limited,
                batch(vendor, Operation.WRITE, items),
                vendor.target(),
                vendor.egress(),
                Places.NONE,
                JobLog.unrecorded(Instant.now()))
            .outcomes();
    assertThat(outcomes.remove(2))
        .isInstanceOfSatisfying(
            Outcome.Rejected.class,
            rejected ->
                assertThat(rejected.words())
                    .containsPattern("has 2,\\d\\d\\d bytes")
                    .contains("at most 1,500 bytes"));
    assertThat(outcomes).hasSize(4).hasOnlyElementsOfType(Outcome.Delivered.class);
    items.remove(2);
    assertThat(vendor.records()).containsOnlyKeys(keys(items));
  }

  /** The bytes of the largest body; 0 for a connector without requests. */
  private int largest(Vendor vendor, Connector connector, List<Item> items) {
    Batch batch = batch(vendor, Operation.WRITE, items);
    if (connector.protocol(batch) instanceof Protocol.Transaction) {
      return 0;
    }
    return protocols.preview(connector, batch, vendor.target()).stream()
        .map(Egress.Exchange::body)
        .filter(Objects::nonNull)
        .mapToInt(body -> body.getBytes(StandardCharsets.UTF_8).length)
        .max()
        .orElse(0);
  }

  /** The same record, as a delivery that has not written it before. */
  private static Item another(Item item) {
    return ItemBuilder.builder(item).delivery(item.delivery() + "_other").build();
  }

  private static boolean can(Vendor vendor, Mode mode) {
    return vendor
        .connector()
        .manifest()
        .object(vendor.object())
        .orElseThrow()
        .modes()
        .contains(mode);
  }

  private List<Outcome> perform(Vendor vendor, Mode mode, List<Item> items) {
    Batch batch = BatchBuilder.builder(batch(vendor, Operation.WRITE, items)).mode(mode).build();
    return perform(vendor, batch, Places.NONE);
  }

  private static boolean removable(Vendor vendor) {
    return vendor.connector().manifest().object(vendor.object()).orElseThrow().removal()
        != Removal.IMPOSSIBLE;
  }

  /** The removal of an item that was delivered with this outcome. */
  private static Item removed(Item item, Outcome delivered) {
    return ItemBuilder.builder(item)
        .deliveredAs(item.matchValue())
        .vendorId(((Outcome.Delivered) delivered).vendorId())
        .fields(Json.MAPPER.createObjectNode())
        .version(2)
        .hash("absent")
        .build();
  }

  @Test
  void aCheckTellsGoodCredentialsFromBadOnes() {
    Vendor vendor = vendor();
    assertThat(protocols.probe(vendor.connector(), vendor.target(), vendor.egress()).outcome())
        .isInstanceOf(Outcome.Delivered.class);
    assumeTrue(vendor.failNext(Failure.UNAUTHORISED), "cannot happen there");
    assertThat(protocols.probe(vendor.connector(), vendor.target(), vendor.egress()).outcome())
        .isInstanceOf(Outcome.Unauthorised.class);
  }

  private List<Outcome> perform(Vendor vendor, Operation operation, List<Item> items) {
    return perform(vendor, batch(vendor, operation, items), Places.NONE);
  }

  private List<Outcome> perform(Vendor vendor, Batch batch, Places places) {
    return protocols.send(vendor.connector(), batch, vendor.target(), vendor.egress(), places);
  }

  private static Batch batch(Vendor vendor, Operation operation, List<Item> items) {
    return new Batch(
        vendor.target().withoutSecrets(),
        "msg_1",
        new SyncId("syn_1"),
        vendor.object(),
        null,
        operation,
        vendor.syncSettings(),
        items);
  }

  private static List<Item> items(Vendor vendor, String... names) {
    return IntStream.range(0, names.length)
        .mapToObj(i -> item(vendor, names[i], 1, "text " + names[i]))
        .toList();
  }

  private static Item item(Vendor vendor, String name, long version, String text) {
    ObjectNode fields = Json.MAPPER.createObjectNode();
    vendor.neededFields().forEach(fields::put);
    fields.put(vendor.textField(), text);
    return ItemBuilder.builder()
        .delivery("dlv_" + name)
        .matchField(vendor.matchField())
        .matchValue(name + "@example.org")
        .deliveredAs(null)
        .vendorId(null)
        .parentVendorId(null)
        .content(null)
        .formerMatchValues(List.of())
        .fields(fields)
        .version(version)
        .hash("hash-" + version)
        .since(Instant.EPOCH)
        .position(null)
        .uncertain(false)
        .build();
  }

  private static String[] keys(List<Item> items) {
    return new HashSet<>(Arrays.asList(items.stream().map(Item::matchValue).toArray(String[]::new)))
        .toArray(String[]::new);
  }
}
