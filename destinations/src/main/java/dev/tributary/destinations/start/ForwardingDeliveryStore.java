package dev.tributary.destinations.start;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.destinations.delivery.ClaimedDelivery;
import dev.tributary.destinations.delivery.DeliveryStore;
import dev.tributary.destinations.delivery.LeasedBatch;
import dev.tributary.destinations.delivery.WorkSearchResult;
import dev.tributary.destinations.ledger.Priority;
import dev.tributary.destinations.limit.RowLimit;
import dev.tributary.destinations.protocol.JobLog;
import dev.tributary.destinations.protocol.JobLost;
import dev.tributary.destinations.protocol.RecordedJob;
import dev.tributary.destinations.protocol.StoreFailure;
import dev.tributary.destinations.sync.Catalogue;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Passes each call on to another store. A subclass adds to some of the calls. Thread-safe. */
public abstract class ForwardingDeliveryStore implements DeliveryStore {
  private final DeliveryStore store;

  protected ForwardingDeliveryStore(DeliveryStore store) {
    this.store = store;
  }

  @Override
  public WorkSearchResult claim(
      Catalogue.Destination destination, int turn, boolean retries, RowLimit limit)
      throws StoreFailure {
    return store.claim(destination, turn, retries, limit);
  }

  @Override
  public Optional<Priority> mostUrgent(
      Catalogue.Destination destination, int turn, boolean retries, RowLimit limit)
      throws StoreFailure {
    return store.mostUrgent(destination, turn, retries, limit);
  }

  @Override
  public Set<DestinationId> due(Collection<Catalogue.Destination> destinations)
      throws StoreFailure {
    return store.due(destinations);
  }

  @Override
  public boolean report(List<Reported> batches) throws StoreFailure {
    return store.report(batches);
  }

  @Override
  public void lost(List<ClaimedDelivery> rows) throws StoreFailure {
    store.lost(rows);
  }

  @Override
  public LeasedBatch begin(LeasedBatch batch, Duration deadline, JobLog.Account account)
      throws JobLost {
    return store.begin(batch, deadline, account);
  }

  @Override
  public int openJobs(Catalogue.Destination destination, String account) throws StoreFailure {
    return store.openJobs(destination, account);
  }

  @Override
  public void record(RecordedJob job) throws JobLost {
    store.record(job);
  }

  @Override
  public boolean needsIds(RecordedJob job) throws StoreFailure {
    return store.needsIds(job);
  }

  @Override
  public List<LeasedBatch> abandoned(Catalogue catalogue) throws StoreFailure {
    return store.abandoned(catalogue);
  }

  @Override
  public void pause(Catalogue.Destination destination, String reason, String words)
      throws StoreFailure {
    store.pause(destination, reason, words);
  }

  @Override
  public void pause(Catalogue.Sync sync, String reason, String words) throws StoreFailure {
    store.pause(sync, reason, words);
  }

  @Override
  public void hold(Catalogue.Destination destination, Instant until) throws StoreFailure {
    store.hold(destination, until);
  }

  @Override
  public void release(Catalogue.Destination destination) throws StoreFailure {
    store.release(destination);
  }

  @Override
  public void health(Catalogue.Destination destination, boolean failing, String words)
      throws StoreFailure {
    store.health(destination, failing, words);
  }
}
