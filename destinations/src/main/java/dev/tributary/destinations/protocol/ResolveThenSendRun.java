package dev.tributary.destinations.protocol;

import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Call;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Protocol.Lookup;
import dev.tributary.destinations.connector.Protocol.Matches;
import dev.tributary.destinations.connector.Protocol.ResolveThenSend;
import dev.tributary.destinations.connector.Protocol.ResolveThenSend.NamedRecords;
import dev.tributary.destinations.connector.Protocol.ResolveThenSend.Resolved;
import dev.tributary.destinations.connector.Protocol.ResolveThenSend.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the records that items name, then sends the steps. Nothing is written for an item of which
 * one record is missing.
 */
final class ResolveThenSendRun {
  private static final Outcome MISSING =
      new Outcome.WaitsForRecord("The destination does not have a record that this one names");

  private final AuthenticatedEgress egress;
  private final ResolveThenSend protocol;
  private final Places places;
  private final BatchRun run;

  /**
   * The items that a step has changed at the vendor, or may have, by delivery: the vendor id that
   * the last successful step has given, if there is one.
   */
  private final Map<String, Optional<String>> changed = new HashMap<>();

  /** By delivery; items that have an outcome already are missing. */
  private final Map<String, Resolved> open = new LinkedHashMap<>();

  ResolveThenSendRun(AuthenticatedEgress egress, ResolveThenSend protocol, Places places) {
    this.egress = egress;
    this.protocol = protocol;
    this.places = places;
    this.run = new BatchRun(egress);
  }

  /**
   * All lookups and steps, as if the vendor had all records that the items name.
   *
   * @param found in the place of each id
   */
  static List<Egress.Request> requests(ResolveThenSend protocol, List<Item> items, String found) {
    List<Resolved> resolved =
        items.stream()
            .filter(item -> !protocol.decided().containsKey(item.delivery()))
            .map(item ->
                new Resolved(
                    item,
                    protocol.lookups().stream()
                        .filter(lookup -> has(lookup, item))
                        .map(lookup -> found)
                        .toList()))
            .toList();
    List<Egress.Request> requests = new ArrayList<>();
    protocol.lookups().forEach(each -> requests.add(each.lookup().request()));
    if (!resolved.isEmpty()) {
      for (Step step : protocol.steps()) {
        step.calls(resolved).forEach(call -> requests.add(call.request()));
      }
    }
    return requests;
  }

  private static boolean has(NamedRecords lookup, Item item) {
    return lookup.items().stream().anyMatch(each -> each.delivery().equals(item.delivery()));
  }

  /** One outcome per item of the batch, in its order. */
  List<Outcome> send(Batch batch) {
    run.decide(protocol.decided());
    batch.items().stream()
        .filter(item -> !protocol.decided().containsKey(item.delivery()))
        .forEach(item -> open.put(item.delivery(), new Resolved(item, List.of())));
    protocol.lookups().forEach(this::resolve);
    protocol.steps().forEach(this::send);
    for (Item item : batch.items()) {
      Optional<String> vendorId = changed.get(item.delivery());
      if (vendorId != null && !isDone(item)) {
        places.removedBefore(item.delivery(), vendorId.orElse(null));
      }
    }
    return run.outcomes(batch);
  }

  private void resolve(NamedRecords records) {
    List<Item> items =
        records.items().stream().filter(item -> open.containsKey(item.delivery())).toList();
    if (items.isEmpty()) {
      return;
    }
    Lookup lookup = records.lookup();
    Egress.Answer answer = run.ask(lookup.request(), items);
    if (answer == null) {
      close(items);
      return;
    }
    switch (matches(lookup, answer)) {
      case Matches.Failed(Outcome outcome) -> {
        run.refuse(items, outcome);
        close(items);
      }
      case Matches.Found(Map<String, String> ids, Map<String, Outcome> refused) ->
          items.forEach(item -> found(item, ids, refused));
    }
  }

  private Matches matches(Lookup lookup, Egress.Answer answer) {
    return ConnectorCode.result(
            egress.target(), () -> lookup.reading().matches(answer, egress.now()))
        .orElse(new Matches.Failed(ConnectorCode.UNREADABLE));
  }

  private void found(Item item, Map<String, String> ids, Map<String, Outcome> refused) {
    String delivery = item.delivery();
    String id = ids.get(delivery);
    Outcome refusal = refused.get(delivery);
    if (refusal != null || id == null) {
      run.decide(List.of(item), refusal == null ? MISSING : refusal);
      open.remove(delivery);
      return;
    }
    Resolved before = Objects.requireNonNull(open.get(delivery));
    List<String> all = new ArrayList<>(before.ids());
    all.add(id);
    open.put(delivery, new Resolved(before.item(), all));
  }

  private void send(Step step) {
    List<Resolved> items = List.copyOf(open.values());
    if (items.isEmpty()) {
      return;
    }
    @Nullable List<Call> calls =
        ConnectorCode.result(egress.target(), () -> step.calls(items)).orElse(null);
    if (calls == null) {
      List<Item> all = items.stream().map(Resolved::item).toList();
      run.decide(all, ConnectorCode.UNDECIDED);
      close(all);
      return;
    }
    Set<String> sent = new HashSet<>();
    for (Call call : calls) {
      run.send(call);
      call.items().forEach(item -> sent.add(item.delivery()));
    }
    for (Resolved each : items) {
      String delivery = each.item().delivery();
      if (!sent.contains(delivery)) {
        continue;
      }
      Outcome outcome = run.outcome(each.item());
      if (outcome instanceof Outcome.Delivered(String vendorId)) {
        changed.put(delivery, Optional.ofNullable(vendorId));
        continue;
      }
      if (mayHaveEffect(outcome)) {
        changed.putIfAbsent(delivery, Optional.empty());
      }
      open.remove(delivery);
    }
  }

  private boolean isDone(Item item) {
    Outcome outcome = run.outcome(item);
    return outcome instanceof Outcome.Delivered || outcome instanceof Outcome.Accepted;
  }

  /**
   * Whether the vendor may have applied the request of a step for an item. A refusal counts too: an
   * answer can refuse items without their names, and have applied others.
   */
  private static boolean mayHaveEffect(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Delivered delivered -> true;
      case Outcome.Accepted accepted -> true;
      case Outcome.PartlyRefused refused -> true;
      case Outcome.Submitted submitted -> true;
      case Outcome.Rejected rejected -> true;
      case Outcome.RefusedExisting existing -> true;
      case Outcome.RefusedMissing missing -> true;
      case Outcome.WaitsForRecord waiting -> true;
      case Outcome.RefusedTogether refused -> true;
      case Outcome.Missing missing -> true;
      case Outcome.Exists exists -> true;
      case Outcome.Ambiguous unknown -> true;
      case Outcome.ResultUnknown unknown -> true;
      case Outcome.NotRepeated kept -> false;
      case Outcome.PlaceGone gone -> false;
      case Outcome.RateLimited limited -> false;
      case Outcome.HeldBack held -> false;
      case Outcome.WaitsForAccount waiting -> false;
      case Outcome.WaitsForPlace waiting -> false;
      case Outcome.QuotaSpent spent -> false;
      case Outcome.Unauthorised refused -> false;
      case Outcome.UnusableCredentials unusable -> false;
      case Outcome.Gone gone -> false;
      case Outcome.Transient failed -> false;
      case Outcome.Misconfigured misconfigured -> false;
    };
  }

  private void close(List<Item> items) {
    items.forEach(item -> open.remove(item.delivery()));
  }
}
