package dev.tributary.destinations.credential;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.protocol.StoreFailure;
import java.util.Optional;

/** Encrypts sessions for one destination and one receiver. Thread-safe. */
public interface SessionSeal {
  /**
   * @param field what is sealed
   * @param origin of the destination's secrets: for another origin, the text does not open
   */
  String seal(
      WorkspaceId workspace, DestinationId destination, String field, String origin, String text);

  /**
   * @return empty if the text was sealed for another destination, field or origin
   * @throws StoreFailure if its key is not configured
   */
  Optional<String> open(
      WorkspaceId workspace, DestinationId destination, String field, String origin, String sealed)
      throws StoreFailure;

  /**
   * The same content under the newest key; unchanged if it is under this key already.
   *
   * @param sealed that {@link #open} opens
   */
  String resealed(
      WorkspaceId workspace, DestinationId destination, String field, String origin, String sealed);
}
