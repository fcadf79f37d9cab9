package dev.tributary.identity.consent;

/**
 * The answers of the sampled people about one purpose.
 *
 * @param granted the number of people who allow the purpose
 * @param denied the number of people who deny it
 */
public record PurposeTally(String purpose, int granted, int denied) {
  public int answered() {
    return granted + denied;
  }
}
