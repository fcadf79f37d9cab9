package dev.tributary.destinations.credential;

import java.time.Instant;

/**
 * A user who was sent to the vendor to consent, and has not come back yet.
 *
 * @param stateHash the hash of the state that the vendor returns
 * @param subject the user, as tokens name the user
 * @param sealed encrypted: the PKCE verifier, and the address to which the user comes back
 */
public record ConnectionAttempt(
    SessionKey key, String stateHash, String subject, String sealed, Instant expiresAt) {

  /** Never shows secrets, sealed or not. */
  @Override
  public String toString() {
    return "ConnectionAttempt[" + key + "]";
  }
}
