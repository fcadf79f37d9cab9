package dev.tributary.destinations.declared;

import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Call;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.ItemBuilder;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Place;
import dev.tributary.destinations.connector.Protocol;
import dev.tributary.destinations.connector.Protocol.Matches;
import dev.tributary.destinations.declared.answer.Answers;
import dev.tributary.destinations.declared.answer.SearchAnswers;
import dev.tributary.destinations.declared.template.TextTemplate;
import dev.tributary.destinations.declared.template.UnfitValue;
import dev.tributary.destinations.declared.template.Values;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The compiled requests of one object.
 *
 * @param write creates or updates items; null if they are searched for first
 * @param found for a vendor without an upsert; null for others
 * @param remove null if nothing can be removed
 * @param forget erases records for good; null if there is no such request
 * @param place null if the object needs none
 * @param within the settings of the sync that say where its records are
 */
record ObjectRequests(
    @Nullable Write write,
    @Nullable FindThenWrite found,
    @Nullable Remove remove,
    @Nullable Remove forget,
    @Nullable PlaceRequests place,
    List<String> within) {
  private static final Outcome UNKNOWN_ID =
      new Outcome.Rejected(null, "The id of the record at the destination is not known");

  ObjectRequests {
    within = List.copyOf(within);
  }

  /** A request that carries items, and the meaning of its answers. */
  record Write(RequestTemplate request, Answers answers) {

    /** The call for items that one request carries, without those that cannot be in it. */
    Call call(Batch batch, List<Item> items) {
      List<Call> calls = request.calls(batch, items, answers, new HashMap<>());
      if (calls.size() != 1) {
        throw new UnfitValue(null, "The items cannot be in one request");
      }
      return calls.getFirst();
    }
  }

  /** A search for items, and what follows it. */
  record FindThenWrite(
      RequestTemplate search,
      SearchAnswers answers,
      Write create,
      Write update,
      int findableAfter) {

    /** Why an item cannot be written; null if it can. */
    @Nullable Outcome refusal(Batch batch, Item item) {
      boolean known = item.vendorId() != null;
      Outcome refusal = search.refusal(batch, item);
      if (refusal == null) {
        refusal = update.request().refusal(batch, known ? item : withSomeId(item));
      }
      return refusal == null && !known ? create.request().refusal(batch, item.whole()) : refusal;
    }
  }

  /**
   * A removal.
   *
   * @param byVendorId whether the request names an item by the vendor's id
   */
  record Remove(Write request, boolean byVendorId) {}

  /** The search for a place, and its creation. */
  record PlaceRequests(
      TextTemplate name,
      RequestTemplate search,
      SearchAnswers found,
      @Nullable RequestTemplate create,
      @Nullable SearchAnswers created) {

    Place place(Batch batch) {
      Values values = Values.of(batch);
      return new Place(
          name.text(values),
          "ID",
          new Place.Step(
              search.request(batch.target(), values),
              (answer, now) -> found.finding(batch, answer, now)),
          creation(batch, values));
    }

    private Place.@Nullable Step creation(Batch batch, Values values) {
      RequestTemplate request = create;
      SearchAnswers answers = created;
      return request == null || answers == null
          ? null
          : new Place.Step(
              request.request(batch.target(), values),
              (answer, now) -> answers.finding(batch, answer, now));
    }
  }

  Protocol protocol(Batch batch) {
    return batch.operation() == Batch.Operation.REMOVE ? removal(batch) : writing(batch);
  }

  private Protocol writing(Batch batch) {
    if (found != null) {
      return search(found, batch);
    }
    Map<String, Outcome> decided = new HashMap<>();
    List<Call> calls =
        write == null
            ? List.of()
            : write.request().calls(batch, batch.items(), write.answers(), decided);
    return new Protocol.DirectCalls(calls, decided);
  }

  private static Protocol search(FindThenWrite found, Batch batch) {
    Map<String, Outcome> decided = new HashMap<>();
    for (Item item : batch.items()) {
      Outcome refusal = found.refusal(batch, item);
      if (refusal != null) {
        decided.put(item.delivery(), refusal);
      }
    }
    return new Protocol.FindThenWrite(
        items -> lookup(found, batch, items),
        items -> found.create().call(batch, items),
        items -> found.update().call(batch, items),
        Duration.ofSeconds(found.findableAfter()),
        decided);
  }

  private static Protocol.Lookup lookup(FindThenWrite found, Batch batch, List<Item> items) {
    return new Protocol.Lookup(
        found.search().requestFor(batch, items),
        (answer, now) -> found.answers().matches(batch, items, answer, now));
  }

  /** How records are erased; null if there is no request. */
  @Nullable Protocol erasure(Batch batch) {
    return forget == null ? null : removal(forget, batch);
  }

  private Protocol removal(Batch batch) {
    if (remove != null) {
      return removal(remove, batch);
    }
    Map<String, Outcome> decided = new HashMap<>();
    Outcome impossible = new Outcome.Rejected(null, "The connector cannot remove records");
    batch.items().forEach(item -> decided.put(item.delivery(), impossible));
    return new Protocol.DirectCalls(List.of(), decided);
  }

  private Protocol removal(Remove remove, Batch batch) {
    Map<String, Outcome> decided = new HashMap<>();
    if (remove.byVendorId() && found != null) {
      return searchedRemoval(found, remove.request(), batch);
    }
    List<Item> known = new ArrayList<>();
    for (Item item : batch.items()) {
      if (remove.byVendorId() && item.vendorId() == null) {
        decided.put(item.delivery(), UNKNOWN_ID);
      } else {
        known.add(item);
      }
    }
    Write request = remove.request();
    List<Call> calls =
        known.isEmpty()
            ? List.of()
            : request.request().calls(batch, known, request.answers(), decided);
    return new Protocol.DirectCalls(calls, decided);
  }

  /**
   * A record without a known id can be there, because its creation had no answer. So it is searched
   * for.
   */
  private static Protocol searchedRemoval(FindThenWrite found, Write remove, Batch batch) {
    Map<String, Outcome> decided = new HashMap<>();
    for (Item item : batch.items()) {
      boolean known = item.vendorId() != null;
      Outcome unfit = remove.request().refusal(batch, known ? item : withSomeId(item));
      Outcome refusal =
          unfit == null && !known ? found.search().refusal(batch, asKnown(item)) : unfit;
      if (refusal != null) {
        decided.put(item.delivery(), refusal);
      }
    }
    return new Protocol.FindThenWrite(
        items -> {
          Protocol.Lookup lookup =
              lookup(found, batch, items.stream().map(ObjectRequests::asKnown).toList());
          return new Protocol.Lookup(
              lookup.request(),
              (answer, now) ->
                  absent(lookup.reading().matches(answer, now), items, found.findableAfter(), now));
        },
        // A preview shows it. Items that are not there need no request.
        items -> remove.call(batch, items.stream().map(ObjectRequests::withSomeId).toList()),
        items -> remove.call(batch, items),
        Duration.ofSeconds(found.findableAfter()),
        decided);
  }

  /**
   * Items that the vendor lacks are removed already, if the search certainly finds what was created
   * before their removal was desired.
   */
  private static Matches absent(Matches matches, List<Item> items, int findableAfter, Instant now) {
    if (!(matches instanceof Matches.Found(Map<String, String> ids, var refused))) {
      return matches;
    }
    Map<String, Outcome> decided = new HashMap<>(refused);
    for (Item item : items) {
      Instant findable = item.since().plusSeconds(findableAfter);
      if (!ids.containsKey(item.delivery())) {
        decided.putIfAbsent(
            item.delivery(),
            now.isBefore(findable)
                ? new Outcome.Transient("A search may not find this record yet", findable)
                : new Outcome.Delivered(null));
      }
    }
    return new Matches.Found(ids, decided);
  }

  /** The item with the match value that the destination has. */
  private static Item asKnown(Item item) {
    String delivered = item.deliveredAs();
    return delivered == null ? item : ItemBuilder.builder(item).matchValue(delivered).build();
  }

  private static Item withSomeId(Item item) {
    return ItemBuilder.builder(item).vendorId("ID").build();
  }
}
