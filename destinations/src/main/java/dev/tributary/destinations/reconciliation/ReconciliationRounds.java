package dev.tributary.destinations.reconciliation;

import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Listing.Page;
import dev.tributary.destinations.connector.Mode;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.deliveries.UncertainDeliveries;
import dev.tributary.destinations.protocol.StoreFailure;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.destinations.sync.SyncSource;
import dev.tributary.destinations.sync.SyncSpec;
import dev.tributary.destinations.sync.SyncSpec.FieldMapping;
import dev.tributary.runtime.threads.PeriodicWork;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Carries out reconciliations, a step at a time: any instance can continue with the next step. A
 * step that fails is repeated later; the other runs continue meanwhile.
 */
public final class ReconciliationRounds implements AutoCloseable {
  /**
   * Records that were delivered less than this before the start are not compared. Lists of vendors
   * can be some minutes behind.
   */
  public static final Duration MARGIN = Duration.ofMinutes(10);

  private static final System.Logger LOG = System.getLogger(ReconciliationRounds.class.getName());
  private static final Duration IDLE = Duration.ofSeconds(2);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

  /** A vendor that does not answer must not delay the runs of others. */
  private static final int WORKERS = 4;

  /** After so many failures in a row, about half a day, a run ends. */
  private static final int MOST_FAILURES = 80;

  private final ReconciliationStore store;
  private final Definitions definitions;
  private final Pages pages;
  private final UncertainDeliveries uncertain;
  private final Clock clock;
  private final List<PeriodicWork> workers =
      IntStream.range(0, WORKERS)
          .mapToObj(n -> PeriodicWork.ofSteps("reconciliation-" + n, IDLE, this::step))
          .toList();

  /** Reads destinations and syncs. */
  @FunctionalInterface
  public interface Definitions {
    Catalogue read() throws StoreFailure;
  }

  /** Reads a page of a vendor, within the budgets of the account. */
  @FunctionalInterface
  public interface Pages {
    Page page(Catalogue.Sync sync, String matchField, List<String> fields, @Nullable String cursor);
  }

  public ReconciliationRounds(
      ReconciliationStore store,
      Definitions definitions,
      Pages pages,
      UncertainDeliveries uncertain,
      Clock clock) {
    this.store = store;
    this.definitions = definitions;
    this.pages = pages;
    this.uncertain = uncertain;
    this.clock = clock;
  }

  /**
   * Why the records of a sync cannot be compared with those of its destination; empty if they can.
   */
  public static Optional<String> obstacle(Catalogue.Sync sync) {
    SyncSpec spec = sync.spec();
    Connector connector = sync.destination().connector();
    if (spec.match() == null || sync.deletes()) {
      return Optional.of(
          "This sync keeps no records at the destination, so there is nothing to compare");
    }
    if (!connector.lists(sync.object().name())) {
      return Optional.of(
          "%s cannot list its %s for Tributary, so they cannot be compared"
              .formatted(connector.manifest().name(), sync.object().label()));
    }
    return Optional.empty();
  }

  /**
   * Why the differences of a sync cannot be sent again; empty if they can. A record that has left
   * the source of a sync stays in the ledger as delivered, unless the sync removes it. So the
   * ledger does not say which of the missing records are wanted.
   */
  public static Optional<String> repairObstacle(Catalogue.Sync sync) {
    if (sync.spec().mode() == Mode.UPDATE_ONLY) {
      return Optional.of(
          "Differences of this sync are shown only, because a sync that only updates creates no"
              + " missing record");
    }
    Connector connector = sync.destination().connector();
    if (connector.idsChange(sync.object().name())) {
      return Optional.of(
          "Differences of this sync are shown only. %s names its %s by their match value, so one that"
                  .formatted(connector.manifest().name(), sync.object().label())
              + " was renamed there looks like a missing one, and would be created twice");
    }
    boolean allStay = sync.spec().from() instanceof SyncSource.Profiles;
    return allStay || (sync.mirrors() && sync.memberships() == null)
        ? Optional.empty()
        : Optional.of(
            "Differences of this sync are shown only. Records that have left its source stay at"
                + " the destination, and could be sent again by mistake. A sync of all profiles, or"
                + " one that removes these records (mode mirror), can send differences again");
  }

  /**
   * The fields of a sync that are compared. A field that is set once belongs to the destination
   * from then on, and so does a record that the sync only creates.
   */
  public static List<String> fields(SyncSpec spec) {
    return spec.mode() == Mode.CREATE_ONLY
        ? List.of()
        : spec.mapping().stream()
            .filter(field -> !field.keepsFirstValue())
            .map(FieldMapping::field)
            .toList();
  }

  public void start() {
    workers.forEach(PeriodicWork::start);
  }

  @Override
  public void close() {
    workers.forEach(PeriodicWork::close);
  }

  /** Carries out the next step of the next run that is due. Returns false if none is due. */
  public boolean step() {
    ReconciliationRun run = store.lease().orElse(null);
    if (run == null) {
      return store.forget();
    }
    try {
      step(run);
    } catch (StoreFailure | RuntimeException e) {
      LOG.log(
          Level.WARNING, "The reconciliation %s of %s failed".formatted(run.id(), run.sync()), e);
      failed(run, "A step failed here, and is repeated", clock.instant());
    }
    return true;
  }

  private void step(ReconciliationRun run) throws StoreFailure {
    switch (run.phase()) {
      case EXPECTING, READING, REPAIRING -> {
        Catalogue catalogue = definitions.read();
        Catalogue.Sync sync = catalogue.sync(run.sync()).orElse(null);
        if (sync != null && sync.workspace().equals(run.workspace())) {
          step(run, sync);
        } else if (catalogue.kept().contains(run.sync())) {
          store.postpone(run, "The workspace or the sync is held", LONGEST_WAIT, false);
        } else {
          store.fail(run, "The sync is deleted");
        }
      }
      case CLOSING -> close(run);
    }
  }

  private void step(ReconciliationRun run, Catalogue.Sync sync) {
    Optional<String> obstacle = obstacle(sync);
    if (sync.version() != run.syncVersion()) {
      store.fail(run, "The sync has changed since the start. Start again");
    } else if (!sync.destination().id().equals(run.destination())
        || sync.destination().version() != run.destinationVersion()) {
      store.fail(run, "The destination has changed since the start. Start again");
    } else if (obstacle.isPresent()) {
      store.fail(run, obstacle.get());
    } else if (run.phase() == ReconciliationRun.Phase.EXPECTING) {
      store.expect(run, sync);
    } else if (run.phase() == ReconciliationRun.Phase.REPAIRING) {
      store.repair(run, sync);
    } else {
      read(run, sync);
    }
  }

  private void read(ReconciliationRun run, Catalogue.Sync sync) {
    FieldMapping match = Objects.requireNonNull(sync.spec().match());
    switch (pages.page(sync, match.field(), fields(sync.spec()), run.place())) {
      case Page.Failed(Outcome outcome) -> react(run, outcome);
      case Page.Records(var records, var next) -> {
        if (next != null && next.equals(run.place())) {
          store.fail(run, "The destination names the same page again and again");
          return;
        }
        store.compare(run, sync, records, next);
      }
    }
  }

  /** A delivery that is not uncertain any more does not count. */
  private void close(ReconciliationRun run) {
    int arrived = 0;
    for (ReconciliationStore.Arrived each : store.arrived(run)) {
      if (uncertain.arrived(run.workspace(), each.delivery(), each.version(), each.vendorId())) {
        arrived++;
      }
    }
    store.close(run, arrived);
  }

  private void react(ReconciliationRun run, Outcome outcome) {
    Instant now = clock.instant();
    switch (outcome) {
      case Outcome.HeldBack(Instant until, String words) -> wait(run, words, until);
      case Outcome.RateLimited(Instant until, String words) -> wait(run, words, until);
      case Outcome.QuotaSpent(Instant until, String words) -> wait(run, words, until);
      case Outcome.WaitsForAccount(Instant until, String words) -> wait(run, words, until);
      case Outcome.Transient(String words, Instant until) ->
          failed(run, words, until == null ? now : until);
      case Outcome.Ambiguous(String words, Instant until) ->
          failed(run, words, until == null ? now : until);
      default -> store.fail(run, outcome.words());
    }
  }

  /** Nothing has failed: the run continues when the account may be asked again. */
  private void wait(ReconciliationRun run, String words, Instant until) {
    Duration left = Duration.between(clock.instant(), until);
    store.postpone(run, words, left.compareTo(IDLE) < 0 ? IDLE : left, false);
  }

  private void failed(ReconciliationRun run, String words, Instant until) {
    if (run.failures() >= MOST_FAILURES) {
      store.fail(run, words);
      return;
    }
    Duration doubled = Duration.ofSeconds(1L << Math.min(run.failures(), 10));
    Duration pause = doubled.compareTo(LONGEST_WAIT) < 0 ? doubled : LONGEST_WAIT;
    Duration asked = Duration.between(clock.instant(), until);
    store.postpone(run, words, asked.compareTo(pause) > 0 ? asked : pause, true);
  }
}
