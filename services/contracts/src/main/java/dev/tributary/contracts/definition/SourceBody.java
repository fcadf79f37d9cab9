package dev.tributary.contracts.definition;

import dev.tributary.contracts.event.SourceKind;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A source of events, on {@code sources}.
 *
 * @param enabled a disabled source's keys are answered with 401
 * @param eventsPerSecond its rate limit
 * @param kind {@link SourceKind#SERVER} if an older version named none
 * @param writeKeys hashed; several, so that one can be rotated
 */
public record SourceBody(
    boolean enabled, int eventsPerSecond, @Nullable SourceKind kind, List<WriteKey> writeKeys) {
  public SourceBody {
    kind = SourceKind.orServer(kind);
  }

  @Override
  public SourceKind kind() {
    return SourceKind.orServer(kind);
  }

  /**
   * @param hash hex SHA-256 of the key: keys are long and random, so a fast hash is enough
   * @param hint the first characters, to distinguish keys on a screen
   */
  public record WriteKey(
      String id, String hash, String hint, Instant createdAt, @Nullable Instant revokedAt) {}
}
