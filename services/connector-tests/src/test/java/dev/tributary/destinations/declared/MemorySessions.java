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
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

/** The sessions of one instance, which are kept in memory and as they are. */
final class MemorySessions implements SessionStore {
  private final Map<SessionKey, StoredSession> sessions = new ConcurrentHashMap<>();

  private MemorySessions() {}

  /**
   * @param egress that requests for tokens go through
   */
  static Sessions of(Egress egress) {
    Clock clock = Clock.systemUTC();
    IssuedSessions issuing =
        new IssuedSessions(
            (request, timeout) -> egress.send(request),
            new Unsealed(),
            new KeyHash(new byte[16]),
            new Random(1),
            clock);
    return new SharedSessions(new MemorySessions(), issuing, new Random(2), clock);
  }

  @Override
  public Optional<StoredSession> find(SessionKey key) {
    return Optional.ofNullable(sessions.get(key));
  }

  @Override
  public boolean lease(SessionKey key, long generation, Lease lease) {
    return true;
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
    sessions.put(
        key,
        StoredSessionBuilder.builder()
            .generation(generation + 1)
            .grant(0)
            .sealed(next.sealed())
            .credentials(next.credentials())
            .expiresAt(next.expiresAt())
            .refreshAt(next.refreshAt())
            .connectedBy(null)
            .connectedAt(null)
            .revokedAt(null)
            .failures(0)
            .pausedUntil(null)
            .failedWith(null)
            .build());
    return true;
  }

  @Override
  public void reseal(SessionKey key, long generation, String sealed) {
    throw new UnsupportedOperationException("there is one key");
  }

  @Override
  public boolean revoke(SessionKey key, long generation) {
    throw new UnsupportedOperationException("no user consents");
  }

  @Override
  public void connect(SessionKey key, IssuedSession first, String by) {
    throw new UnsupportedOperationException("no user consents");
  }

  @Override
  public void begin(ConnectionAttempt attempt) {
    throw new UnsupportedOperationException("no user consents");
  }

  @Override
  public Optional<ConnectionAttempt> take(
      SessionKey key, String stateHash, String subject, Instant now) {
    return Optional.empty();
  }

  private static final class Unsealed implements SessionSeal {
    @Override
    public String seal(
        WorkspaceId workspace,
        DestinationId destination,
        String field,
        String origin,
        String text) {
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
}
