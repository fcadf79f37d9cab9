package dev.tributary.destinations.declared;

import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Call;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Place;
import dev.tributary.destinations.connector.Protocol;
import dev.tributary.destinations.declared.answer.Answers;
import dev.tributary.destinations.declared.answer.SearchAnswers;
import dev.tributary.destinations.declared.template.TextTemplate;
import dev.tributary.destinations.declared.template.UnfitValue;
import dev.tributary.destinations.declared.template.Values;
import java.time.Duration;
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
 * @param place null if the object needs none
 */
record ObjectRequests(
    @Nullable Write write,
    @Nullable FindThenWrite found,
    @Nullable Remove remove,
    @Nullable PlaceRequests place) {

  /** A request that carries items, and the meaning of its answers. */
  record Write(RequestTemplate request, Answers answers) {

    /** The call for items that one request carries. */
    Call call(Batch batch, List<Item> items) {
      Map<String, Outcome> decided = new HashMap<>();
      List<Call> calls = request.calls(batch, items, answers, decided);
      if (calls.size() != 1 || !decided.isEmpty()) {
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
      int findableAfter) {}

  /**
   * A removal.
   *
   * @param byVendorId whether an item without the vendor's id was never there
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
    return new Protocol.FindThenWrite(
        items ->
            new Protocol.Lookup(
                found.search().requestFor(batch, items),
                (answer, now) -> found.answers().matches(batch, items, answer, now)),
        items -> found.create().call(batch, items),
        items -> found.update().call(batch, items),
        Duration.ofSeconds(found.findableAfter()));
  }

  private Protocol removal(Batch batch) {
    Map<String, Outcome> decided = new HashMap<>();
    if (remove == null) {
      Outcome impossible = new Outcome.Rejected(null, "The connector cannot remove records");
      batch.items().forEach(item -> decided.put(item.delivery(), impossible));
      return new Protocol.DirectCalls(List.of(), decided);
    }
    List<Item> known = new ArrayList<>();
    for (Item item : batch.items()) {
      if (remove.byVendorId() && item.vendorId() == null) {
        decided.put(item.delivery(), new Outcome.Delivered(null));
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
}
