package dev.tributary.gateway.workspace;

import java.util.Set;

/**
 * A person's account, which may be in several workspaces.
 *
 * @param invited whether they have yet to set a password of their own
 * @param workspaces where they hold a role or a right
 */
public record Account(String id, String username, boolean invited, Set<String> workspaces) {

  public Account {
    workspaces = Set.copyOf(workspaces);
  }
}
