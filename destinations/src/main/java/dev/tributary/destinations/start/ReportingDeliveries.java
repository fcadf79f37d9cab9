package dev.tributary.destinations.start;

import dev.tributary.contracts.change.ChangeListener;
import dev.tributary.contracts.change.ChangeSubject;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.delivery.DeliveryStore;
import dev.tributary.destinations.protocol.StoreFailure;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.destinations.sync.PauseTarget;
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
  public void pause(WorkspaceId workspace, PauseTarget target, String reason, String words)
      throws StoreFailure {
    super.pause(workspace, target, reason, words);
    ChangeSubject subject =
        switch (target) {
          case PauseTarget.OfDestination _ -> ChangeSubject.DESTINATIONS;
          case PauseTarget.OfSync _ -> ChangeSubject.SYNCS;
        };
    changes.changed(workspace, subject, List.of(target.id()));
  }

  @Override
  public void health(Catalogue.Destination destination, boolean failing, String words)
      throws StoreFailure {
    super.health(destination, failing, words);
    changes.changed(
        destination.workspace(), ChangeSubject.DESTINATIONS, List.of(destination.id().value()));
  }
}
