package dev.tributary.destinations.protocol;

import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Place;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds or creates what the vendor must have before a batch is written. */
record RequiredPlaces(List<Place> required, Places places, AuthenticatedEgress egress) {

  /**
   * @param sending sends a batch when the vendor has everything
   */
  List<Outcome> send(Batch batch, Function<Batch, List<Outcome>> sending) {
    boolean remembered = required.stream().anyMatch(place -> places.find(place.name()).isPresent());
    List<Outcome> outcomes = sendOnce(batch, sending);
    List<Item> again = new ArrayList<>();
    for (int i = 0; i < outcomes.size(); i++) {
      if (outcomes.get(i) instanceof Outcome.PlaceGone) {
        again.add(batch.items().get(i).whole());
      }
    }
    if (again.isEmpty()) {
      return outcomes;
    }
    forget();
    Iterator<Outcome> repeated =
        remembered ? sendOnce(batch.of(again), sending).iterator() : outcomes.iterator();
    return outcomes.stream()
        .map(outcome -> {
          if (!(outcome instanceof Outcome.PlaceGone)) {
            return outcome;
          }
          Outcome last = remembered ? repeated.next() : outcome;
          return last instanceof Outcome.PlaceGone(String words) ? stillGone(words) : last;
        })
        .toList();
  }

  private Outcome stillGone(String words) {
    forget();
    return new Outcome.Transient(words, null);
  }

  private void forget() {
    for (Place place : required) {
      places.find(place.name()).ifPresent(id -> places.forgetRequirement(place.name(), id));
    }
  }

  private List<Outcome> sendOnce(Batch batch, Function<Batch, List<Outcome>> sending) {
    for (Place place : required) {
      Outcome missing = places.find(place.name()).isPresent() ? null : missing(place, batch);
      if (missing != null) {
        return batch.each(missing);
      }
    }
    return sending.apply(batch);
  }

  /** Why the vendor does not have it; null if it is found or created. */
  private @Nullable Outcome missing(Place place, Batch batch) {
    return switch (new PlaceSearch(egress, places).find(place, batch.operation()).finding()) {
      case Place.Finding.Found(String id) when id.isBlank() ->
          new Outcome.Transient("The answer does not name the %s".formatted(place.name()), null);
      case Place.Finding.Found(String id) -> {
        places.remember(place.name(), id);
        yield null;
      }
      case Place.Finding.Missing(String words) -> new Outcome.Misconfigured(words);
      case Place.Finding.Refused(String words) -> new Outcome.Misconfigured(words);
      case Place.Finding.Failed(Outcome outcome) -> outcome;
    };
  }
}
