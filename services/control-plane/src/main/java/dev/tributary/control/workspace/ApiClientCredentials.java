package dev.tributary.control.workspace;

import dev.tributary.runtime.tenancy.Role;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A new API client, with what it needs to sign in. The secret is shown this once.
 *
 * @param clientId the id with which the client gets tokens: the key of the workspace, a dot and the
 *     name, for example {@code shop.importer}; after a rotation a number can follow, for example
 *     {@code shop.importer.2}
 * @param name the name of the client in the workspace; a rotation keeps it
 * @param role what the client may do in the workspace: {@code viewer}, {@code marketer}, {@code
 *     engineer} or {@code admin}; each role includes the roles before it
 * @param personalData whether the client may see personal data
 * @param expiresAt when the client expires and gets no more tokens; null if it never expires
 * @param secret the password with which the client gets tokens; only the answer that creates the
 *     credentials contains it
 * @param tokenUrl the address at which the client gets tokens, with the grant type {@code
 *     client_credentials}
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
