package dev.tributary.control.http.member;

import dev.tributary.control.workspace.ApiClients;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A rotation of the credentials of an API client.
 *
 * @param oldUntil until when the old credentials are valid; 7 days by default
 * @param expiresAt when the new credentials expire; if absent, they never expire
 */
public record ApiClientRotation(@Nullable Instant oldUntil, @Nullable Instant expiresAt) {

  ApiClients.Rotation times() {
    return new ApiClients.Rotation(oldUntil, expiresAt);
  }
}
