package dev.tributary.destinations.credential;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.connector.Authentication;
import dev.tributary.destinations.connector.Target;

/**
 * Names a session.
 *
 * @param kind {@code token} or {@code csrf}: a destination can have one session of each kind
 */
public record SessionKey(WorkspaceId workspace, DestinationId destination, String kind) {
  /** The kind of access tokens. */
  public static final String TOKEN = "token";

  private static final String CSRF = "csrf";

  static SessionKey of(Authentication authentication, Target target) {
    return new SessionKey(
        target.workspace(),
        target.destination(),
        authentication instanceof Authentication.CsrfSession ? CSRF : TOKEN);
  }

  static SessionKey token(Target target) {
    return new SessionKey(target.workspace(), target.destination(), TOKEN);
  }
}
