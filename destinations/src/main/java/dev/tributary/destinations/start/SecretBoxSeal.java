package dev.tributary.destinations.start;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.credential.SessionSeal;
import dev.tributary.destinations.protocol.StoreFailure;
import dev.tributary.runtime.secrets.SecretBox;
import dev.tributary.runtime.secrets.SecretPlace;
import dev.tributary.runtime.secrets.SecretUnreadable;
import java.util.Optional;

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
  public Optional<String> open(
      WorkspaceId workspace, DestinationId destination, String field, String origin, String sealed)
      throws StoreFailure {
    try {
      return Optional.of(secrets.open(place(workspace, destination, field, origin), sealed));
    } catch (SecretUnreadable e) {
      if (secrets.hasKeyOf(sealed)) {
        return Optional.empty();
      }
      throw new StoreFailure(e);
    }
  }

  @Override
  public String resealed(
      WorkspaceId workspace,
      DestinationId destination,
      String field,
      String origin,
      String sealed) {
    return secrets.resealed(place(workspace, destination, field, origin), sealed);
  }

  private static SecretPlace place(
      WorkspaceId workspace, DestinationId destination, String field, String origin) {
    return new SecretPlace(workspace, destination.value(), PREFIX + field, origin);
  }
}
