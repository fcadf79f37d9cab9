package dev.tributary.gateway.pipeline;

import dev.tributary.gateway.routing.Service;
import java.util.List;
import java.util.Optional;

/** What the services know. Every call blocks, for a second at most. */
public interface ServiceProgress {

  /** Empty if the service does not answer. */
  Optional<Progress> of(Service service, String workspace);

  /** The destinations that are paused or failing, which nobody waits for; ids. */
  List<String> destinationsNotWaitedFor(String workspace, String accessToken);
}
