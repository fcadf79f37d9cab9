package dev.tributary.destinations.start;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.credential.SessionSeal;
import dev.tributary.runtime.secrets.SecretBox;
import dev.tributary.runtime.secrets.SecretPlace;

/** Encrypts sessions as the secrets of destinations are encrypted. */
record SecretBoxSeal(SecretBox secrets) implements SessionSeal {
  /** No setting of a connector begins so. */
  private static final String PREFIX = "/session/";

  @Override
  public String seal(
      WorkspaceId workspace, DestinationId destination, String field, String origin, String text) {
    return secrets.seal(place(workspace, destination, field, origin), text);
  }

  @Override
  public String open(
      WorkspaceId workspace,
      DestinationId destination,
      String field,
      String origin,
      String sealed) {
    return secrets.open(place(workspace, destination, field, origin), sealed);
  }

  private static SecretPlace place(
      WorkspaceId workspace, DestinationId destination, String field, String origin) {
    return new SecretPlace(workspace, destination.value(), PREFIX + field, origin);
  }
}
