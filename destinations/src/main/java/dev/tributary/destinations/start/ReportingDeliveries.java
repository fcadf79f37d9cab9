package dev.tributary.destinations.start;

import dev.tributary.contracts.change.ChangeListener;
import dev.tributary.contracts.change.ChangeSubject;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.delivery.AttemptReport;
import dev.tributary.destinations.delivery.DeliveryStore;
import dev.tributary.destinations.delivery.LeasedBatch;
import dev.tributary.destinations.delivery.WorkSearchResult;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.destinations.sync.PauseTarget;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Reports new states of destinations and syncs as changes. Outcomes of deliveries do not show them
 * in time: a destination that does not answer has no outcomes, and pages read the outcomes of
 * constant traffic seldom. The state may be that of before: the first report of a process, for
 * example, only confirms it.
 */
public final class ReportingDeliveries implements DeliveryStore {
  private final DeliveryStore store;
  private final ChangeListener changes;

  public ReportingDeliveries(DeliveryStore store, ChangeListener changes) {
    this.store = store;
    this.changes = changes;
  }

  @Override
  public WorkSearchResult claim(Catalogue.Destination destination, int turn, boolean retries)
      throws SQLException {
    return store.claim(destination, turn, retries);
  }

  @Override
  public Set<DestinationId> due(Collection<Catalogue.Destination> destinations)
      throws SQLException {
    return store.due(destinations);
  }

  @Override
  public boolean report(
      LeasedBatch batch,
      List<AttemptReport> reports,
      String outcome,
      List<Egress.Exchange> exchanges)
      throws SQLException {
    return store.report(batch, reports, outcome, exchanges);
  }

  @Override
  public List<LeasedBatch> abandoned(Catalogue catalogue) throws SQLException {
    return store.abandoned(catalogue);
  }

  @Override
  public void pause(WorkspaceId workspace, PauseTarget target, String reason, String words)
      throws SQLException {
    store.pause(workspace, target, reason, words);
    ChangeSubject subject =
        switch (target) {
          case PauseTarget.OfDestination _ -> ChangeSubject.DESTINATIONS;
          case PauseTarget.OfSync _ -> ChangeSubject.SYNCS;
        };
    changes.changed(workspace, subject, List.of(target.id()));
  }

  @Override
  public void health(Catalogue.Destination destination, boolean failing, String words)
      throws SQLException {
    store.health(destination, failing, words);
    changes.changed(
        destination.workspace(), ChangeSubject.DESTINATIONS, List.of(destination.id().value()));
  }
}
