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
import dev.tributary.destinations.protocol.JobLog;
import dev.tributary.destinations.protocol.JobLost;
import dev.tributary.destinations.protocol.Protocols;
import dev.tributary.destinations.protocol.RecordedJob;
import dev.tributary.destinations.protocol.SecretMasking;
import dev.tributary.destinations.protocol.Sessions;
import dev.tributary.destinations.protocol.StoreFailure;
import dev.tributary.destinations.sync.Catalogue;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
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

  /** The lease of a recorded job. It is longer than the time of all its requests. */
  public static final Duration JOB_LEASE = Duration.ofMinutes(15);

  private static final Duration JOB_TIME = Duration.ofMinutes(10);

  /** A part of an upload can have many megabytes. */
  private static final Duration JOB_REQUEST = Duration.ofMinutes(2);

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

  /**
   * The result of a batch: an outcome for each row, and the exchanges.
   *
   * @param parts the number of the part that each row was sent in, ascending from 0
   */
  public record Sent(List<Outcome> outcomes, List<Egress.Exchange> exchanges, List<Integer> parts) {
    Sent(List<Outcome> outcomes, List<Egress.Exchange> exchanges) {
      this(outcomes, exchanges, Collections.nCopies(outcomes.size(), 0));
    }
  }

  /**
   * The result of a test.
   *
   * @param account that the vendor has named, or null
   */
  public record Tested(
      Outcome outcome, Probe.@Nullable Account account, List<Egress.Exchange> exchanges) {}

  /** Sends rows once, without the ledger: nobody takes over a job of them. */
  public Sent send(Catalogue.Sync sync, List<ClaimedDelivery> rows) {
    return send(new LeasedBatch("", sync, rows, false), JobLog.unrecorded(clock.instant()));
  }

  /** Sends rows, continues the recorded job that has them, or asks for the result of a job. */
  Sent send(LeasedBatch leased, JobLog recording) {
    Catalogue.Destination destination = leased.sync().destination();
    Target target = targets.open(destination);
    String credentials = targets.account(destination, target);
    SecretMasking masking = masking(destination, target);
    BatchEgress probing = egress(destination, masking, credentials);
    return switch (current(destination, target, credentials, probing)) {
      case Accounts.Current.Usable(String account) ->
          send(leased, recording, target, egress(destination, masking, account), account);
      case Accounts.Current.Unusable(Outcome outcome) ->
          new Sent(unsent(leased, recording, outcome), probing.exchanges());
    };
  }

  /** Rows of a recorded job stay in it: nobody has asked the vendor for the job. */
  private List<Outcome> unsent(LeasedBatch leased, JobLog recording, Outcome outcome) {
    RecordedJob recorded = leased.recorded();
    if (recorded == null) {
      return Collections.nCopies(leased.rows().size(), outcome);
    }
    recording.heard(outcome);
    return Collections.nCopies(
        leased.rows().size(),
        new Outcome.Submitted(recorded.id(), clock.instant(), outcome.words()));
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
      LeasedBatch leased,
      JobLog recording,
      Target target,
      BatchEgress egress,
      String account) {
    Catalogue.Sync sync = leased.sync();
    List<ClaimedDelivery> rows = leased.rows();
    Connector connector = sync.destination().connector();
    Batch batch = Batches.of(target.withoutSecrets(), sync, rows);
    JobTime log = new JobTime(recording, egress);
    RecordedJob recorded = leased.recorded();
    List<Outcome> outcomes;
    List<Integer> parts = Collections.nCopies(rows.size(), 0);
    try {
      String job = rows.getFirst().job();
      if (recorded != null) {
        egress.takeTime(JOB_REQUEST, JOB_TIME);
        outcomes = protocols.resume(connector, batch, recorded, target, egress, log);
      } else if (job != null) {
        outcomes = protocols.ask(connector, batch, job, target, egress);
      } else {
        Protocols.Parts sent =
            protocols.sendInParts(
                connector, batch, target, egress, places.of(sync.destination(), account), log);
        outcomes = sent.outcomes();
        parts = sent.parts();
      }
    } catch (RuntimeException e) {
      LOG.log(
          Level.WARNING,
          "The connector %s failed for %s".formatted(connector.manifest().id(), target),
          e);
      outcomes = List.of();
    }
    if (outcomes.size() != rows.size()) {
      String words = "The connector did not say what became of it";
      Outcome unknown =
          recorded == null
              ? new Outcome.Ambiguous(words)
              : new Outcome.Submitted(recorded.id(), clock.instant(), words);
      outcomes = Collections.nCopies(rows.size(), unknown);
      parts = Collections.nCopies(rows.size(), 0);
    }
    slowDown(account, outcomes);
    slowDown(account, log.answers);
    return new Sent(outcomes, egress.exchanges(), parts);
  }

  /** Gives the requests of a job their time, once the job has its lease. */
  private static final class JobTime implements JobLog {
    private final JobLog log;
    private final BatchEgress egress;
    private final List<Outcome> answers = new ArrayList<>();

    JobTime(JobLog log, BatchEgress egress) {
      this.log = log;
      this.egress = egress;
    }

    @Override
    public RecordedJob begin(Batch batch, Duration deadline) throws JobLost {
      RecordedJob job = log.begin(batch, deadline);
      egress.takeTime(JOB_REQUEST, JOB_TIME);
      return job;
    }

    @Override
    public void record(RecordedJob job) throws JobLost {
      log.record(job);
    }

    @Override
    public void heard(Outcome outcome) {
      answers.add(outcome);
      log.heard(outcome);
    }
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
