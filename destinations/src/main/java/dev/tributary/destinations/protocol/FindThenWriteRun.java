package dev.tributary.destinations.protocol;

import dev.tributary.destinations.claim.RecordClaims;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.ItemBuilder;
import dev.tributary.destinations.connector.Mode;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Protocol.FindThenWrite;
import dev.tributary.destinations.connector.Protocol.FindThenWrite.FurtherSearch;
import dev.tributary.destinations.connector.Protocol.FindThenWrite.Write;
import dev.tributary.destinations.connector.Protocol.Lookup;
import dev.tributary.destinations.connector.Protocol.Matches;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds items, then creates or updates them. An item whose id is gone, or that another client has
 * created in between, gets a second round. A record that a further match field has found goes to
 * one item only: the others wait, so that no record of a person is overwritten with that of
 * another.
 */
final class FindThenWriteRun {
  private static final int ROUNDS = 2;

  /** Vendors refuse a request that has a record twice. */
  private static final Outcome TWICE =
      new Outcome.Transient("Another record of this batch is the same record over there", null);

  private static final Outcome NONE =
      new Outcome.RefusedMissing("No record has this value, and the sync only updates records");

  private static final Outcome ONE =
      new Outcome.RefusedExisting("A record has this value, and the sync only creates records");

  /** A request that waits for its turn, and for its answer, takes less. */
  private static final Duration SENDING = Duration.ofHours(1);

  /** Between the end of an attempt and the search of the next one. */
  private static final Duration MARGIN = Duration.ofMinutes(1);

  private static final Outcome NOT_CLAIMED =
      new Outcome.Transient("It is not known whether another record has taken this record", null);

  private final AuthenticatedEgress egress;
  private final FindThenWrite protocol;
  private final RecordClaims claims;
  private final String space;
  private final BatchRun run;

  /** The items, by what they have claimed. */
  private final Map<String, String> claimed = new HashMap<>();

  /** By delivery. A creation has all fields; an update has those of the original item. */
  private final Map<String, Item> originals = new HashMap<>();

  /**
   * @param space of the records, in which an id of the vendor is unique
   */
  FindThenWriteRun(
      AuthenticatedEgress egress, FindThenWrite protocol, RecordClaims claims, String space) {
    this.egress = egress;
    this.protocol = protocol;
    this.claims = claims;
    this.space = space;
    this.run = new BatchRun(egress);
  }

  /** One outcome per item of the batch, in its order. */
  List<Outcome> send(Batch batch) {
    run.decide(protocol.decided());
    // A removal creates and updates nothing, so no mode keeps it from its record.
    Mode mode = batch.operation() == Batch.Operation.REMOVE ? Mode.UPSERT : batch.mode();
    List<Item> open =
        batch.items().stream()
            .filter(item -> !protocol.decided().containsKey(item.delivery()))
            .map(item -> mode == Mode.CREATE_ONLY ? withId(item, null) : item)
            .toList();
    open.forEach(item -> originals.put(item.delivery(), item));
    for (int round = 0; round < ROUNDS && !open.isEmpty(); round++) {
      List<Item> written = written(batch, open, mode);
      if (batch.operation() == Batch.Operation.WRITE) {
        written.forEach(this::keepId);
      }
      open = mode == Mode.CREATE_ONLY ? List.of() : overtaken(written);
    }
    for (Item item : open) {
      run.decide(
          List.of(item),
          new Outcome.Transient(
              "Another client changes this record at the same time: " + run.outcome(item).words(),
              null));
    }
    freeWithoutEffect(batch.items());
    return run.outcomes(batch);
  }

  /** An item that was certainly not written keeps no other one from its record. */
  private void freeWithoutEffect(List<Item> items) {
    Set<String> without = new HashSet<>();
    for (Item item : items) {
      switch (run.outcome(item)) {
        case Outcome.Rejected _,
            Outcome.RefusedTogether _,
            Outcome.RefusedMissing _,
            Outcome.RefusedExisting _,
            Outcome.WaitsForRecord _ ->
            without.add(item.delivery());
        default -> {}
      }
    }
    free(without);
  }

  private void free(Set<String> deliveries) {
    Map<String, String> held = new HashMap<>(claimed);
    held.values().retainAll(deliveries);
    if (!held.isEmpty()) {
      claimed.keySet().removeAll(held.keySet());
      claims.free(egress.target(), space, held);
    }
  }

  private Optional<Set<String>> take(Map<String, String> asked) {
    Duration kept = protocol.findableAfter().plus(SENDING);
    Optional<Set<String>> own = claims.take(egress.target(), space, asked, kept);
    own.ifPresent(names -> names.forEach(name -> claimed.put(name, asked.get(name))));
    return own;
  }

  /** Returns the items that were written, as they were written. */
  private List<Item> written(Batch batch, List<Item> items, Mode mode) {
    List<Item> known = new ArrayList<>();
    List<Item> unknown = new ArrayList<>();
    items.forEach(item -> (item.vendorId() == null ? unknown : known).add(item));
    List<Item> missing = unknown.isEmpty() ? List.of() : searched(unknown, known);
    for (FurtherSearch further : protocol.further()) {
      missing = searched(further, mode, missing, known);
    }
    if (mode == Mode.UPDATE_ONLY) {
      run.decide(missing, NONE);
      missing = List.of();
    }
    if (mode == Mode.CREATE_ONLY) {
      run.decide(List.copyOf(known), ONE);
      known.clear();
    }
    write(protocol.update(), known);
    missing = creatable(missing);
    write(protocol.create(), missing);
    missing.forEach(this::findableLater);
    List<Item> all = new ArrayList<>(known);
    all.addAll(missing);
    return all;
  }

  private void write(Write write, List<Item> items) {
    if (!items.isEmpty()) {
      ConnectorCode.result(egress.target(), () -> write.calls(items))
          .ifPresentOrElse(
              calls -> calls.forEach(run::send), () -> run.decide(items, ConnectorCode.UNDECIDED));
    }
  }

  /**
   * An answer to an update may have no id. The one that was found is kept: without it, a changed
   * match value would create the record again.
   */
  private void keepId(Item item) {
    switch (run.outcome(item)) {
      case Outcome.Delivered(var vendorId) when vendorId == null ->
          run.decide(List.of(item), new Outcome.Delivered(item.vendorId()));
      case Outcome.Accepted(var vendorId) when vendorId == null ->
          run.decide(List.of(item), new Outcome.Accepted(item.vendorId()));
      default -> {}
    }
  }

  /** A failed creation may have created the record: the next search must be able to find it. */
  private void findableLater(Item item) {
    if (protocol.findableAfter().isZero()) {
      return;
    }
    Instant findable = egress.now().plus(protocol.findableAfter());
    switch (run.outcome(item)) {
      case Outcome.Ambiguous(String words, Instant notBefore) ->
          run.decide(List.of(item), new Outcome.Ambiguous(words, later(notBefore, findable)));
      case Outcome.Transient(String words, Instant notBefore) ->
          run.decide(List.of(item), new Outcome.Transient(words, later(notBefore, findable)));
      default -> {}
    }
  }

  private static Instant later(@Nullable Instant a, Instant b) {
    return a == null || a.isBefore(b) ? b : a;
  }

  /**
   * Searches for items.
   *
   * @param known gets the items that were found, with their id
   * @return the items that the vendor lacks
   */
  private List<Item> searched(List<Item> items, List<Item> known) {
    @Nullable Lookup lookup =
        ConnectorCode.result(egress.target(), () -> protocol.search().of(items)).orElse(null);
    if (lookup == null) {
      run.decide(items, ConnectorCode.UNDECIDED);
      return List.of();
    }
    Egress.Answer answer = run.ask(lookup.request(), items);
    return answer == null ? List.of() : missing(items, known, matches(lookup, answer));
  }

  private Matches matches(Lookup lookup, Egress.Answer answer) {
    return ConnectorCode.result(
            egress.target(), () -> lookup.reading().matches(answer, egress.now()))
        .orElse(new Matches.Failed(ConnectorCode.UNREADABLE));
  }

  private List<Item> missing(List<Item> items, List<Item> known, Matches matches) {
    return switch (matches) {
      case Matches.Failed(Outcome outcome) -> {
        run.refuse(items, outcome);
        yield List.of();
      }
      case Matches.Found(Map<String, String> ids, Map<String, Outcome> refused) -> {
        run.decide(refused);
        List<Item> missing = new ArrayList<>();
        for (Item item : items) {
          String id = ids.get(item.delivery());
          if (id != null && known.stream().anyMatch(other -> id.equals(other.vendorId()))) {
            run.decide(List.of(item), TWICE);
          } else if (id != null) {
            known.add(withId(item, id));
          } else if (!refused.containsKey(item.delivery())) {
            missing.add(item.whole());
          }
        }
        yield missing;
      }
    };
  }

  /**
   * Searches by a further match field for items that the vendor does not have by the fields before.
   *
   * @param known gets the items that were found and that have taken their record, with its id
   * @return the items that the vendor still lacks, in their order
   */
  private List<Item> searched(
      FurtherSearch further, Mode mode, List<Item> missing, List<Item> known) {
    List<Item> named =
        missing.stream().filter(item -> item.furtherMatchValue(further.field()) != null).toList();
    if (named.isEmpty()) {
      return missing;
    }
    Set<String> open = new HashSet<>();
    missing.forEach(item -> open.add(item.delivery()));
    named.forEach(item -> open.remove(item.delivery()));
    @Nullable Lookup lookup =
        ConnectorCode.result(egress.target(), () -> further.search().of(named)).orElse(null);
    Egress.Answer answer = lookup == null ? null : run.ask(lookup.request(), named);
    if (lookup == null) {
      run.decide(named, ConnectorCode.UNDECIDED);
    } else if (answer != null) {
      switch (matches(lookup, answer)) {
        case Matches.Failed(Outcome outcome) -> run.refuse(named, outcome);
        case Matches.Found(Map<String, String> ids, Map<String, Outcome> refused) -> {
          run.decide(refused);
          if (mode == Mode.CREATE_ONLY) {
            // Such a sync leaves each record that exists.
            run.decide(
                named.stream().filter(item -> ids.containsKey(item.delivery())).toList(), ONE);
          } else {
            known.addAll(taken(further.field(), onlyOnce(further.field(), named, ids, known)));
          }
          List<Item> lacked =
              named.stream()
                  .filter(item ->
                      !ids.containsKey(item.delivery()) && !refused.containsKey(item.delivery()))
                  .toList();
          List<Item> sought = mode == Mode.UPDATE_ONLY ? lacked : firstOfEach(further, lacked);
          sought.forEach(item -> open.add(item.delivery()));
        }
      }
    }
    return missing.stream().filter(item -> open.contains(item.delivery())).toList();
  }

  /** The first item for each record that no item of the batch has; others wait. */
  private Map<String, Item> onlyOnce(
      String field, List<Item> named, Map<String, String> ids, List<Item> known) {
    Set<String> gone = new HashSet<>();
    known.forEach(item -> gone.add(String.valueOf(item.vendorId())));
    Map<String, Item> found = new LinkedHashMap<>();
    for (Item item : named) {
      String id = ids.get(item.delivery());
      if (id != null && (gone.contains(id) || found.putIfAbsent(id, item) != null)) {
        run.decide(List.of(item), taken(field, id));
      }
    }
    return found;
  }

  /** The items that have taken their record, with its id; the others are decided. */
  private List<Item> taken(String field, Map<String, Item> found) {
    if (found.isEmpty()) {
      return List.of();
    }
    Map<String, String> asked = new HashMap<>();
    found.forEach((id, item) -> asked.put("id " + id, item.delivery()));
    Optional<Set<String>> own = take(asked);
    Map<String, Item> taken = new LinkedHashMap<>();
    found.forEach((id, item) -> {
      if (own.isEmpty()) {
        run.decide(List.of(item), NOT_CLAIMED);
      } else if (own.get().contains("id " + id)) {
        taken.put(id, item);
      } else {
        run.decide(List.of(item), taken(field, id));
      }
    });
    return withIds(taken);
  }

  /** The vendor's record has nothing of these items yet, so it gets all of their fields. */
  private static List<Item> withIds(Map<String, Item> found) {
    return found.entrySet().stream()
        .map(each -> withId(each.getValue().whole(), each.getKey()))
        .toList();
  }

  /**
   * The first of the items that have the same value, as none of them exists at the vendor. The
   * search for the others will find the record of the first.
   */
  private List<Item> firstOfEach(FurtherSearch further, List<Item> lacked) {
    Set<String> values = new HashSet<>();
    List<Item> first = new ArrayList<>();
    for (Item item : lacked) {
      if (values.add(comparable(further, item))) {
        first.add(item);
      } else {
        Instant findable =
            protocol.findableAfter().isZero() ? null : egress.now().plus(protocol.findableAfter());
        run.decide(
            List.of(item),
            new Outcome.Transient(
                "Another record of this batch has the same %s".formatted(further.field()),
                findable));
      }
    }
    return first;
  }

  /**
   * The items that no other item with the same value of a further match field precedes. A search
   * may not find the record of that one yet, so the others wait until it does.
   */
  private List<Item> creatable(List<Item> missing) {
    Map<String, String> asked = new HashMap<>();
    missing.forEach(item -> names(item).forEach(name -> asked.put(name, item.delivery())));
    if (asked.isEmpty()) {
      return missing;
    }
    Optional<Set<String>> own = take(asked);
    List<Item> first = new ArrayList<>();
    Set<String> waiting = new HashSet<>();
    for (Item item : missing) {
      if (own.isPresent() && own.get().containsAll(names(item))) {
        first.add(item);
      } else {
        waiting.add(item.delivery());
        run.decide(
            List.of(item),
            own.isEmpty()
                ? NOT_CLAIMED
                : new Outcome.Transient(
                    "Another record with the same value of a further match field is created",
                    egress.now().plus(protocol.findableAfter()).plus(MARGIN)));
      }
    }
    free(waiting);
    return first;
  }

  /** Names of the values of the further match fields. */
  private List<String> names(Item item) {
    return protocol.further().stream()
        .filter(further -> item.furtherMatchValue(further.field()) != null)
        .map(further -> "value " + further.field() + ' ' + comparable(further, item))
        .toList();
  }

  private String comparable(FurtherSearch further, Item item) {
    return ConnectorCode.result(egress.target(), () -> further.comparable().apply(item))
        .orElseGet(() -> String.valueOf(item.furtherMatchValue(further.field())));
  }

  private static Outcome taken(String field, String id) {
    return new Outcome.WaitsForRecord(
        "Another record of this destination has the same %s, and has taken the record %s"
            .formatted(field, id));
  }

  private Item original(Item item) {
    return originals.getOrDefault(item.delivery(), item);
  }

  /** The items for which the vendor had another record, or none, when they were written. */
  private List<Item> overtaken(List<Item> items) {
    List<Item> again = new ArrayList<>();
    for (Item item : items) {
      switch (run.outcome(item)) {
        case Outcome.Missing missing -> again.add(withId(item.whole(), null));
        case Outcome.Exists(String vendorId, String words) ->
            // The record may be of another item: only a search tells.
            again.add(withId(original(item), protocol.further().isEmpty() ? vendorId : null));
        default -> {}
      }
    }
    return again;
  }

  private static Item withId(Item item, @Nullable String vendorId) {
    return ItemBuilder.builder(item).vendorId(vendorId).build();
  }
}
