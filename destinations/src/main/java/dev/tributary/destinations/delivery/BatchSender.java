package dev.tributary.destinations.delivery;

import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Target;
import dev.tributary.destinations.ledger.InvalidField;
import dev.tributary.destinations.protocol.Places;
import dev.tributary.destinations.protocol.Protocols;
import dev.tributary.destinations.protocol.SecretMasking;
import dev.tributary.destinations.sync.Catalogue;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

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

  /**
   * The result of a batch: an outcome for each row, and the exchanges.
   *
   * @param parts the number of the part that each row was sent in, ascending from 0
   * @param placeGone whether the vendor no longer had the place of the batch, with its records
   */
  public record Sent(
      List<Outcome> outcomes,
      List<Egress.Exchange> exchanges,
      List<Integer> parts,
      boolean placeGone) {
    Sent(List<Outcome> outcomes, List<Egress.Exchange> exchanges) {
      this(outcomes, exchanges, Collections.nCopies(outcomes.size(), 0), false);
    }
  }

  /**
   * Sends rows, or asks for the result of the job that has them. A row with a field whose value
   * cannot be made is rejected and not sent.
   */
  public Sent send(Catalogue.Sync sync, List<ClaimedDelivery> rows) {
    List<ClaimedDelivery> valid = rows.stream().filter(row -> row.invalid() == null).toList();
    if (valid.size() == rows.size()) {
      return sendAll(sync, rows);
    }
    Sent sent = valid.isEmpty() ? new Sent(List.of(), List.of()) : sendAll(sync, valid);
    return withInvalid(rows, sent);
  }

  /** An invalid row is in the part of the row before it, so that parts stay together. */
  private static Sent withInvalid(List<ClaimedDelivery> rows, Sent sent) {
    List<Outcome> outcomes = new ArrayList<>();
    List<Integer> parts = new ArrayList<>();
    Iterator<Outcome> ofValid = sent.outcomes().iterator();
    Iterator<Integer> partOfValid = sent.parts().iterator();
    for (ClaimedDelivery row : rows) {
      InvalidField invalid = row.invalid();
      outcomes.add(
          invalid == null
              ? ofValid.next()
              : new Outcome.Rejected(invalid.field(), invalid.explanation()));
      parts.add(invalid == null ? partOfValid.next() : parts.isEmpty() ? 0 : parts.getLast());
    }
    return new Sent(outcomes, sent.exchanges(), parts, sent.placeGone());
  }

  private Sent sendAll(Catalogue.Sync sync, List<ClaimedDelivery> rows) {
    Target target = targets.open(sync.destination());
    Connector connector = sync.destination().connector();
    BatchEgress egress = egress(sync.destination(), target);
    Batch batch = Batches.of(target.withoutSecrets(), sync, rows);
    NotedPlaces places = new NotedPlaces(places(sync, target));
    List<Outcome> outcomes;
    List<Integer> parts = Collections.nCopies(rows.size(), 0);
    try {
      String job = rows.getFirst().job();
      if (job == null) {
        Protocols.Parts sent = protocols.sendInParts(connector, batch, target, egress, places);
        outcomes = sent.outcomes();
        parts = sent.parts();
      } else {
        outcomes = protocols.ask(connector, batch, job, target, egress);
      }
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
      parts = Collections.nCopies(rows.size(), 0);
    }
    slowDown(sync.destination(), target, outcomes);
    return new Sent(masked(outcomes, target), egress.exchanges(), parts, places.gone);
  }

  /** Notes that a place is gone. Not thread-safe. */
  private static final class NotedPlaces implements Places {
    private final Places places;
    private boolean gone;

    NotedPlaces(Places places) {
      this.places = places;
    }

    @Override
    public Optional<String> find(String name) {
      return places.find(name);
    }

    @Override
    public void remember(String name, String id) {
      places.remember(name, id);
    }

    @Override
    public void forget(String name, String id) {
      gone = true;
      places.forget(name, id);
    }
  }

  private Places places(Catalogue.Sync sync, Target target) {
    return places.of(sync.destination(), targets.account(sync.destination(), target));
  }

  /** Tests a destination without any change there. */
  public Sent check(Catalogue.Destination destination, Target target) {
    BatchEgress egress = egress(destination, target);
    Outcome outcome = protocols.probe(destination.connector(), target, egress);
    return new Sent(masked(List.of(outcome), target), egress.exchanges());
  }

  private static List<Outcome> masked(List<Outcome> outcomes, Target target) {
    SecretMasking masking = new SecretMasking(target.secrets().values());
    return outcomes.stream().map(masking::mask).toList();
  }

  private BatchEgress egress(Catalogue.Destination destination, Target target) {
    return new BatchEgress(
        transport,
        limiter,
        targets.account(destination, target),
        destination.rateLimits(),
        new SecretMasking(target.secrets().values()),
        clock,
        timeout,
        TIME);
  }

  private void slowDown(Catalogue.Destination destination, Target target, List<Outcome> outcomes) {
    for (Outcome outcome : outcomes) {
      if (outcome instanceof Outcome.RateLimited(var until, var words)) {
        limiter.slowDown(targets.account(destination, target), until);
        return;
      }
    }
  }
}
