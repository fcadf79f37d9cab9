package dev.tributary.control.workspace;

import dev.tributary.runtime.tenancy.Role;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A program that may call the API for one workspace.
 *
 * @param clientId the client id, with which the client gets tokens
 * @param name the name of the client in the workspace; during a rotation, two clients have the same
 *     name
 * @param role what the client may do in the workspace: {@code viewer}, {@code marketer}, {@code
 *     engineer} or {@code admin}; each role includes the roles before it
 * @param personalData whether the client may see personal data
 * @param expiresAt when the client expires and gets no more tokens; null if it never expires
 * @param lastUsedAt when it last called the API, to the minute; null if it never has
 */
public record ApiClient(
    String clientId,
    String name,
    Role role,
    boolean personalData,
    @Nullable Instant expiresAt,
    @Nullable Instant lastUsedAt) {

  ApiClient usedAt(@Nullable Instant last) {
    return new ApiClient(clientId, name, role, personalData, expiresAt, last);
  }

  public ApiClient until(Instant end) {
    return new ApiClient(clientId, name, role, personalData, end, lastUsedAt);
  }

  /** The same program under another id. */
  ApiClient as(String nextId, @Nullable Instant until) {
    return new ApiClient(nextId, name, role, personalData, until, null);
  }

  boolean isExpired(Instant now) {
    return expiresAt != null && !expiresAt.isAfter(now);
  }
}
