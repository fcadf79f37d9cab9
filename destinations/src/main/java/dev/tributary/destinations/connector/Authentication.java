package dev.tributary.destinations.connector;

/**
 * How requests prove who sends them. The engine adds it to each request, so that no connector
 * handles a secret.
 */
public sealed interface Authentication {
  /** Requests carry no credentials, or the protocol has its own. */
  record None() implements Authentication {}

  /**
   * {@code Authorization: Bearer} with a token (RFC 6750). Without the secret, requests have no
   * such header.
   *
   * @param secret the secret setting that holds the token
   */
  record Bearer(String secret) implements Authentication {}

  /**
   * A signature by Standard Webhooks 1.0 over the header {@code webhook-id}, the time and the body.
   * Without the secret, requests are not signed.
   *
   * @param secret the secret setting that holds the key
   */
  record StandardWebhooks(String secret) implements Authentication {}
}
