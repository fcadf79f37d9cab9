package dev.tributary.destinations.declared;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Batch.Operation;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.ContractVendor;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.ItemBuilder;
import dev.tributary.destinations.connector.Mode;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Place;
import dev.tributary.destinations.connector.WriteFailure;
import dev.tributary.destinations.protocol.JobLog;
import dev.tributary.destinations.protocol.SecretMasking;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An object of the contract, with an account that is ready and has none of its items. */
final class ContractRun {
  private final ContractObject of;
  private final ContractVendor vendor;
  private final Mode mode;
  private final Map<Integer, String> parents = new HashMap<>();

  ContractRun(ContractObject of, ContractVendor vendor) {
    this(of, vendor, of.mode);
  }

  private ContractRun(ContractObject of, ContractVendor vendor, Mode mode) {
    this.of = of;
    this.vendor = vendor;
    this.mode = mode;
  }

  /** The same account, with a sync of another mode. */
  ContractRun in(Mode other) {
    return new ContractRun(of, vendor, other);
  }

  ContractVendor vendor() {
    return vendor;
  }

  /** The stand-in, of a vendor that the sandbox has. */
  ConnectedStandIn standIn() {
    return ((SandboxVendor) vendor).standIn();
  }

  Connector connector() {
    return vendor.connector();
  }

  int fullBatch() {
    return of.fullBatch > 0 ? of.fullBatch : Math.max(3, batchSize());
  }

  int batchSize() {
    return connector().manifest().object(of.object).orElseThrow().batchSize();
  }

  Item good(int number) {
    return item(number, of.matchValue, of.fields);
  }

  Item bad(int number) {
    return item(
        number,
        Objects.requireNonNullElse(of.badValue, of.matchValue),
        Objects.requireNonNullElse(of.badFields, of.fields));
  }

  /** A good item with a text in the field that takes any; null clears the field. */
  Item with(int number, @Nullable String text) {
    Item good = good(number);
    ObjectNode fields = good.fields().deepCopy();
    return ItemBuilder.builder(good)
        .fields(fields.put(Objects.requireNonNull(of.textField), text))
        .build();
  }

  List<Item> good(int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(this::good).toList();
  }

  private Item item(int number, String matchValue, String fields) {
    String text =
        ContractObject.numbered(fields, number)
            .replace("$now", vendor.now().toString())
            .replace("$id", vendor.prepared());
    Item item =
        ConnectedStandIn.item(
            number,
            of.matchField,
            ContractObject.numbered(matchValue, number),
            of.parent == null ? text : "{}");
    return of.parent == null
        ? item
        : ItemBuilder.builder(item).parentVendorId(parent(of.parent, number)).build();
  }

  /** Writes the member first. */
  private String parent(ContractObject members, int number) {
    return parents.computeIfAbsent(
        number,
        each -> {
          Item member =
              ConnectedStandIn.item(
                  each,
                  members.matchField,
                  ContractObject.numbered(members.matchValue, each),
                  ContractObject.numbered(members.fields, each));
          Outcome written =
              vendor
                  .protocols()
                  .send(
                      connector(),
                      batch(members, Operation.WRITE, List.of(member)),
                      vendor.target(),
                      vendor.egress(),
                      vendor.places())
                  .getFirst();
          return String.valueOf(((Outcome.Delivered) written).vendorId());
        });
  }

  /** The outcomes by the number of the item, after a refused batch is halved as the engine does. */
  Map<String, Outcome> write(List<Item> items) {
    Map<String, Outcome> outcomes = new HashMap<>();
    halve(connector(), items, outcomes);
    return outcomes;
  }

  Outcome write(Item item) {
    return Objects.requireNonNull(write(List.of(item)).get(item.delivery()));
  }

  private void halve(Connector connector, List<Item> items, Map<String, Outcome> outcomes) {
    List<Outcome> answered = attempt(connector, items);
    List<Item> again = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      Item item = items.get(i);
      if (!(answered.get(i) instanceof Outcome.RefusedTogether(var field, var words))) {
        outcomes.put(item.delivery(), answered.get(i));
      } else if (items.size() == 1) {
        outcomes.put(item.delivery(), new Outcome.Rejected(field, words));
      } else {
        again.add(item);
      }
    }
    int half = (again.size() + 1) / 2;
    if (half > 0) {
      halve(connector, again.subList(0, half), outcomes);
    }
    if (half < again.size()) {
      halve(connector, again.subList(half, again.size()), outcomes);
    }
  }

  /** The outcomes of one attempt, in the order of the items, in batches of the declared size. */
  List<Outcome> attempt(Connector connector, List<Item> items) {
    List<Outcome> outcomes = new ArrayList<>();
    int most = batchSize();
    for (int from = 0; from < items.size(); from += most) {
      List<Item> some = items.subList(from, Math.min(items.size(), from + most));
      outcomes.addAll(sendInParts(connector, batch(Operation.WRITE, some)));
    }
    outcomes.replaceAll(ContractRun::received);
    return outcomes;
  }

  /** The vendor has received an item that is in a job without recorded steps. */
  private static Outcome received(Outcome outcome) {
    return outcome instanceof Outcome.Submitted ? new Outcome.Accepted(null) : outcome;
  }

  /** The outcome of an attempt for one item that meets a failure. */
  Outcome failing(WriteFailure failure, Item item) {
    return vendor.failing(failure, () -> attempt(connector(), List.of(item))).getFirst();
  }

  /** The outcome of work whose first request meets a failure. */
  Outcome failingFirst(WriteFailure failure, Supplier<Outcome> work) {
    return vendor.failingFirst(failure, () -> List.of(work.get())).getFirst();
  }

  /** The outcomes as users see them. */
  private List<Outcome> sendInParts(Connector connector, Batch batch) {
    SecretMasking masking = new SecretMasking(vendor.target().secrets().values());
    JobLog log = JobLog.unrecorded(Instant.now());
    return vendor
        .protocols()
        .sendInParts(connector, batch, vendor.target(), vendor.egress(), vendor.places(), log)
        .outcomes()
        .stream()
        .map(masking::mask)
        .toList();
  }

  /** As a user of the vendor does: the record of an item becomes a part of another item's. */
  void merge(int number, int into) {
    List<String> effects = effects();
    standIn()
        .control(
            "POST",
            "%s/%s/merge".formatted(of.merged, id(number, effects)),
            "{\"into\": \"%s\"}".formatted(id(into, effects)));
  }

  private String id(int number, List<String> effects) {
    String effect = effects.stream().filter(each -> names(number, each)).findFirst().orElseThrow();
    return ConnectedStandIn.settings(effect).path("id").asText();
  }

  /** The next version of an item that was written with this outcome, as the engine has it. */
  Item next(Item item, Outcome written) {
    return ItemBuilder.builder(item)
        .deliveredAs(item.matchValue())
        .vendorId(id(written))
        .version(item.version() + 1)
        .hash("hash-" + (item.version() + 1))
        .build();
  }

  /** Removes an item that was written with this outcome. */
  Outcome remove(Item item, Outcome written) {
    return remove(batch(Operation.REMOVE, List.of(removed(item, id(written)))));
  }

  private Outcome remove(Batch batch) {
    return received(
        vendor
            .protocols()
            .send(connector(), batch, vendor.target(), vendor.egress(), vendor.places())
            .getFirst());
  }

  /** Removes, by its match value, a record that another writer has created. */
  Outcome delete(Item item) {
    Item removal = ItemBuilder.builder(other(removed(item, null))).deliveredAs(null).build();
    return remove(in(Mode.DELETE).batch(Operation.REMOVE, List.of(removal)));
  }

  /** The same record, as a delivery that has not written it before. */
  static Item other(Item item) {
    return ItemBuilder.builder(item).delivery(item.delivery() + "_other").build();
  }

  /** Erases an item that was written with this outcome; null if its answer was lost. */
  Outcome forget(Item item, @Nullable Outcome written) {
    String id = written == null ? null : id(written);
    Batch batch = batch(Operation.REMOVE, List.of(removed(item, id)));
    return vendor
        .protocols()
        .forget(connector(), batch, vendor.target(), vendor.egress())
        .getFirst();
  }

  private static @Nullable String id(Outcome written) {
    return switch (written) {
      case Outcome.Delivered(var vendorId) -> vendorId;
      case Outcome.Accepted(var vendorId) -> vendorId;
      default -> throw new AssertionError(written);
    };
  }

  private static Item removed(Item item, @Nullable String id) {
    return ItemBuilder.builder(item)
        .deliveredAs(item.matchValue())
        .vendorId(id)
        .fields(ConnectedStandIn.settings("{}"))
        .version(2)
        .hash("absent")
        .build();
  }

  Batch batch(Operation operation, List<Item> items) {
    return batch(of, operation, items);
  }

  /** As many good items as one request can have, and at most three. */
  List<Item> together() {
    int most = connector().mostItems(batch(Operation.WRITE, good(1, 1)));
    return good(1, Math.min(3, Math.min(most, batchSize())));
  }

  /** The place of the items; null if they need none. */
  @Nullable Place place() {
    return connector().place(batch(Operation.WRITE, good(1, 1)));
  }

  Outcome probe() {
    return vendor.protocols().probe(connector(), vendor.target(), vendor.egress()).outcome();
  }

  private Batch batch(ContractObject object, Operation operation, List<Item> items) {
    return new Batch(
        vendor.target().withoutSecrets(),
        Batch.keyOf(items),
        new SyncId("syn_1"),
        object.object,
        null,
        operation,
        ConnectedStandIn.settings(object.syncSettings.replace("$id", vendor.prepared())),
        items,
        object == of ? mode : object.mode,
        List.of());
  }

  List<String> effects() {
    return vendor.effects();
  }

  /** How many of the effects are those of the item with this number. */
  long of(int number, List<String> effects) {
    return effects.stream().filter(each -> names(number, each)).count();
  }

  /** Whether a text has what a request or an effect says of the item with this number. */
  boolean shows(int number, String text) {
    return Stream.of(
            ContractObject.numbered(of.matchValue, number),
            String.valueOf(parents.get(number)),
            of.marker == null ? "" : of.marker.apply(number).replace("\"", ""))
        .anyMatch(part -> !part.isEmpty() && text.contains(part));
  }

  private boolean names(int number, String effect) {
    String part =
        of.marker == null
            ? ContractObject.quoted(String.valueOf(parents.get(number)))
            : of.marker.apply(number);
    return effect.contains(part);
  }
}
