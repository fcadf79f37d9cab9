package dev.tributary.gateway.pipeline;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.gateway.routing.Service;
import java.util.List;
import java.util.Optional;

/** Asks the services for their progress. Every call blocks, for a second at most. */
public interface ServiceProgress {

  /** Empty if the service does not answer. */
  Optional<Progress> of(Service service, WorkspaceId workspace);

  /** The ids of the destinations that are paused or failing; a wait does not include them. */
  List<String> destinationsNotWaitedFor(WorkspaceId workspace, String accessToken);
}
