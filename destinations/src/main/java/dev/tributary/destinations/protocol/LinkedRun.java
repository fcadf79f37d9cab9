package dev.tributary.destinations.protocol;

import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.ItemBuilder;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Protocol;
import dev.tributary.destinations.connector.Protocol.Linked;
import dev.tributary.destinations.connector.Protocol.Lookup;
import dev.tributary.destinations.connector.Protocol.Matches;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Looks up the records that items name, writes the items, and links the written records. */
final class LinkedRun {
  private static final String ID = "ID";

  private final AuthenticatedEgress egress;
  private final Linked linked;
  private final Sending sending;
  private final BatchRun run;
  private final List<Map<String, String>> found = new ArrayList<>();

  /** Sends a batch as a protocol says. */
  @FunctionalInterface
  interface Sending {
    List<Outcome> send(Protocol protocol, Batch batch);
  }

  LinkedRun(AuthenticatedEgress egress, Linked linked, Sending sending) {
    this.egress = egress;
    this.linked = linked;
    this.sending = sending;
    this.run = new BatchRun(egress);
  }

  /** The results of lookups for a preview, which sends none of them: some text for each item. */
  static List<Map<String, String>> placeholders(Linked linked, List<Item> items) {
    Map<String, String> ids = new HashMap<>();
    items.forEach(item -> ids.put(item.delivery(), ID));
    return Collections.nCopies(linked.lookups().size(), ids);
  }

  /** The requests that link items, with placeholders for the ids that are not known. */
  static Stream<Egress.Request> links(Linked linked, List<Item> items) {
    List<Item> written =
        items.stream()
            .map(item ->
                item.vendorId() == null ? ItemBuilder.builder(item).vendorId(ID).build() : item)
            .toList();
    return linked.links().of(written, placeholders(linked, items)).stream()
        .map(step -> step.call().of(step.items()).request());
  }

  /** One outcome per item of the batch, in its order. */
  List<Outcome> send(Batch batch) {
    List<Item> open = looked(batch.items());
    if (!open.isEmpty()) {
      link(written(batch, open));
      gone(batch, open);
    }
    return run.outcomes(batch);
  }

  /** The items that can be written. */
  private List<Item> looked(List<Item> items) {
    List<Item> open = items;
    for (Lookup lookup : linked.lookups()) {
      if (open.isEmpty()) {
        return open;
      }
      Egress.Answer answer = run.ask(lookup.request(), open);
      if (answer == null) {
        return List.of();
      }
      Matches matches =
          ConnectorCode.result(
                  egress.target(), () -> lookup.reading().matches(answer, egress.now()))
              .orElse(new Matches.Failed(ConnectorCode.UNREADABLE));
      switch (matches) {
        case Matches.Failed(Outcome outcome) -> {
          run.refuse(open, outcome);
          return List.of();
        }
        case Matches.Found(Map<String, String> ids, Map<String, Outcome> refused) -> {
          found.add(ids);
          run.decide(refused);
          open = open.stream().filter(item -> !refused.containsKey(item.delivery())).toList();
        }
      }
    }
    return open;
  }

  /** Writes items, and returns those that the vendor has now, with its ids. */
  private List<Item> written(Batch batch, List<Item> open) {
    Optional<Batch> prepared =
        ConnectorCode.result(
            egress.target(), () -> batch.of(linked.preparation().prepared(open, found)));
    Optional<Protocol> protocol =
        prepared.flatMap(
            some -> ConnectorCode.result(egress.target(), () -> linked.write().of(some)));
    if (prepared.isEmpty() || protocol.isEmpty()) {
      run.decide(open, ConnectorCode.UNDECIDED);
      return List.of();
    }
    List<Outcome> outcomes = sending.send(protocol.get(), prepared.get());
    List<Item> written = new ArrayList<>();
    for (int i = 0; i < open.size(); i++) {
      Item item = open.get(i);
      run.decide(List.of(item), outcomes.get(i));
      if (outcomes.get(i) instanceof Outcome.Delivered(@Nullable String id) && id != null) {
        written.add(ItemBuilder.builder(item).vendorId(id).build());
      }
    }
    run.endAfter(outcomes);
    return written;
  }

  /** The first failure of an item counts, and ends its steps. */
  private void link(List<Item> written) {
    if (written.isEmpty()) {
      return;
    }
    Optional<List<Linked.Step>> steps =
        ConnectorCode.result(egress.target(), () -> linked.links().of(written, found));
    if (steps.isEmpty()) {
      run.decide(written, ConnectorCode.UNDECIDED);
      return;
    }
    Map<String, Outcome> delivered = new HashMap<>();
    written.forEach(item -> delivered.put(item.delivery(), run.outcome(item)));
    for (Linked.Step step : steps.get()) {
      List<Item> some =
          step.items().stream()
              .filter(item -> run.outcome(item) instanceof Outcome.Delivered)
              .toList();
      if (!some.isEmpty()) {
        ConnectorCode.result(egress.target(), () -> step.call().of(some))
            .ifPresentOrElse(run::send, () -> run.decide(some, ConnectorCode.UNDECIDED));
      }
    }
    for (Item item : written) {
      if (run.outcome(item) instanceof Outcome.Delivered) {
        run.decide(List.of(item), delivered.getOrDefault(item.delivery(), run.outcome(item)));
      }
    }
  }

  /** Items whose id is gone are sent once more without it, with all fields, as if they were new. */
  private void gone(Batch batch, List<Item> open) {
    List<Item> gone =
        open.stream()
            .filter(item -> item.vendorId() != null)
            .filter(item -> run.outcome(item) instanceof Outcome.Missing)
            .map(item -> ItemBuilder.builder(item.whole()).vendorId(null).deliveredAs(null).build())
            .toList();
    if (!gone.isEmpty() && !run.ended()) {
      Batch again = batch.of(gone);
      ConnectorCode.result(egress.target(), () -> egress.connector().protocol(again))
          .ifPresent(protocol -> {
            List<Outcome> outcomes = sending.send(protocol, again);
            for (int i = 0; i < gone.size(); i++) {
              run.decide(List.of(gone.get(i)), outcomes.get(i));
            }
          });
    }
  }
}
