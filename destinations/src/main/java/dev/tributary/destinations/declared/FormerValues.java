package dev.tributary.destinations.declared;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Call;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.ItemBuilder;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Protocol;
import dev.tributary.destinations.connector.Protocol.ResolveThenSend.Resolved;
import dev.tributary.destinations.declared.ObjectRequests.Write;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The requests of a vendor to which each match value is a member of its own, such as the hash of an
 * address in an audience: a record is written under its present value only. So a write first
 * removes the former values of its record, and a removal removes all of them. Values are compared
 * in the form that the vendor gets: a change that this form does not show removes nothing.
 *
 * @param remove its {@code $each} names a record by {@code item.knownAs} alone
 * @param most the largest number of values in a request; at least {@link #MOST_OF_RECORD}
 */
record FormerValues(Write write, Write remove, int most) {
  /**
   * The ledger keeps the delivered value, ten later ones without an answer, and the present one.
   */
  static final int MOST_OF_RECORD = 12;

  private static final Outcome REMOVED = new Outcome.Delivered(null);

  /**
   * The values of a record that a request removes.
   *
   * @param named by the part of the request: the item with this value alone
   */
  private record Removal(Item item, Map<JsonNode, Item> named) {}

  Protocol writing(Batch batch) {
    Map<String, Outcome> decided = new HashMap<>();
    List<Call> writes = write.request().calls(batch, batch.items(), write.answers(), decided);
    List<Item> sent =
        batch.items().stream().filter(item -> !decided.containsKey(item.delivery())).toList();
    if (sent.stream().allMatch(item -> item.matchValues().size() == 1)) {
      return new Protocol.DirectCalls(writes, decided);
    }
    Set<JsonNode> present = new HashSet<>();
    sent.forEach(item -> present.addAll(parts(batch, item, List.of(item.matchValue())).keySet()));
    return removals(batch, sent, present).isEmpty()
        ? new Protocol.DirectCalls(writes, decided)
        : new Protocol.ResolveThenSend(
            List.of(),
            List.of(
                open -> calls(batch, removals(batch, items(open), present), FormerValues::goesOn),
                open -> write.calls(batch, items(open))),
            decided);
  }

  Protocol removal(Batch batch) {
    Map<String, Outcome> decided = new HashMap<>();
    List<Removal> removals = removals(batch, batch.items(), Set.of());
    Set<String> sent = new HashSet<>();
    removals.forEach(each -> sent.add(each.item().delivery()));
    for (Item item : batch.items()) {
      Outcome refusal =
          sent.contains(item.delivery()) ? null : remove.request().refusal(batch, item);
      if (refusal != null) {
        decided.put(item.delivery(), refusal);
      }
    }
    return new Protocol.DirectCalls(calls(batch, removals, UnaryOperator.identity()), decided);
  }

  /** After the removal, the record is written. */
  private static Outcome goesOn(Outcome outcome) {
    return outcome instanceof Outcome.Accepted
            || outcome instanceof Outcome.PartlyRefused
            || outcome instanceof Outcome.Submitted
        ? REMOVED
        : outcome;
  }

  private static List<Item> items(List<Resolved> open) {
    return open.stream().map(Resolved::item).toList();
  }

  /**
   * @param kept parts of requests that are not removed: another record of the batch can have the
   *     value now
   */
  private List<Removal> removals(Batch batch, List<Item> items, Set<JsonNode> kept) {
    List<Removal> removals = new ArrayList<>();
    for (Item item : items) {
      Map<JsonNode, Item> named = parts(batch, item, item.matchValues());
      named.keySet().removeAll(kept);
      if (!named.isEmpty()) {
        removals.add(new Removal(item, named));
      }
    }
    return removals;
  }

  /** A value that cannot be in a request was never in one. */
  private Map<JsonNode, Item> parts(Batch batch, Item item, List<String> values) {
    Map<JsonNode, Item> parts = new LinkedHashMap<>();
    for (String value : values) {
      Item named =
          ItemBuilder.builder(item)
              .matchValue(value)
              .deliveredAs(null)
              .formerMatchValues(List.of())
              .build();
      remove.request().part(batch, named).ifPresent(part -> parts.put(part, named));
    }
    return parts;
  }

  /** As many requests as the values need; all values of a record are in one request. */
  private List<Call> calls(Batch batch, List<Removal> removals, UnaryOperator<Outcome> meaning) {
    List<Call> calls = new ArrayList<>();
    List<Removal> together = new ArrayList<>();
    int values = 0;
    for (Removal each : removals) {
      if (values + each.named().size() > most) {
        calls.add(call(batch, List.copyOf(together), meaning));
        together.clear();
        values = 0;
      }
      together.add(each);
      values += each.named().size();
    }
    if (!together.isEmpty()) {
      calls.add(call(batch, List.copyOf(together), meaning));
    }
    return calls;
  }

  private Call call(Batch batch, List<Removal> removals, UnaryOperator<Outcome> meaning) {
    Map<JsonNode, Item> named = new LinkedHashMap<>();
    removals.forEach(each -> named.putAll(each.named()));
    List<JsonNode> parts = List.copyOf(named.keySet());
    Call.Reading reading = remove.answers().reading(batch, List.copyOf(named.values()));
    boolean oneEach = parts.size() == removals.size();
    return new Call(
        remove.request().requestOf(batch, parts),
        removals.stream().map(Removal::item).toList(),
        (answer, now) -> {
          List<Outcome> outcomes = reading.outcomes(answer, now);
          Map<JsonNode, Outcome> ofPart = new HashMap<>();
          for (int i = 0; i < parts.size(); i++) {
            ofPart.put(parts.get(i), outcomes.get(i));
          }
          return removals.stream()
              .map(each ->
                  ofRecord(each.named().keySet().stream().map(ofPart::get).toList(), oneEach))
              .map(meaning)
              .toList();
        });
  }

  /**
   * The outcome of a record whose values have these outcomes: the first failure, if there is one. A
   * value that the vendor lacks is removed already.
   *
   * @param oneEach whether each record has one value in the request: otherwise, a number of refused
   *     values is no number of records
   */
  private static Outcome ofRecord(List<Outcome> ofValues, boolean oneEach) {
    Outcome all = REMOVED;
    for (Outcome each : ofValues) {
      if (each instanceof Outcome.Accepted) {
        all = each;
      } else if (each instanceof Outcome.PartlyRefused) {
        all = oneEach ? each : new Outcome.Accepted(null);
      } else if (!(each instanceof Outcome.Delivered || each instanceof Outcome.Missing)) {
        return each;
      }
    }
    return all;
  }
}
