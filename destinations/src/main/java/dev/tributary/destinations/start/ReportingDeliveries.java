package dev.tributary.destinations.start;

import dev.tributary.contracts.change.ChangeListener;
import dev.tributary.contracts.change.ChangeSubject;
import dev.tributary.destinations.delivery.DeliveryStore;
import dev.tributary.destinations.protocol.StoreFailure;
import dev.tributary.destinations.sync.Catalogue;
import java.util.List;

/**
 * Reports new states of destinations and syncs as changes. Outcomes of deliveries do not show them
 * in time: a destination that does not answer has no outcomes, and pages read the outcomes of
 * constant traffic seldom. The state may be that of before: the first report of a process, for
 * example, only confirms it.
 */
public final class ReportingDeliveries extends ForwardingDeliveryStore {
  private final ChangeListener changes;

  public ReportingDeliveries(DeliveryStore store, ChangeListener changes) {
    super(store);
    this.changes = changes;
  }

  @Override
  public void pause(Catalogue.Destination destination, String reason, String words)
      throws StoreFailure {
    super.pause(destination, reason, words);
    changed(destination);
  }

  @Override
  public void pause(Catalogue.Sync sync, String reason, String words) throws StoreFailure {
    super.pause(sync, reason, words);
    changes.changed(sync.workspace(), ChangeSubject.SYNCS, List.of(sync.id().value()));
  }

  @Override
  public void health(Catalogue.Destination destination, boolean failing, String words)
      throws StoreFailure {
    super.health(destination, failing, words);
    changed(destination);
  }

  private void changed(Catalogue.Destination destination) {
    changes.changed(
        destination.workspace(), ChangeSubject.DESTINATIONS, List.of(destination.id().value()));
  }
}
