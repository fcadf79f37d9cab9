package dev.tributary.gateway.signin;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of Keycloak for one signed-in browser.
 *
 * @param accessTokenExpiry when the access token ends; the session outlives it by refreshing
 * @param keycloakSession Keycloak's id of its own session ({@code sid}), named in its back-channel
 *     sign-out
 */
public record Session(
    String idToken,
    String accessToken,
    @Nullable String refreshToken,
    Instant accessTokenExpiry,
    @Nullable String scope,
    String keycloakSession) {

  /** Tokens must not reach a log. */
  @Override
  public String toString() {
    return "Session[" + keycloakSession + "]";
  }
}
