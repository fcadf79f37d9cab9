package dev.tributary.destinations.account;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.protocol.StoreFailure;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.runtime.threads.PeriodicWork;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Looks at the account of each destination, also of those that nothing is sent to now. So a change
 * of the account is noticed within a day, and grants of users do not end because nobody uses them.
 * This concerns destinations whose vendors name accounts; others are not asked. Also continues
 * decisions of users about accounts.
 */
public final class AccountRounds implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(AccountRounds.class.getName());
  private static final Duration ROUND = Duration.ofMinutes(1);

  /** Between two looks at an unchanged destination; a vendor is asked at most once a day. */
  private static final Duration INTERVAL = Duration.ofHours(1);

  private final Definitions definitions;
  private final Function<Catalogue.Destination, Optional<Outcome>> verification;
  private final AccountDecisions decisions;
  private final Stops stops;
  private final Clock clock;
  private final Map<DestinationId, Check> checks = new ConcurrentHashMap<>();
  private final PeriodicWork work = new PeriodicWork("accounts", ROUND, ROUND, this::round);

  /** Reads destinations. */
  @FunctionalInterface
  public interface Definitions {
    Catalogue read() throws StoreFailure;
  }

  /** Stops and resumes destinations. A pause that a user has set stays. */
  public interface Stops {
    /** Stops a destination; a former reason is replaced. */
    void stop(Catalogue.Destination destination, String reason, String words) throws StoreFailure;

    /** Resumes a destination that has stopped. */
    void resume(Catalogue.Destination destination) throws StoreFailure;
  }

  private record Check(long version, Connector connector, Instant at) {}

  /**
   * @param verification asks the vendor if this is due, and returns why nothing can be sent
   */
  public AccountRounds(
      Definitions definitions,
      Function<Catalogue.Destination, Optional<Outcome>> verification,
      AccountDecisions decisions,
      Stops stops,
      Clock clock) {
    this.definitions = definitions;
    this.verification = verification;
    this.decisions = decisions;
    this.stops = stops;
    this.clock = clock;
  }

  public void start() {
    work.start();
  }

  @Override
  public void close() {
    work.close();
  }

  /** Continues decisions, and looks at the destinations that are due. */
  public void round() throws StoreFailure {
    Map<DestinationId, Catalogue.Destination> destinations = definitions.read().destinations();
    for (DestinationId id : decisions.pending()) {
      Catalogue.Destination destination = destinations.get(id);
      if (destination != null && decisions.carryOut(destination, clock.instant().plus(ROUND))) {
        stops.resume(destination);
      }
    }
    checks.keySet().retainAll(destinations.keySet());
    for (Catalogue.Destination destination : destinations.values()) {
      if (work.isClosed()) {
        return;
      }
      if (isDue(destination)) {
        checks.put(
            destination.id(),
            new Check(destination.version(), destination.connector(), clock.instant()));
        try {
          look(destination);
        } catch (RuntimeException e) {
          LOG.log(
              Level.WARNING,
              "The account of {0} is not known: {1}",
              destination.id(),
              e.getMessage());
        }
      }
    }
  }

  private boolean isDue(Catalogue.Destination destination) {
    Check last = checks.get(destination.id());
    return last == null
        || last.version() != destination.version()
        || last.connector() != destination.connector()
        || last.at().plus(INTERVAL).isBefore(clock.instant());
  }

  private void look(Catalogue.Destination destination) throws StoreFailure {
    Outcome outcome = verification.apply(destination).orElse(null);
    if (outcome instanceof Outcome.UnusableCredentials(var reason, String words)) {
      stops.stop(destination, reason.wireName(), words);
    } else if (outcome instanceof Outcome.Unauthorised(String words)) {
      stops.stop(destination, "unauthorised", words);
    }
  }
}
