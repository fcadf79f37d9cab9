package dev.tributary.gateway.workspace;

import dev.tributary.runtime.tenancy.Role;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A new API client, with what it needs to sign in. The secret is shown this once.
 *
 * @param tokenUrl where it gets tokens, with grant type client_credentials
 */
public record ApiClientCredentials(
    String clientId,
    String name,
    Role role,
    boolean personalData,
    @Nullable Instant expiresAt,
    String secret,
    String tokenUrl) {

  static ApiClientCredentials of(ApiClient client, String secret, String tokenUrl) {
    return new ApiClientCredentials(
        client.clientId(),
        client.name(),
        client.role(),
        client.personalData(),
        client.expiresAt(),
        secret,
        tokenUrl);
  }

  /** The secret must not reach a log. */
  @Override
  public String toString() {
    return "ApiClientCredentials[" + clientId + "]";
  }
}
