package dev.tributary.destinations.credential;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A session to be stored: as {@link StoredSession} describes it.
 *
 * @param sealed the encrypted {@link SessionContent}
 */
public record IssuedSession(
    String sealed, String credentials, @Nullable Instant expiresAt, @Nullable Instant refreshAt) {

  /** Never shows secrets, sealed or not. */
  @Override
  public String toString() {
    return "IssuedSession[" + expiresAt + "]";
  }
}
