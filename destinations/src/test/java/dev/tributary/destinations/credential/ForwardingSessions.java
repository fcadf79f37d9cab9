package dev.tributary.destinations.credential;

import dev.tributary.destinations.protocol.StoreFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Passes all calls on. */
class ForwardingSessions implements SessionStore {
  private final SessionStore store;

  ForwardingSessions(SessionStore store) {
    this.store = store;
  }

  @Override
  public Optional<StoredSession> find(SessionKey key) throws StoreFailure {
    return store.find(key);
  }

  @Override
  public boolean lease(SessionKey key, long generation, Lease lease) throws StoreFailure {
    return store.lease(key, generation, lease);
  }

  @Override
  public void postpone(SessionKey key, long generation, String credentials, Duration atLeast)
      throws StoreFailure {
    store.postpone(key, generation, credentials, atLeast);
  }

  @Override
  public void free(SessionKey key, long generation) throws StoreFailure {
    store.free(key, generation);
  }

  @Override
  public boolean save(SessionKey key, long generation, IssuedSession next) throws StoreFailure {
    return store.save(key, generation, next);
  }

  @Override
  public void end(SessionKey key, long generation) throws StoreFailure {
    store.end(key, generation);
  }

  @Override
  public void reseal(SessionKey key, long generation, String sealed) throws StoreFailure {
    store.reseal(key, generation, sealed);
  }

  @Override
  public boolean revoke(SessionKey key, long generation) throws StoreFailure {
    return store.revoke(key, generation);
  }

  @Override
  public void connect(SessionKey key, IssuedSession first, String by) throws StoreFailure {
    store.connect(key, first, by);
  }

  @Override
  public void begin(ConnectionAttempt attempt) throws StoreFailure {
    store.begin(attempt);
  }

  @Override
  public Optional<ConnectionAttempt> take(
      SessionKey key, String stateHash, String subject, Instant now) throws StoreFailure {
    return store.take(key, stateHash, subject, now);
  }
}
