package dev.tributary.destinations.delivery;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Target;
import dev.tributary.destinations.ledger.Priority;
import dev.tributary.destinations.limit.AccountBudgets;
import dev.tributary.destinations.limit.PacedRecords;
import dev.tributary.destinations.limit.PacedRequests;
import dev.tributary.destinations.pacing.Answer;
import dev.tributary.destinations.pacing.Flow;
import dev.tributary.destinations.pacing.Permit;
import dev.tributary.destinations.pacing.Question;
import dev.tributary.destinations.pacing.RateLimiter;
import dev.tributary.destinations.protocol.Places;
import dev.tributary.destinations.protocol.Protocols;
import dev.tributary.destinations.protocol.SecretMasking;
import dev.tributary.destinations.sync.Catalogue;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
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
  private final Protocols protocols;
  private final Clock clock;
  private final Duration timeout;
  private final Map<DestinationId, Known> accounts = new ConcurrentHashMap<>();

  private record Known(long version, AccountBudgets budgets) {}

  /**
   * @param timeout of one request; at most {@link Egress#TIMEOUT} is used
   */
  public BatchSender(
      Targets targets,
      Transport transport,
      RateLimiter limiter,
      PlaceStore places,
      Clock clock,
      Duration timeout) {
    this.targets = targets;
    this.transport = transport;
    this.limiter = limiter;
    this.places = places;
    this.protocols = new Protocols(clock);
    this.clock = clock;
    this.timeout = timeout.compareTo(Egress.TIMEOUT) < 0 ? timeout : Egress.TIMEOUT;
  }

  /** The result of a batch: an outcome for each row, and the exchanges. */
  public record Sent(List<Outcome> outcomes, List<Egress.Exchange> exchanges) {}

  /** Sends rows without a permit, or asks for the result of the job that has them. */
  public Sent send(Catalogue.Sync sync, List<ClaimedDelivery> rows) {
    return send(sync, rows, null);
  }

  /**
   * Sends rows, or asks for the result of the job that has them.
   *
   * @param permit for the first request; it ends with the batch
   */
  Sent send(Catalogue.Sync sync, List<ClaimedDelivery> rows, @Nullable Permit permit) {
    boolean backfill = rows.getFirst().lane() == Priority.BACKFILL;
    Flow flow = permit == null ? flow(sync.destination(), backfill) : permit.flow();
    AccountBudgets budgets = budgets(sync.destination());
    PacedRequests pace =
        new PacedRequests(
            limiter, budgets, flow, clock, permit, rows.getFirst().object(), rows.size());
    List<Egress.Exchange> exchanges = new ArrayList<>();
    List<Outcome> outcomes = List.of();
    try {
      PacedRecords records = new PacedRecords(limiter, budgets, flow);
      outcomes =
          records.isEmpty() || rows.getFirst().job() != null
              ? sent(sync, rows, pace, exchanges)
              : records.send(
                  rows.stream().map(ClaimedDelivery::id).toList(),
                  rows.getFirst().repeated(),
                  going -> sent(sync, going.stream().map(rows::get).toList(), pace, exchanges));
    } finally {
      pace.end(outcomes);
    }
    slowDown(budgets.account(), outcomes);
    return new Sent(outcomes, exchanges);
  }

  private List<Outcome> sent(
      Catalogue.Sync sync,
      List<ClaimedDelivery> rows,
      PacedRequests pace,
      List<Egress.Exchange> exchanges) {
    Target target = targets.open(sync.destination());
    Connector connector = sync.destination().connector();
    BatchEgress egress = egress(target, pace);
    Batch batch = Batches.of(target.withoutSecrets(), sync, rows);
    List<Outcome> outcomes;
    try {
      String job = rows.getFirst().job();
      outcomes =
          job == null
              ? protocols.send(connector, batch, target, egress, places(sync, target))
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
    exchanges.addAll(egress.exchanges());
    return outcomes;
  }

  private Places places(Catalogue.Sync sync, Target target) {
    return places.of(sync.destination(), targets.account(sync.destination(), target));
  }

  /** Tests a destination without any change there. */
  public Sent check(Catalogue.Destination destination, Target target) {
    AccountBudgets budgets = AccountBudgets.of(destination, targets.account(destination, target));
    PacedRequests pace =
        new PacedRequests(limiter, budgets, flow(destination, false), clock, null, null, 0);
    BatchEgress egress = egress(target, pace);
    Outcome outcome = protocols.probe(destination.connector(), target, egress);
    pace.end(List.of(outcome));
    return new Sent(List.of(outcome), egress.exchanges());
  }

  /** Whether requests to a destination need a permit. */
  boolean needsPermit(Catalogue.Destination destination) {
    return !budgets(destination).isUnlimited();
  }

  /**
   * Asks for permission for the next request, before rows are claimed.
   *
   * @param backfill whether only backfilled rows are due
   */
  Answer ask(Catalogue.Destination destination, boolean backfill) {
    AccountBudgets budgets = budgets(destination);
    return limiter.ask(
        new Question(
            budgets.account(),
            flow(destination, backfill),
            budgets.ofNextBatch(),
            budgets.connections(),
            LEASE));
  }

  /** The permit is not used. */
  void giveBack(Permit permit) {
    limiter.giveBack(permit);
  }

  /** A batch has fewer records than were asked for. */
  void settle(Permit permit, int records) {
    limiter.settle(permit, records);
  }

  private static Flow flow(Catalogue.Destination destination, boolean backfill) {
    return new Flow(destination.workspace(), destination.id(), backfill);
  }

  /** Secrets are opened once for a version of a destination; only the name of the account stays. */
  private AccountBudgets budgets(Catalogue.Destination destination) {
    Known known =
        Objects.requireNonNull(
            accounts.compute(
                destination.id(),
                (_, before) ->
                    before != null && before.version == destination.version()
                        ? before
                        : new Known(
                            destination.version(),
                            AccountBudgets.of(
                                destination,
                                targets.account(destination, targets.open(destination))))));
    return known.budgets;
  }

  private BatchEgress egress(Target target, PacedRequests pace) {
    return new BatchEgress(
        transport, pace, new SecretMasking(target.secrets().values()), clock, timeout, TIME);
  }

  private void slowDown(String account, List<Outcome> outcomes) {
    for (Outcome outcome : outcomes) {
      if (outcome instanceof Outcome.RateLimited(var until, var words)) {
        limiter.slowDown(account, until);
        return;
      }
    }
  }
}
