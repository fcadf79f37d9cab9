package dev.tributary.control.workspace.invitation;

/**
 * An account that was just opened.
 *
 * @param temporaryPassword for the first sign-in, which asks for one of their own; shown this once
 */
public record NewAccount(String username, String temporaryPassword) {

  /** The password must not reach a log. */
  @Override
  public String toString() {
    return "NewAccount[" + username + "]";
  }
}
