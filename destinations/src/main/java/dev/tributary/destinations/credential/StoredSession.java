package dev.tributary.destinations.credential;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A session as it is stored.
 *
 * @param generation 0 before the first session, then larger with each
 * @param grant the number of the consent that it was issued for; 0 if no user has consented
 * @param sealed the encrypted {@link SessionContent}; null before the first session
 * @param credentials the hash of the settings and secrets that it was issued for
 * @param expiresAt null if the vendor does not say
 * @param refreshAt when to get the next one, before this one expires; null if it does not expire
 * @param connectedBy the name of the user who connected the destination; null if nobody had to
 * @param connectedAt when; null if nobody had to
 * @param revokedAt since when the vendor refuses the grant; null while it does not
 * @param failures how many attempts to get the next session have failed since this one
 * @param pausedUntil no instance tries to get the next session before this time; null for no pause
 * @param failedWith the hash of the credentials that the pause is about; null if it is about all
 */
@RecordBuilder
public record StoredSession(
    long generation,
    long grant,
    @Nullable String sealed,
    String credentials,
    @Nullable Instant expiresAt,
    @Nullable Instant refreshAt,
    @Nullable String connectedBy,
    @Nullable Instant connectedAt,
    @Nullable Instant revokedAt,
    int failures,
    @Nullable Instant pausedUntil,
    @Nullable String failedWith) {

  /** Never shows secrets, sealed or not. */
  @Override
  public String toString() {
    return "StoredSession[" + generation + "]";
  }
}
