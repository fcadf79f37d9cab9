package dev.tributary.destinations.delivery;

import dev.tributary.destinations.ledger.State;
import dev.tributary.destinations.limit.RowLimit;
import dev.tributary.destinations.protocol.StoreFailure;
import dev.tributary.destinations.start.ForwardingDeliveryStore;
import dev.tributary.destinations.sync.Catalogue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/** Workers that die after the attempt, and ghosts that report when others have taken over. */
final class DyingWorkers extends ForwardingDeliveryStore {
  private final Leases leases;
  private final Random random;
  private final Witness witness;
  private final AtomicBoolean faults;
  private final ConcurrentLinkedQueue<Ghost> ghosts = new ConcurrentLinkedQueue<>();

  /** By attempt. */
  final Map<String, Long> refused = new ConcurrentHashMap<>();

  private record Ghost(List<Reported> batches) {}

  /** The leases of a ledger. */
  interface Leases {
    /** Whether no other worker has claimed the row since. */
    boolean has(ClaimedDelivery row) throws StoreFailure;

    /** The leases of these claims end, as when a minute has passed. */
    void end(List<ClaimedDelivery> rows) throws StoreFailure;
  }

  DyingWorkers(DeliveryStore store, Leases leases, Random random, Witness witness) {
    super(store);
    this.leases = leases;
    this.random = random;
    this.witness = witness;
    this.faults = witness.faults;
  }

  @Override
  public WorkSearchResult claim(
      Catalogue.Destination destination, int turn, boolean retries, RowLimit limit)
      throws StoreFailure {
    WorkSearchResult look = super.claim(destination, turn, retries, limit);
    witness.looked(look);
    return look;
  }

  @Override
  public boolean report(List<Reported> batches) throws StoreFailure {
    for (Reported each : batches) {
      AttemptResult result = each.result();
      if (result != null && result.refused() > 0) {
        refused.put(each.batch().attempt(), result.refused());
      }
    }
    if (faults.get() && dies()) {
      ghosts.add(new Ghost(batches));
      endLeases();
      return false;
    }
    batches.forEach(each -> witness.reported(each.reports()));
    boolean due = super.report(batches);
    if (faults.get()) {
      Ghost ghost = ghosts.poll();
      if (ghost != null) {
        for (Reported each : ghost.batches()) {
          witness.reported(inTime(each.reports()));
        }
        super.report(ghost.batches());
      }
    }
    return due;
  }

  /** Those whose rows nobody has taken over yet, and that say more than that a job has the row. */
  private List<AttemptReport> inTime(List<AttemptReport> reports) throws StoreFailure {
    List<AttemptReport> inTime = new ArrayList<>();
    for (AttemptReport report : reports) {
      if (report.state() != State.SUBMITTED && leases.has(report.row())) {
        inTime.add(report);
      }
    }
    return inTime;
  }

  private synchronized boolean dies() {
    return random.nextInt(6) == 0;
  }

  /** Other workers take over the rows of all ghosts. */
  void endLeases() throws StoreFailure {
    leases.end(
        ghosts.stream()
            .flatMap(ghost -> ghost.batches().stream())
            .flatMap(each -> each.batch().rows().stream())
            .toList());
  }
}
