package dev.tributary.destinations.account;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.protocol.StoreFailure;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.runtime.threads.PeriodicWork;
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
 */
public final class AccountRounds implements AutoCloseable {
  private static final Duration ROUND = Duration.ofMinutes(1);

  /** Between two looks at an unchanged destination; a vendor is asked at most once a day. */
  private static final Duration INTERVAL = Duration.ofHours(1);

  private final Definitions definitions;
  private final Function<Catalogue.Destination, Optional<Outcome>> verification;
  private final Pausing pausing;
  private final Clock clock;
  private final Map<DestinationId, Check> checks = new ConcurrentHashMap<>();
  private final PeriodicWork work = new PeriodicWork("accounts", ROUND, ROUND, this::round);

  /** Reads destinations. */
  @FunctionalInterface
  public interface Definitions {
    Catalogue read() throws StoreFailure;
  }

  /** Pauses a destination, as after an outcome of a delivery. */
  @FunctionalInterface
  public interface Pausing {
    void pause(Catalogue.Destination destination, String reason, String words) throws StoreFailure;
  }

  private record Check(long version, Instant at) {}

  /**
   * @param verification asks the vendor if this is due, and returns why nothing can be sent
   */
  public AccountRounds(
      Definitions definitions,
      Function<Catalogue.Destination, Optional<Outcome>> verification,
      Pausing pausing,
      Clock clock) {
    this.definitions = definitions;
    this.verification = verification;
    this.pausing = pausing;
    this.clock = clock;
  }

  public void start() {
    work.start();
  }

  @Override
  public void close() {
    work.close();
  }

  /** Looks at the destinations that are due. */
  public void round() throws StoreFailure {
    Map<DestinationId, Catalogue.Destination> destinations = definitions.read().destinations();
    checks.keySet().retainAll(destinations.keySet());
    for (Catalogue.Destination destination : destinations.values()) {
      if (work.isClosed()) {
        return;
      }
      if (isDue(destination)) {
        checks.put(destination.id(), new Check(destination.version(), clock.instant()));
        look(destination);
      }
    }
  }

  private boolean isDue(Catalogue.Destination destination) {
    Check last = checks.get(destination.id());
    return last == null
        || last.version() != destination.version()
        || last.at().plus(INTERVAL).isBefore(clock.instant());
  }

  private void look(Catalogue.Destination destination) throws StoreFailure {
    Outcome outcome = verification.apply(destination).orElse(null);
    if (outcome instanceof Outcome.UnusableCredentials(var reason, String words)) {
      pausing.pause(destination, reason.wireName(), words);
    } else if (outcome instanceof Outcome.Unauthorised(String words)) {
      pausing.pause(destination, "unauthorised", words);
    }
  }
}
