package dev.tributary.destinations.credential;

import dev.tributary.destinations.protocol.StoreFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Keeps sessions for all instances; each method is one committed transaction. A method that has a
 * generation has no effect if the session has another one by now. Thread-safe.
 */
public interface SessionStore {
  Optional<StoredSession> find(SessionKey key) throws StoreFailure;

  /**
   * Takes the right to get the next session. Of several callers, one has it until the time is over,
   * or until the next session is saved.
   *
   * @param generation of the present session; 0 if there is none
   * @return whether the caller has the right
   */
  boolean lease(SessionKey key, long generation, Duration time) throws StoreFailure;

  /** The attempt to get the next session has failed: nobody tries again before the pause ends. */
  void postpone(SessionKey key, long generation, Duration pause) throws StoreFailure;

  /**
   * Saves the next session.
   *
   * @return false if another caller was faster
   */
  boolean save(SessionKey key, long generation, IssuedSession next) throws StoreFailure;

  /**
   * The vendor refuses the grant.
   *
   * @return false if another caller has saved a session meanwhile
   */
  boolean revoke(SessionKey key, long generation) throws StoreFailure;

  /**
   * Saves the first session of a new grant, whatever there was before. The vendor must name the
   * account again before anything is sent.
   *
   * @param by the name of the user who connected the destination
   */
  void connect(SessionKey key, IssuedSession first, String by) throws StoreFailure;

  /** Keeps an attempt of a user to connect a destination. */
  void begin(ConnectionAttempt attempt) throws StoreFailure;

  /**
   * Takes an attempt of this user that has not expired: a second call does not find it.
   *
   * @param stateHash of {@link ConnectionAttempt}
   */
  Optional<ConnectionAttempt> take(SessionKey key, String stateHash, String subject, Instant now)
      throws StoreFailure;
}
