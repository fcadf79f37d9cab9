package dev.tributary.destinations.protocol;

import dev.tributary.destinations.connector.Batch.Operation;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.EgressFailure;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Place;
import dev.tributary.destinations.connector.Place.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Finds the place of a batch, or creates it. One worker at a time creates a place. */
final class PlaceSearch {
  /** A worker needs about so long to create a place. */
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
    boolean creates = operation == Operation.WRITE && place.creation() != null;
    Optional<Places.Reservation> reservation =
        creates ? places.reservation(place.name()) : Optional.empty();
    if (reservation.isPresent()) {
      return new Result(waits(place, reservation.get()), false);
    }
    try {
      Finding found = finding(place.search());
      Result result =
          found instanceof Finding.Missing missing && operation == Operation.WRITE
              ? create(place, missing)
              : new Result(found, false);
      return result.finding() instanceof Finding.Failed(Outcome outcome)
          ? new Result(new Finding.Failed(withoutEffect(outcome)), false)
          : result;
    } catch (EgressFailure e) {
      return new Result(new Finding.Failed(withoutEffect(e.outcome())), false);
    }
  }

  /** The older a reservation is, the longer its creation can still take. */
  private Finding waits(Place place, Places.Reservation reservation) {
    Duration wait = reservation.age().compareTo(CREATION) < 0 ? CREATION : reservation.age();
    Duration left = reservation.left();
    return new Finding.Failed(
        new Outcome.WaitsForPlace(
            egress.now().plus(wait.compareTo(left) < 0 ? wait : left),
            "\"%s\" is being created; a former request for it may still succeed"
                .formatted(place.name())));
  }

  private Result create(Place place, Finding.Missing missing) throws EgressFailure {
    Place.Step creation = place.creation();
    if (creation == null) {
      return new Result(misconfigured(missing.words()), false);
    }
    if (!places.reserve(place.name())) {
      return new Result(notReserved(place), false);
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

  /** Another worker was faster since the search, or the reservations cannot be read. */
  private Finding notReserved(Place place) {
    return places
        .reservation(place.name())
        .map(reservation -> waits(place, reservation))
        .orElseGet(() ->
            new Finding.Failed(
                new Outcome.WaitsForPlace(
                    egress.now().plus(CREATION),
                    "\"%s\" cannot be created now; it is searched for again"
                        .formatted(place.name()))));
  }

  /** As long as the vendor may have the place, its reservation stays, until a search finds it. */
  private Finding created(Place place, Place.Step creation) throws EgressFailure {
    try {
      Finding created = creation(creation);
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

  /** The finding is {@code Ambiguous} if the vendor may have the place and does not name it. */
  private Finding creation(Place.Step step) throws EgressFailure {
    Egress.Answer answer = egress.send(step.request());
    Finding read =
        ConnectorCode.result(egress.target(), () -> step.reading().finding(answer, egress.now()))
            .orElse(new Finding.Failed(ConnectorCode.UNREADABLE));
    return switch (read) {
      case Finding.Missing(String words) when answer.successful() ->
          new Finding.Failed(
              new Outcome.Ambiguous(("The answer names no place. " + words).strip()));
      case Finding.Failed(Outcome.Transient(String words, Instant notBefore))
          when mayHaveAnEffect(answer) ->
          new Finding.Failed(new Outcome.Ambiguous(words, notBefore));
      default -> read;
    };
  }

  /**
   * Whether the request may have an effect by its status alone (RFC 9110, 15.5.9 and 15.6). A
   * server that says when to come back has refused it.
   */
  private static boolean mayHaveAnEffect(Egress.Answer answer) {
    return switch (answer.status()) {
      case 408 -> true;
      case 503 -> answer.header("retry-after") == null;
      default -> answer.successful() || answer.status() >= 500;
    };
  }

  private static boolean mayExist(Finding created) {
    return switch (created) {
      case Finding.Found found -> true;
      case Finding.Failed(Outcome outcome) -> outcome instanceof Outcome.Ambiguous;
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
