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

  /**
   * A key that is sent as it is, in a header or in the query. Without the secret, requests have no
   * key.
   *
   * @param secret the secret setting that holds the key
   */
  record ApiKey(String secret, Position position) implements Authentication {
    /** Where requests have the key. */
    public sealed interface Position {}

    /**
     * @param prefix text before the key, such as {@code "Klaviyo-API-Key "}; empty for none
     */
    public record Header(String name, String prefix) implements Position {}

    /** A parameter of the query. */
    public record Query(String name) implements Position {}
  }

  /**
   * {@code Authorization: Basic} (RFC 7617). Without the secret, requests have no such header.
   *
   * @param user the setting that holds the user name
   * @param suffix text after the user name, such as {@code /token}; empty for none
   * @param secret the secret setting that holds the password
   */
  record Basic(String user, String suffix, String secret) implements Authentication {}
}
