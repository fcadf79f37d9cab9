package dev.tributary.gateway.signin;

import io.smallrye.mutiny.Uni;
import java.util.Optional;

/**
 * The store of sessions, shared by all gateways. Every exception is a failure of the
 * infrastructure: for a session that does not exist, the answer is empty.
 */
public interface SessionStore {

  Uni<Optional<Session>> find(SessionId id);

  /** Stores or replaces the session for another idle period, and releases the refresh lock. */
  Uni<Void> save(SessionId id, Session session);

  Uni<Void> end(SessionId id);

  /** Ends the session that belongs to a Keycloak session. Does nothing if there is none. */
  Uni<Void> endOfKeycloak(String keycloakSession);

  /**
   * Takes the right to refresh this session's tokens for a few seconds. Keycloak accepts each
   * refresh token once, so of many parallel requests exactly one may use it.
   *
   * @param holder a name of the request that no other request has
   * @return false while another request holds the right
   */
  Uni<Boolean> lockRefresh(SessionId id, String holder);

  /** Extends the right by a few seconds. Does nothing if the holder no longer has it. */
  Uni<Void> renewRefresh(SessionId id, String holder);

  /** Gives the right back. Does nothing if the holder no longer has it. */
  Uni<Void> unlockRefresh(SessionId id, String holder);
}
