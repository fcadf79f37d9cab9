package dev.tributary.destinations.declared;

import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Call;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.ItemBuilder;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Protocol;
import dev.tributary.destinations.connector.Protocol.ResolveThenSend;
import dev.tributary.destinations.connector.Protocol.ResolveThenSend.NamedRecords;
import dev.tributary.destinations.connector.Protocol.ResolveThenSend.Resolved;
import dev.tributary.destinations.connector.Protocol.ResolveThenSend.Step;
import dev.tributary.destinations.declared.ObjectRequests.Find;
import dev.tributary.destinations.declared.ObjectRequests.Write;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The requests that erase records of one object for good. An item goes through all of them, one
 * after another, until one fails. A record that the vendor lacks is erased already.
 *
 * @param requests in their order; at least one. Without a search, one of them names no id
 * @param finds search for a record whose id is not known; empty if nothing is searched for
 */
record ErasureRequests(List<Request> requests, List<Find> finds) {
  /** In the place of an id that is searched for. A number is accepted where a text is, too. */
  private static final String SOME_ID = "1";

  /**
   * One of the requests.
   *
   * @param byVendorId whether it names a record by its id; it is not sent for an item without one
   */
  record Request(Write write, boolean byVendorId) {
    boolean concerns(Item item) {
      return !byVendorId || item.vendorId() != null;
    }
  }

  ErasureRequests {
    requests = List.copyOf(requests);
    finds = List.copyOf(finds);
  }

  /** Whether this request is all that an erasure needs. */
  boolean isOnly(Write request) {
    return finds.isEmpty() && requests.size() == 1 && requests.getFirst().write().equals(request);
  }

  /** The searches and requests for the items of a batch. */
  Protocol protocol(Batch batch) {
    Map<String, Outcome> decided = new HashMap<>();
    List<Item> unknown = new ArrayList<>();
    for (Item item : batch.items()) {
      boolean searched = !finds.isEmpty() && item.vendorId() == null;
      Outcome refusal = refusal(batch, item, searched);
      if (refusal != null) {
        decided.put(item.delivery(), refusal);
      } else if (searched) {
        unknown.add(item);
      }
    }
    return new ResolveThenSend(
        lookups(batch, unknown),
        IntStream.range(0, requests.size()).mapToObj(place -> step(batch, place)).toList(),
        decided);
  }

  /** Why an item cannot be in one of the requests; null if it can be in all of them. */
  private @Nullable Outcome refusal(Batch batch, Item item, boolean searched) {
    Outcome refusal =
        searched
            ? Find.by(finds, item.matchField())
                .request()
                .refusal(batch, ObjectRequests.asKnown(item))
            : null;
    Item named = searched ? ItemBuilder.builder(item).vendorId(SOME_ID).build() : item;
    for (Request each : requests) {
      if (refusal == null && each.concerns(named)) {
        refusal = each.write().request().refusal(batch, named);
      }
    }
    return refusal;
  }

  private List<NamedRecords> lookups(Batch batch, List<Item> unknown) {
    if (unknown.isEmpty()) {
      return List.of();
    }
    Find find = Find.by(finds, unknown.getFirst().matchField());
    List<List<Item>> groups =
        find.request().each() == null ? unknown.stream().map(List::of).toList() : List.of(unknown);
    return groups.stream()
        .map(items -> new NamedRecords(items, ObjectRequests.searchOrDone(find, batch, items)))
        .toList();
  }

  private Step step(Batch batch, int place) {
    Request request = requests.get(place);
    boolean isLast = place == requests.size() - 1;
    return resolved -> {
      List<Item> items =
          resolved.stream().map(ErasureRequests::named).filter(request::concerns).toList();
      return items.isEmpty()
          ? List.of()
          : request.write().calls(batch, items).stream()
              .map(call -> isLast ? call : continuing(call))
              .toList();
    };
  }

  private static Item named(Resolved resolved) {
    return resolved.ids().isEmpty()
        ? resolved.item()
        : ItemBuilder.builder(resolved.item()).vendorId(resolved.ids().getFirst()).build();
  }

  /** The next request is sent also for a record that this one does not find, or only receives. */
  private static Call continuing(Call call) {
    return new Call(
        call.request(),
        call.items(),
        (answer, now) ->
            call.reading().outcomes(answer, now).stream()
                .map(outcome ->
                    outcome instanceof Outcome.Missing
                            || outcome instanceof Outcome.Accepted
                            || outcome instanceof Outcome.Submitted
                        ? new Outcome.Delivered(null)
                        : outcome)
                .toList());
  }
}
