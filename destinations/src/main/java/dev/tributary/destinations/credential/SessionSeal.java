package dev.tributary.destinations.credential;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.WorkspaceId;

/** Encrypts sessions for one destination and one receiver. Thread-safe. */
public interface SessionSeal {
  /**
   * @param field what is sealed
   * @param origin of the destination's secrets: for another origin, the text does not open
   */
  String seal(
      WorkspaceId workspace, DestinationId destination, String field, String origin, String text);

  /**
   * @throws RuntimeException if the text was sealed for another destination, field or origin
   */
  String open(
      WorkspaceId workspace, DestinationId destination, String field, String origin, String sealed);
}
