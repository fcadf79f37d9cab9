package dev.tributary.destinations.start;

import dev.tributary.contracts.change.ChangeListener;
import dev.tributary.contracts.change.ChangeSubject;
import dev.tributary.destinations.account.AccountRounds;
import dev.tributary.destinations.delivery.DeliveryStore;
import dev.tributary.destinations.protocol.StoreFailure;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.destinations.sync.PauseTarget;
import dev.tributary.destinations.sync.StatusStore;
import java.util.List;

/** Stops and resumes destinations without a request of a user. Thread-safe. */
record StoppedDestinations(StatusStore status, DeliveryStore store, ChangeListener changes)
    implements AccountRounds.Stops {
  @Override
  public void stop(Catalogue.Destination destination, String reason, String words)
      throws StoreFailure {
    PauseTarget target = new PauseTarget.OfDestination(destination.id());
    if (status.replaceReason(destination.workspace(), target, reason, words)) {
      changed(destination);
    } else {
      store.pause(destination, reason, words);
    }
  }

  @Override
  public void resume(Catalogue.Destination destination) {
    PauseTarget target = new PauseTarget.OfDestination(destination.id());
    status
        .stop(destination.workspace(), target)
        .filter(stop -> !stop.asked())
        .ifPresent(_ -> {
          status.resume(destination.workspace(), target, destination.id());
          changed(destination);
        });
  }

  private void changed(Catalogue.Destination destination) {
    changes.changed(
        destination.workspace(), ChangeSubject.DESTINATIONS, List.of(destination.id().value()));
  }
}
