package dev.tributary.gateway.workspace;

import org.jspecify.annotations.Nullable;

/**
 * Somebody who was invited. Neither e-mailed nor given a password: they had an account.
 *
 * @param emailed whether Keycloak sent them a link to set a password with
 * @param temporaryPassword for the first sign-in, which asks for one of their own; shown this once
 */
public record Invited(String id, boolean emailed, @Nullable String temporaryPassword) {

  /** The password must not reach a log. */
  @Override
  public String toString() {
    return "Invited[" + id + "]";
  }
}
