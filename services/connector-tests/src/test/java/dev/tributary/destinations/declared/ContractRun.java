package dev.tributary.destinations.declared;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Batch.Operation;
import dev.tributary.destinations.connector.BatchBuilder;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.ItemBuilder;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.sandbox.http.LocalSandbox;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** An object of the contract, with an account that is ready and has none of its items. */
final class ContractRun {
  private static final int PAGE = 1_000;

  private final ContractObject of;
  private final ShiftedClock clock;
  private final ConnectedStandIn vendor;
  private final Map<Integer, String> parents = new HashMap<>();
  private final String prepared;
  private boolean struck;

  /** Resets the sandbox, lifts the vendor's limits of requests, and prepares the account. */
  ContractRun(LocalSandbox sandbox, ShiftedClock clock, ContractObject of) {
    this.of = of;
    this.clock = clock;
    clock.reset();
    ContractObject.Account account = of.account;
    vendor =
        ConnectedStandIn.in(
            sandbox, account.vendor(), account.connector(), account.settings(), account.secrets());
    vendor.call("POST", "/sandbox/reset", Map.of(), null);
    liftLimits();
    signIn();
    prepared = of.preparation.apply(vendor);
  }

  /** Again, for a token that has ended with the time that has passed. */
  void signIn() {
    of.account.signIn().accept(vendor);
  }

  private void liftLimits() {
    ObjectNode groups = (ObjectNode) vendor.control("/limits");
    groups.forEach(
        limits -> limits.forEach(limit -> ((ObjectNode) limit).put("amount", 1_000_000_000L)));
    vendor.control("PUT", "/limits", groups.toString());
  }

  ConnectedStandIn vendor() {
    return vendor;
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

  /** A good item with a text in the field that takes any. */
  Item with(int number, String text) {
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
            .replace("$id", prepared);
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
          Outcome written = vendor.write(members.object, member).getFirst();
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
      outcomes.addAll(vendor.sendInParts(connector, batch(Operation.WRITE, some)));
    }
    outcomes.replaceAll(ContractRun::received);
    return outcomes;
  }

  /** The vendor has received an item that is in a job without recorded steps. */
  private static Outcome received(Outcome outcome) {
    return outcome instanceof Outcome.Submitted ? new Outcome.Accepted(null) : outcome;
  }

  /** Removes an item that was written with this outcome. */
  Outcome remove(Item item, Outcome written) {
    return received(
        vendor.send(batch(Operation.REMOVE, List.of(removed(item, id(written))))).getFirst());
  }

  /** Erases an item that was written with this outcome; null if its answer was lost. */
  Outcome forget(Item item, @Nullable Outcome written) {
    String id = written == null ? null : id(written);
    return vendor.forget(batch(Operation.REMOVE, List.of(removed(item, id)))).getFirst();
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
    return BatchBuilder.builder(
            vendor.batch(of.object, operation, of.syncSettings, items.toArray(Item[]::new)))
        .key(Batch.keyOf(items))
        .mode(of.mode)
        .build();
  }

  /** The next request that writes, and no search before it, meets a fault. */
  void strike(String fault) {
    strike(fault, null);
  }

  /**
   * @param timeout of the request; null for the usual one
   */
  void strike(String fault, @Nullable Duration timeout) {
    struck = false;
    vendor.watch(request -> {
      if (!struck && writes(request)) {
        struck = true;
        vendor.control("POST", "/faults", "{\"requests\": 1, \"fault\": {%s}}".formatted(fault));
        if (timeout != null) {
          vendor.egress().limitNext(timeout);
        }
      }
    });
  }

  boolean hasStruck() {
    return struck;
  }

  private boolean writes(Egress.Request request) {
    String path = request.uri().getPath();
    return !request.method().equals("GET")
        && !path.startsWith("/sandbox")
        && path.contains(of.writePath);
  }

  /** The effects at the stand-in, as texts, after their time. */
  List<String> effects() {
    clock.pass(of.later);
    String path = of.contents.apply(vendor);
    List<String> effects = new ArrayList<>();
    if (path.isEmpty()) {
      return effects;
    }
    long after = 0;
    while (true) {
      JsonNode page = vendor.control(path + "?limit=%d&after=%d".formatted(PAGE, after));
      JsonNode listed =
          page.isArray() ? page : page.path(page.has("events") ? "events" : "records");
      listed.forEach(each -> effects.add(each.toString()));
      if (page.isArray() || listed.size() < PAGE) {
        break;
      }
      after = page.has("events") ? listed.path(PAGE - 1).path("sequence").asLong() : after + PAGE;
    }
    String removed = of.removedMark;
    return removed == null
        ? effects
        : effects.stream().filter(each -> !each.contains(removed)).toList();
  }

  /** How many of the effects are those of the item with this number. */
  long of(int number, List<String> effects) {
    String part =
        of.marker == null
            ? ContractObject.quoted(String.valueOf(parents.get(number)))
            : of.marker.apply(number);
    return effects.stream().filter(each -> each.contains(part)).count();
  }

  /**
   * The clock of the system, moved forward, and back again: the sandbox's own clock never goes
   * back. Thread-safe.
   */
  static final class ShiftedClock extends Clock {
    private volatile Duration ahead = Duration.ZERO;

    void pass(Duration time) {
      ahead = ahead.plus(time);
    }

    void reset() {
      ahead = Duration.ZERO;
    }

    @Override
    public Instant instant() {
      return Instant.now().plus(ahead);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException("The sandbox computes in UTC");
    }
  }
}
