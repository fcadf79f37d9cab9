package dev.tributary.destinations.protocol;

import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.ItemBuilder;
import dev.tributary.destinations.connector.Mode;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Protocol.FindThenWrite;
import dev.tributary.destinations.connector.Protocol.FindThenWrite.Write;
import dev.tributary.destinations.connector.Protocol.Lookup;
import dev.tributary.destinations.connector.Protocol.Matches;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds items, then creates or updates them. An item whose id is gone, or that another client has
 * created in between, gets a second round.
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

  private final AuthenticatedEgress egress;
  private final FindThenWrite protocol;
  private final BatchRun run;

  /** By delivery. A creation has all fields; an update has those of the original item. */
  private final Map<String, Item> originals = new HashMap<>();

  FindThenWriteRun(AuthenticatedEgress egress, FindThenWrite protocol) {
    this.egress = egress;
    this.protocol = protocol;
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
      List<Item> written = written(open, mode);
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
    return run.outcomes(batch);
  }

  /** Returns the items that were written, as they were written. */
  private List<Item> written(List<Item> items, Mode mode) {
    List<Item> known = new ArrayList<>();
    List<Item> unknown = new ArrayList<>();
    items.forEach(item -> (item.vendorId() == null ? unknown : known).add(item));
    List<Item> missing = unknown.isEmpty() ? List.of() : searched(unknown, known);
    if (mode == Mode.UPDATE_ONLY) {
      run.decide(missing, NONE);
      missing = List.of();
    }
    if (mode == Mode.CREATE_ONLY) {
      run.decide(List.copyOf(known), ONE);
      known.clear();
    }
    write(protocol.update(), known);
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
            again.add(withId(original(item), vendorId));
        default -> {}
      }
    }
    return again;
  }

  private static Item withId(Item item, @Nullable String vendorId) {
    return ItemBuilder.builder(item).vendorId(vendorId).build();
  }
}
