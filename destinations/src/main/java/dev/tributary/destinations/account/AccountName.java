package dev.tributary.destinations.account;

/**
 * The names by which an account of a vendor is stored. Both are opaque.
 *
 * @param own of the account within a workspace: remembered places and open jobs belong to it
 * @param shared of the account within the installation: budgets belong to it, so workspaces that
 *     use one account keep its limits together. It is the same as {@code own} unless the vendor
 *     itself has named the account
 */
public record AccountName(String own, String shared) {

  /** An account that the vendor has not named. */
  public static AccountName of(String own) {
    return new AccountName(own, own);
  }
}
