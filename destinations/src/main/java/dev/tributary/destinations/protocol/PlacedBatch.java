package dev.tributary.destinations.protocol;

import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Place;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Sends a batch to its place: the remembered one, or one that is found or created. A place that was
 * created gets all fields of its items.
 */
record PlacedBatch(Place place, Places places, AuthenticatedEgress egress) {

  /**
   * @param sending sends a batch that has the id of its place
   */
  List<Outcome> send(Batch batch, Function<Batch, List<Outcome>> sending) {
    Optional<String> known = places.find(place.name()).filter(id -> !id.isBlank());
    if (known.isEmpty()) {
      return sendToFound(batch, sending);
    }
    List<Outcome> outcomes = sending.apply(batch.at(known.get()));
    List<Item> again = itemsWithoutPlace(batch, outcomes);
    if (again.isEmpty()) {
      return outcomes;
    }
    places.forget(place.name(), known.get());
    Iterator<Outcome> repeated = sendToFound(batch.of(again), sending).iterator();
    return outcomes.stream()
        .map(outcome -> outcome instanceof Outcome.PlaceGone ? repeated.next() : outcome)
        .toList();
  }

  private static List<Item> itemsWithoutPlace(Batch batch, List<Outcome> outcomes) {
    return IntStream.range(0, outcomes.size())
        .filter(i -> outcomes.get(i) instanceof Outcome.PlaceGone)
        .mapToObj(i -> batch.items().get(i).whole())
        .toList();
  }

  private List<Outcome> sendToFound(Batch batch, Function<Batch, List<Outcome>> sending) {
    PlaceSearch.Result result = new PlaceSearch(egress, places).find(place, batch.operation());
    Batch sent =
        result.created() ? batch.of(batch.items().stream().map(Item::whole).toList()) : batch;
    return switch (result.finding()) {
      case Place.Finding.Found(String id) when id.isBlank() ->
          batch.each(new Outcome.Transient("The answer does not name the place", null));
      case Place.Finding.Found(String id) -> {
        places.remember(place.name(), id);
        yield sending.apply(sent.at(id)).stream().map(outcome -> stillGone(outcome, id)).toList();
      }
      case Place.Finding.Missing missing -> batch.each(new Outcome.Delivered(null));
      case Place.Finding.Failed(Outcome outcome) -> batch.each(outcome);
      case Place.Finding.Refused(String words) -> batch.each(new Outcome.Misconfigured(words));
    };
  }

  /** The vendor has just named this place, so a repetition would not help. */
  private Outcome stillGone(Outcome outcome, String id) {
    if (outcome instanceof Outcome.PlaceGone(String words)) {
      places.forget(place.name(), id);
      return new Outcome.Transient(words, null);
    }
    return outcome;
  }
}
