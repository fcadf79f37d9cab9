package dev.tributary.destinations.declared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Batch.Operation;
import dev.tributary.destinations.connector.BatchBuilder;
import dev.tributary.destinations.connector.ContractVendor;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.ItemBuilder;
import dev.tributary.destinations.connector.Manifest.ObjectType.Kind;
import dev.tributary.destinations.connector.Mode;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Place;
import dev.tributary.destinations.connector.Protocol;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The contract of each object of each connector about requests, versions, keys, modes and places.
 */
class EveryObjectSyncTest extends ContractSuite {
  private static final String OLDER = "Older text";
  private static final String NEWER = "Newer text";

  @ParameterizedTest
  @MethodSource("objects")
  void aBatchAlwaysHasTheSameRequestsAndEachItemIsInOneOfThem(ContractObject object) {
    ContractRun run = ready(object);
    List<Item> items = run.together();
    Batch unplaced = run.batch(Operation.WRITE, items);
    Batch batch =
        run.place() == null ? unplaced : BatchBuilder.builder(unplaced).place("42").build();
    assumeTrue(
        run.connector().protocol(batch) instanceof Protocol.DirectCalls,
        "The requests depend on the answers to others, or there are none");
    Protocol.DirectCalls first = (Protocol.DirectCalls) run.connector().protocol(batch);
    Protocol.DirectCalls second = (Protocol.DirectCalls) run.connector().protocol(batch);
    assertThat(second.calls())
        .usingRecursiveComparison()
        .ignoringFields("reading")
        .isEqualTo(first.calls());
    assertThat(first.calls().stream().flatMap(call -> call.items().stream()))
        .containsExactlyInAnyOrderElementsOf(items);
  }

  @ParameterizedTest
  @MethodSource("objects")
  void aPreviewShowsTheRequestsWithoutSendingAndWithoutSecrets(ContractObject object) {
    ContractRun run = ready(object);
    ContractVendor vendor = run.vendor();
    Batch batch = run.batch(Operation.WRITE, run.together());
    int effects = run.effects().size();
    int sent = vendor.egress().sent.size();
    List<Egress.Exchange> shown =
        vendor.protocols().preview(run.connector(), batch, vendor.target());
    assertThat(vendor.egress().sent).hasSize(sent);
    assertThat(run.effects()).hasSize(effects);
    assertThat(shown).isNotEmpty();
    assertThat(run.shows(1, shown.toString())).as("%s", shown).isTrue();
    assertThat(object.account.secretValues()).isNotEmpty();
    object
        .account
        .secretValues()
        .forEach(secret -> assertThat(shown.toString()).doesNotContain(secret));
  }

  static List<ContractObject> records() {
    return objects(type -> type.kind() == Kind.RECORD);
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("records")
  void anotherVersionOverwritesAndNullClears(ContractObject object) {
    ContractRun run = ready(object, ContractCase.TEXT);
    done(run.write(run.with(1, OLDER)));
    assertThat(run.effects()).filteredOn(each -> each.contains(OLDER)).hasSize(1);
    Item second = version(run.with(1, NEWER), 2);
    Outcome written = run.write(second);
    done(written);
    List<String> effects = run.effects();
    assertThat(effects).noneMatch(each -> each.contains(OLDER));
    assertThat(effects).filteredOn(each -> each.contains(NEWER)).hasSize(1);
    if (object.lackedCases.containsKey(ContractCase.CLEARED_TEXT)) {
      return;
    }
    Item cleared = ItemBuilder.builder(second).fields(run.with(1, null).fields()).build();
    Outcome outcome = run.write(run.next(cleared, written));
    done(outcome);
    assertThat(run.effects()).noneMatch(each -> each.contains(NEWER));
    assertThat(run.of(1, run.effects())).isEqualTo(1);
  }

  private static Item version(Item item, long version) {
    return ItemBuilder.builder(item).version(version).hash("hash-" + version).build();
  }

  /** The second version of an item, with another text where the object has one. */
  private static Item changed(ContractRun run, ContractObject object, int number) {
    return version(object.textField == null ? run.good(number) : run.with(number, NEWER), 2);
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("records")
  void valuesThatDifferOnlyByCaseAreOneRecordWhereTheVendorSaysSo(ContractObject object) {
    ContractRun run = ready(object, ContractCase.LETTERS);
    Item lower = run.good(1);
    Item upper =
        ItemBuilder.builder(ContractRun.other(lower))
            .matchValue(lower.matchValue().toUpperCase(Locale.ROOT))
            .build();
    assumeTrue(!upper.matchValue().equals(lower.matchValue()), "The match value has no letters");
    int before = run.effects().size();
    Map<String, Outcome> outcomes = new HashMap<>(run.write(List.of(lower, upper)));
    // As the engine does: an attempt without an effect is repeated.
    List<Item> again =
        List.of(lower, upper).stream()
            .filter(item -> outcomes.get(item.delivery()) instanceof Outcome.Transient)
            .toList();
    assertThat(again).hasSizeLessThan(2);
    outcomes.putAll(run.write(again));
    done(outcomes, List.of(lower, upper));
    assertThat(run.effects()).hasSize(before + (object.ignoresCase ? 1 : 2));
  }

  static List<ContractObject> updatedObjects() {
    return objects(type -> type.modes().contains(Mode.UPDATE_ONLY));
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("updatedObjects")
  void aSyncThatOnlyUpdatesCreatesNothing(ContractObject object) {
    ContractRun run = ready(object);
    Item there = run.good(1);
    done(run.write(List.of(there)), List.of(there));
    int before = run.effects().size();
    Item missing = run.good(2);
    Item change = changed(run, object, 1);
    Map<String, Outcome> outcomes = run.in(Mode.UPDATE_ONLY).write(List.of(missing, change));
    assertThat(outcomes.get(missing.delivery())).isInstanceOf(Outcome.RefusedMissing.class);
    done(outcomes, List.of(change));
    assertThat(run.effects()).hasSize(before);
    hasText(run, object, NEWER);
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("updatedObjects")
  void aSyncThatOnlyUpdatesRefusesRecordsThatAreAllMissing(ContractObject object) {
    ContractRun run = ready(object);
    int before = run.effects().size();
    assertThat(run.in(Mode.UPDATE_ONLY).write(run.good(1, 2)).values())
        .hasSize(2)
        .hasOnlyElementsOfType(Outcome.RefusedMissing.class);
    assertThat(run.effects()).hasSize(before);
  }

  static List<ContractObject> createdObjects() {
    return objects(type -> type.modes().contains(Mode.CREATE_ONLY));
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("createdObjects")
  void aSyncThatOnlyCreatesChangesNothing(ContractObject object) {
    ContractRun run = ready(object);
    Item there = object.textField == null ? run.good(1) : run.with(1, OLDER);
    done(run.write(List.of(there)), List.of(there));
    int before = run.effects().size();
    Item other = ContractRun.other(changed(run, object, 1));
    Item missing = run.good(2);
    Map<String, Outcome> outcomes = run.in(Mode.CREATE_ONLY).write(List.of(other, missing));
    assertThat(outcomes.get(other.delivery())).isInstanceOf(Outcome.RefusedExisting.class);
    done(outcomes, List.of(missing));
    List<String> effects = run.effects();
    assertThat(effects).hasSize(before + 1);
    assertThat(run.of(1, effects)).isEqualTo(1);
    hasText(run, object, OLDER);
  }

  /** One effect has this text, and none has the text of the other version. */
  private static void hasText(ContractRun run, ContractObject object, String text) {
    if (object.textField != null) {
      List<String> effects = run.effects();
      assertThat(effects).filteredOn(each -> each.contains(text)).hasSize(1);
      assertThat(effects).noneMatch(each -> each.contains(text.equals(OLDER) ? NEWER : OLDER));
    }
  }

  static List<ContractObject> deletedObjects() {
    return objects(type -> type.modes().contains(Mode.DELETE));
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("deletedObjects")
  void aSyncThatDeletesRemovesARecordThatAnotherWriterCreated(ContractObject object) {
    ContractRun run = ready(object);
    List<Item> there = run.good(1, 2);
    done(run.write(there), there);
    assertThat(run.of(1, run.effects())).isEqualTo(1);
    run.vendor().signIn();
    Outcome deleted = run.delete(there.getFirst());
    done(deleted);
    List<String> effects = run.effects();
    assertThat(run.of(1, effects)).isZero();
    assertThat(run.of(2, effects)).isEqualTo(1);
  }

  /** Another user of the vendor can delete a list whose id is remembered. */
  @ParameterizedTest
  @MethodSource("objects")
  void aPlaceThatIsGoneIsFoundAgain(ContractObject object) {
    ContractRun run = ready(object);
    Place place = run.place();
    assumeTrue(place != null, "The items need no place");
    List<Item> items = run.good(1, 2);
    run.vendor().places().remember(place.name(), "987654");
    done(run.write(items), items);
    List<String> effects = run.effects();
    assertThat(run.of(1, effects)).isEqualTo(1);
    assertThat(run.of(2, effects)).isEqualTo(1);
    assertThat(run.vendor().places().find(place.name())).isPresent().get().isNotEqualTo("987654");
  }
}
