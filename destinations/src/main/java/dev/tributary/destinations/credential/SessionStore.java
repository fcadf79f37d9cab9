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
   * or until the next session is saved. If the time of another caller is over, nobody has the right
   * during a pause: that caller may have a session that it could not save yet.
   *
   * @param generation of the present session; 0 if there is none
   * @return whether the caller has the right
   */
  boolean lease(SessionKey key, long generation, Lease lease) throws StoreFailure;

  /**
   * The attempt to get the next session has failed: nobody tries again with the same credentials
   * during a pause, which grows with each failure.
   *
   * @param credentials the hash of the settings and secrets of the attempt
   * @param atLeast the shortest pause
   */
  void postpone(SessionKey key, long generation, String credentials, Duration atLeast)
      throws StoreFailure;

  /** The attempt to get the next session did not begin: another caller may try at once. */
  void free(SessionKey key, long generation) throws StoreFailure;

  /**
   * Saves the next session.
   *
   * @return false if another caller was faster
   */
  boolean save(SessionKey key, long generation, IssuedSession next) throws StoreFailure;

  /** The vendor refuses the session, and its time has not passed: it is not used any more. */
  void end(SessionKey key, long generation) throws StoreFailure;

  /** Replaces the encryption of a session by one with a newer key. */
  void reseal(SessionKey key, long generation, String sealed) throws StoreFailure;

  /**
   * The vendor refuses the grant.
   *
   * @return false if another caller has saved a session meanwhile
   */
  boolean revoke(SessionKey key, long generation) throws StoreFailure;

  /**
   * Saves the first session of a new grant, whatever there was before. Sessions of other kinds end,
   * also those that are being issued now. The vendor must name the account again before anything is
   * sent.
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
