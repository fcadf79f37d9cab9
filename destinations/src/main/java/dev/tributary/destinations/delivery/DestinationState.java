package dev.tributary.destinations.delivery;

import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.limit.Circuit;
import dev.tributary.destinations.limit.RefusedAlike;
import dev.tributary.destinations.protocol.StoreFailure;
import dev.tributary.destinations.sync.Catalogue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The state that the answers of a destination give to all of its rows: its circuit, its health, how
 * long it is held, and which parts are paused. Thread-safe.
 */
final class DestinationState {
  /**
   * Until a limit that lasts longer, the destination is held, as its other requests are refused.
   */
  private static final Duration SHORT_LIMIT = Duration.ofMinutes(1);

  private final Supplier<Catalogue.Destination> destination;
  private final DeliveryStore store;
  private final Clock clock;
  private final Circuit circuit;
  private @Nullable Boolean reportedFailing;

  /**
   * @param destination its present definition
   */
  DestinationState(
      Supplier<Catalogue.Destination> destination,
      DeliveryStore store,
      Clock clock,
      Circuit circuit) {
    this.destination = destination;
    this.store = store;
    this.clock = clock;
    this.circuit = circuit;
  }

  /**
   * Pauses, holds or slows down the whole destination or sync before its rows can be claimed again.
   *
   * @param ofRows the outcomes of the rows
   * @param ofJob the last answer about the job that has or had the rows: it says whether the
   *     destination answers, whatever became of the rows; none without a job
   */
  void react(Catalogue.Sync sync, List<Outcome> ofRows, List<Outcome> ofJob) throws StoreFailure {
    List<Outcome> outcomes = Stream.concat(ofJob.stream(), ofRows.stream()).distinct().toList();
    if (outcomes.stream().allMatch(Outcome.WaitsForPlace.class::isInstance)) {
      // Nothing was sent, so nothing is known about the destination.
      return;
    }
    boolean silent =
        (ofJob.isEmpty() ? ofRows : ofJob).stream().allMatch(DestinationState::isSilence);
    Optional<Instant> held = outcomes.stream().flatMap(this::holds).max(Comparator.naturalOrder());
    if (held.isPresent()) {
      store.hold(destination.get(), held.get());
    }
    for (Outcome outcome : outcomes) {
      switch (outcome) {
        case Outcome.Unauthorised(String words) ->
            store.pause(sync.destination(), "unauthorised", words);
        case Outcome.UnusableCredentials(var reason, String words) ->
            store.pause(sync.destination(), reason.wireName(), words);
        case Outcome.Gone(String words) -> store.pause(sync.destination(), "gone", words);
        case Outcome.Misconfigured(var setting, String words) ->
            store.pause(sync, "misconfigured", sync.wordsAbout(setting, words));
        case Outcome.QuotaSpent(var until, String words) -> {}
        case Outcome.Delivered delivered -> {}
        case Outcome.Accepted accepted -> {}
        case Outcome.PartlyRefused refused -> {}
        case Outcome.Submitted submitted -> {}
        case Outcome.ResultUnknown unknown -> {}
        case Outcome.NotRepeated kept -> {}
        case Outcome.RefusedExisting existing -> {}
        case Outcome.RefusedMissing missing -> {}
        case Outcome.WaitsForRecord waiting -> {}
        case Outcome.Rejected rejected -> {}
        case Outcome.RefusedTogether refused -> {}
        case Outcome.RateLimited limited -> {}
        case Outcome.HeldBack delayed -> {}
        case Outcome.WaitsForAccount waiting -> {}
        case Outcome.WaitsForPlace waiting -> {}
        case Outcome.Transient failed -> {}
        case Outcome.Missing missing -> {}
        case Outcome.Exists exists -> {}
        case Outcome.PlaceGone gone -> {}
        case Outcome.Ambiguous failed -> {}
      }
    }
    if (silent) {
      circuit.failed();
    } else {
      circuit.answered();
    }
    reportHealth(silent ? outcomes.getFirst().words() : "");
  }

  private static boolean isSilence(Outcome outcome) {
    return outcome instanceof Outcome.Transient || outcome instanceof Outcome.Ambiguous;
  }

  /**
   * Pauses a sync of which every record is refused.
   *
   * @param words of the refusals; null if the sync goes on
   */
  void pauseRefused(Catalogue.Sync sync, @Nullable String words) throws StoreFailure {
    if (words != null) {
      store.pause(
          sync,
          "misconfigured",
          "%d records were sent alone and refused for the same cause: %s"
              .formatted(RefusedAlike.ALONE, words));
    }
  }

  private Stream<Instant> holds(Outcome outcome) {
    return switch (outcome) {
      case Outcome.QuotaSpent(Instant until, String words) -> Stream.of(until);
      case Outcome.RateLimited(Instant until, String words)
          when until.isAfter(clock.instant().plus(SHORT_LIMIT)) ->
          Stream.of(until);
      case Outcome.WaitsForAccount(Instant until, String words)
          when until.isAfter(clock.instant().plus(SHORT_LIMIT)) ->
          Stream.of(until);
      default -> Stream.empty();
    };
  }

  /**
   * Before the first report of this process, the store may hold the state that an earlier process
   * wrote. A report that fails is repeated with the next outcome.
   */
  private synchronized void reportHealth(String words) throws StoreFailure {
    boolean failing = circuit.failing();
    if (reportedFailing == null || reportedFailing != failing) {
      store.health(destination.get(), failing, words);
      reportedFailing = failing;
    }
  }
}
