package dev.tributary.destinations.protocol;

import dev.tributary.destinations.connector.Batch.Operation;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.EgressFailure;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Place;
import dev.tributary.destinations.connector.Place.Finding;
import java.time.Duration;

/** Finds the place of a batch, or creates it. One worker at a time creates a place. */
final class PlaceSearch {
  /** Another worker needs about so long to create a place. */
  private static final Duration CREATION = Duration.ofSeconds(2);

  private final AuthenticatedEgress egress;
  private final Places places;

  PlaceSearch(AuthenticatedEgress egress, Places places) {
    this.egress = egress;
    this.places = places;
  }

  /**
   * The result of a search.
   *
   * @param finding {@code Found}, {@code Missing} or {@code Failed}
   * @param created whether the place that was found is new, so that it has no records
   */
  record Result(Finding finding, boolean created) {}

  /** The place of a batch. It is missing only for a removal, for which nothing is created. */
  Result find(Place place, Operation operation) {
    try {
      Finding found = finding(place.search());
      return found instanceof Finding.Missing missing && operation == Operation.WRITE
          ? create(place, missing)
          : new Result(found, false);
    } catch (EgressFailure e) {
      return new Result(new Finding.Failed(withoutEffect(e.outcome())), false);
    }
  }

  private Result create(Place place, Finding.Missing missing) throws EgressFailure {
    Place.Step creation = place.creation();
    if (creation == null) {
      return new Result(misconfigured(missing.words()), false);
    }
    if (!places.reserve(place.name())) {
      return new Result(
          new Finding.Failed(
              new Outcome.HeldBack(
                  egress.now().plus(CREATION), "Another batch creates the " + place.name())),
          false);
    }
    return switch (created(place, creation)) {
      case Finding.Refused(String words) -> {
        Finding found = finding(place.search());
        yield new Result(found instanceof Finding.Missing ? misconfigured(words) : found, false);
      }
      case Finding.Missing(String words) -> new Result(misconfigured(words), false);
      case Finding.Found found -> new Result(found, true);
      case Finding.Failed failed -> new Result(failed, false);
    };
  }

  private Finding created(Place place, Place.Step creation) throws EgressFailure {
    try {
      Finding created = finding(creation);
      if (!mayExist(created)) {
        places.release(place.name());
      }
      return created;
    } catch (EgressFailure e) {
      if (!(e.outcome() instanceof Outcome.Ambiguous)) {
        places.release(place.name());
      }
      throw e;
    }
  }

  /**
   * Whether the vendor may have the place after this answer. Then the reservation stays for its
   * time, and a next attempt finds the place, or waits.
   */
  private static boolean mayExist(Finding created) {
    return switch (created) {
      case Finding.Found found -> true;
      case Finding.Failed(Outcome outcome) ->
          outcome instanceof Outcome.Transient || outcome instanceof Outcome.Ambiguous;
      case Finding.Refused refused -> false;
      case Finding.Missing missing -> false;
    };
  }

  private static Finding misconfigured(String words) {
    return new Finding.Failed(new Outcome.Misconfigured(words));
  }

  private Finding finding(Place.Step step) throws EgressFailure {
    Egress.Answer answer = egress.send(step.request());
    return ConnectorCode.result(egress.target(), () -> step.reading().finding(answer, egress.now()))
        .orElse(new Finding.Failed(ConnectorCode.UNREADABLE));
  }

  /** No item was sent, even if the request for the place has arrived. */
  private static Outcome withoutEffect(Outcome outcome) {
    return outcome instanceof Outcome.Ambiguous(String words, var notBefore)
        ? new Outcome.Transient(words, notBefore)
        : outcome;
  }
}
