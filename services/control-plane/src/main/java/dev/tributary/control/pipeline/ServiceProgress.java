package dev.tributary.control.pipeline;

import dev.tributary.contracts.access.Service;
import dev.tributary.contracts.id.WorkspaceId;
import java.util.Optional;

/** Asks the services for their progress. Every call blocks, for a second at most. */
public interface ServiceProgress {

  /** Empty if the service does not answer. */
  Optional<Progress> of(Service service, WorkspaceId workspace);
}
