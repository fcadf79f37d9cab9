package dev.tributary.destinations.delivery;

import dev.tributary.destinations.account.Accounts;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.Manifest.RateLimit;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Probe;
import dev.tributary.destinations.connector.Target;
import dev.tributary.destinations.destination.DestinationSpec;
import dev.tributary.destinations.protocol.Protocols;
import dev.tributary.destinations.protocol.SecretMasking;
import dev.tributary.destinations.protocol.Sessions;
import dev.tributary.destinations.protocol.StoreFailure;
import dev.tributary.destinations.sync.Catalogue;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sends a batch as its connector decides, and turns every exception into outcomes. Thread-safe. */
public final class BatchSender {
  private static final System.Logger LOG = System.getLogger(BatchSender.class.getName());

  /** A claim's lease; all requests of a batch together stay below half of it. */
  public static final Duration LEASE = Duration.ofSeconds(60);

  private static final Duration TIME = Duration.ofSeconds(28);

  private final Targets targets;
  private final Transport transport;
  private final RateLimiter limiter;
  private final PlaceStore places;
  private final Accounts accounts;
  private final Protocols protocols;
  private final Clock clock;
  private final Duration timeout;

  /**
   * @param timeout of one request; at most {@link Egress#TIMEOUT} is used
   */
  public BatchSender(
      Targets targets,
      Transport transport,
      RateLimiter limiter,
      PlaceStore places,
      Accounts accounts,
      Sessions sessions,
      Clock clock,
      Duration timeout) {
    this.targets = targets;
    this.transport = transport;
    this.limiter = limiter;
    this.places = places;
    this.accounts = accounts;
    this.protocols = new Protocols(clock, sessions);
    this.clock = clock;
    this.timeout = timeout.compareTo(Egress.TIMEOUT) < 0 ? timeout : Egress.TIMEOUT;
  }

  /** The result of a batch: an outcome for each row, and the exchanges. */
  public record Sent(List<Outcome> outcomes, List<Egress.Exchange> exchanges) {}

  /**
   * The result of a test.
   *
   * @param account that the vendor has named, or null
   */
  public record Tested(
      Outcome outcome, Probe.@Nullable Account account, List<Egress.Exchange> exchanges) {}

  /** Sends rows, or asks for the result of the job that has them. */
  public Sent send(Catalogue.Sync sync, List<ClaimedDelivery> rows) {
    Catalogue.Destination destination = sync.destination();
    Target target = targets.open(destination);
    String credentials = targets.account(destination, target);
    SecretMasking masking = masking(destination, target);
    BatchEgress probing = egress(destination, masking, credentials);
    return switch (current(destination, target, credentials, probing)) {
      case Accounts.Current.Usable(String account) ->
          send(sync, rows, target, egress(destination, masking, account), account);
      case Accounts.Current.Unusable(Outcome outcome) ->
          new Sent(Collections.nCopies(rows.size(), outcome), probing.exchanges());
    };
  }

  private Accounts.Current current(
      Catalogue.Destination destination, Target target, String credentials, Egress probing) {
    try {
      return accounts.current(
          destination,
          target,
          credentials,
          () -> protocols.probe(destination.connector(), target, probing));
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "The account of %s is not known".formatted(target), e);
      return new Accounts.Current.Unusable(
          new Outcome.Transient("The connector cannot say how to ask for the account", null));
    }
  }

  private Sent send(
      Catalogue.Sync sync,
      List<ClaimedDelivery> rows,
      Target target,
      BatchEgress egress,
      String account) {
    Connector connector = sync.destination().connector();
    Batch batch = Batches.of(target.withoutSecrets(), sync, rows);
    List<Outcome> outcomes;
    try {
      String job = rows.getFirst().job();
      outcomes =
          job == null
              ? protocols.send(
                  connector, batch, target, egress, places.of(sync.destination(), account))
              : protocols.ask(connector, batch, job, target, egress);
    } catch (RuntimeException e) {
      LOG.log(
          Level.WARNING,
          "The connector %s failed for %s".formatted(connector.manifest().id(), target),
          e);
      outcomes = List.of();
    }
    if (outcomes.size() != rows.size()) {
      Outcome unknown = new Outcome.Ambiguous("The connector did not say what became of it");
      outcomes = Collections.nCopies(rows.size(), unknown);
    }
    slowDown(account, outcomes);
    return new Sent(outcomes, egress.exchanges());
  }

  /** Tests a destination without any change there. */
  public Tested check(Catalogue.Destination destination, Target target) {
    BatchEgress egress =
        egress(destination, masking(destination, target), targets.account(destination, target));
    Probe.Result result = protocols.probe(destination.connector(), target, egress);
    return new Tested(result.outcome(), result.account(), egress.exchanges());
  }

  /** Tests a stored destination, and keeps which account the vendor has named. */
  public Tested checkStored(Catalogue.Destination destination) {
    Target target = targets.open(destination);
    Tested tested = check(destination, target);
    try {
      Outcome outcome =
          accounts.tested(
              destination,
              targets.account(destination, target),
              new Probe.Result(tested.outcome(), tested.account()));
      return new Tested(outcome, tested.account(), tested.exchanges());
    } catch (StoreFailure e) {
      LOG.log(Level.WARNING, "The account of {0} is not kept: {1}", target, e.getMessage());
      return tested;
    }
  }

  /**
   * Asks the vendor for the account of a destination, if this is due.
   *
   * @return the outcome that pauses the destination, or empty
   */
  public Optional<Outcome> verify(Catalogue.Destination destination) {
    Target target = targets.open(destination);
    String credentials = targets.account(destination, target);
    BatchEgress probing = egress(destination, masking(destination, target), credentials);
    return switch (current(destination, target, credentials, probing)) {
      case Accounts.Current.Usable usable -> Optional.empty();
      case Accounts.Current.Unusable(Outcome outcome) -> Optional.of(outcome);
    };
  }

  private static SecretMasking masking(Catalogue.Destination destination, Target target) {
    return new SecretMasking(
        target.secrets().values(), Protocols.secretHeaders(destination.connector()));
  }

  private BatchEgress egress(
      Catalogue.Destination destination, SecretMasking masking, String account) {
    return new BatchEgress(
        transport, limiter, account, limits(destination), masking, clock, timeout, TIME);
  }

  private void slowDown(String account, List<Outcome> outcomes) {
    for (Outcome outcome : outcomes) {
      if (outcome instanceof Outcome.RateLimited(var until, var words)) {
        limiter.slowDown(account, until);
        return;
      }
    }
  }

  private static List<RateLimit> limits(Catalogue.Destination destination) {
    DestinationSpec spec = destination.spec();
    return spec.rateLimit() == null
        ? destination.connector().manifest().rateLimits()
        : List.of(spec.rateLimit());
  }
}
