package dev.tributary.destinations.declared;

import dev.tributary.contracts.KeyHash;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.credential.ConnectionAttempt;
import dev.tributary.destinations.credential.IssuedSession;
import dev.tributary.destinations.credential.IssuedSessions;
import dev.tributary.destinations.credential.Lease;
import dev.tributary.destinations.credential.SessionKey;
import dev.tributary.destinations.credential.SessionSeal;
import dev.tributary.destinations.credential.SessionStore;
import dev.tributary.destinations.credential.SharedSessions;
import dev.tributary.destinations.credential.StoredSession;
import dev.tributary.destinations.credential.StoredSessionBuilder;
import dev.tributary.destinations.protocol.Sessions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Sessions of one instance, which are kept in memory and not encrypted. Not thread-safe. */
final class MemorySessions implements SessionStore, SessionSeal {
  private final Map<SessionKey, StoredSession> sessions = new HashMap<>();
  private final Map<String, ConnectionAttempt> attempts = new HashMap<>();

  /**
   * Sessions as the engine has them.
   *
   * @param egress sends the requests for tokens
   */
  static Sessions of(Egress egress) {
    MemorySessions store = new MemorySessions();
    Clock clock = Clock.systemUTC();
    IssuedSessions issuing =
        new IssuedSessions(
            (request, timeout) -> egress.send(request),
            store,
            new KeyHash(new byte[16]),
            new Random(1),
            clock);
    return new SharedSessions(store, issuing, new Random(2), clock);
  }

  @Override
  public Optional<StoredSession> find(SessionKey key) {
    return Optional.ofNullable(sessions.get(key));
  }

  @Override
  public boolean lease(SessionKey key, long generation, Lease lease) {
    return generation == generation(key);
  }

  private long generation(SessionKey key) {
    StoredSession stored = sessions.get(key);
    return stored == null ? 0 : stored.generation();
  }

  @Override
  public void free(SessionKey key, long generation) {
    // There is no lease: the next call of a test is the next attempt.
  }

  @Override
  public void postpone(SessionKey key, long generation, String credentials, Duration atLeast) {
    // There is no pause: the next call of a test is the next attempt.
    StoredSession before = sessions.get(key);
    StoredSessionBuilder failed =
        before == null
            ? StoredSessionBuilder.builder()
                .generation(generation)
                .grant(0)
                .sealed(null)
                .credentials(credentials)
                .expiresAt(null)
                .refreshAt(null)
                .connectedBy(null)
                .connectedAt(null)
                .revokedAt(null)
                .failures(0)
                .pausedUntil(null)
                .failedWith(null)
            : StoredSessionBuilder.builder(before);
    sessions.put(key, failed.failures(before == null ? 1 : before.failures() + 1).build());
  }

  @Override
  public boolean save(SessionKey key, long generation, IssuedSession next) {
    if (generation != generation(key)) {
      return false;
    }
    StoredSession before = sessions.get(key);
    sessions.put(
        key,
        stored(
            next,
            generation + 1,
            before == null ? 0 : before.grant(),
            before == null ? null : before.connectedBy()));
    return true;
  }

  private static StoredSession stored(
      IssuedSession session, long generation, long grant, @Nullable String by) {
    return StoredSessionBuilder.builder()
        .generation(generation)
        .grant(grant)
        .sealed(session.sealed())
        .credentials(session.credentials())
        .expiresAt(session.expiresAt())
        .refreshAt(session.refreshAt())
        .connectedBy(by)
        .connectedAt(by == null ? null : Instant.EPOCH)
        .revokedAt(null)
        .failures(0)
        .pausedUntil(null)
        .failedWith(null)
        .build();
  }

  @Override
  public void end(SessionKey key, long generation) {
    sessions.computeIfPresent(
        key,
        (_, stored) ->
            stored.generation() == generation
                ? StoredSessionBuilder.builder(stored).expiresAt(Instant.EPOCH).build()
                : stored);
  }

  @Override
  public void reseal(SessionKey key, long generation, String sealed) {
    throw new AssertionError("There is one key");
  }

  @Override
  public boolean revoke(SessionKey key, long generation) {
    StoredSession stored = sessions.get(key);
    if (stored == null || stored.generation() != generation) {
      return false;
    }
    sessions.put(key, StoredSessionBuilder.builder(stored).revokedAt(Instant.EPOCH).build());
    return true;
  }

  @Override
  public void connect(SessionKey key, IssuedSession first, String by) {
    StoredSession before = sessions.get(key);
    long grant = before == null ? 1 : before.grant() + 1;
    sessions.put(key, stored(first, generation(key) + 1, grant, by));
  }

  @Override
  public void begin(ConnectionAttempt attempt) {
    attempts.put(attempt.stateHash(), attempt);
  }

  @Override
  public Optional<ConnectionAttempt> take(
      SessionKey key, String stateHash, String subject, Instant now) {
    return Optional.ofNullable(attempts.remove(stateHash))
        .filter(attempt -> attempt.key().equals(key) && attempt.subject().equals(subject));
  }

  @Override
  public String seal(
      WorkspaceId workspace, DestinationId destination, String field, String origin, String text) {
    return text;
  }

  @Override
  public Optional<String> open(
      WorkspaceId workspace,
      DestinationId destination,
      String field,
      String origin,
      String sealed) {
    return Optional.of(sealed);
  }

  @Override
  public String resealed(
      WorkspaceId workspace,
      DestinationId destination,
      String field,
      String origin,
      String sealed) {
    return sealed;
  }
}
