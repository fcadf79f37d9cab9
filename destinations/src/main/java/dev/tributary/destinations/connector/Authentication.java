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
   * {@code Authorization: Basic} (RFC 7617). Without the secret, requests have no such header.
   *
   * @param user the setting that holds the name; it may be secret
   * @param password the secret setting
   */
  record Basic(String user, String password) implements Authentication {}

  /**
   * A key in a header. Without the secret, requests have no such header.
   *
   * @param name in lower case
   * @param prefix the beginning of the value, such as {@code Token }; may be empty
   * @param secret the secret setting that holds the key
   */
  record ApiKeyHeader(String name, String prefix, String secret) implements Authentication {}

  /**
   * A key in a parameter of the query. Without the secret, requests have no such parameter.
   *
   * @param name of the parameter
   * @param secret the secret setting that holds the key
   */
  record ApiKeyParameter(String name, String secret) implements Authentication {}

  /**
   * A signature by Standard Webhooks 1.0 over the header {@code webhook-id}, the time and the body.
   * Without the secret, requests are not signed.
   *
   * @param secret the secret setting that holds the key
   */
  record StandardWebhooks(String secret) implements Authentication {}
}
