package dev.tributary.gateway.workspace;

import java.util.Set;

/**
 * A person's account, which may be in several workspaces.
 *
 * @param invited whether they have yet to set a password of their own
 * @param workspaces where they hold a role or a right
 * @param otherRights whether they hold any that is of no workspace
 */
public record Account(
    String id, String username, boolean invited, Set<String> workspaces, boolean otherRights) {

  public Account {
    workspaces = Set.copyOf(workspaces);
  }

  /** Whether signing in as this person opens nothing but this workspace, to which they came new. */
  boolean isInvitedOnlyTo(String workspaceId) {
    return invited && !otherRights && workspaces.equals(Set.of(workspaceId));
  }

  boolean isInvitedElsewhere(String workspaceId) {
    return invited && workspaces.stream().anyMatch(held -> !held.equals(workspaceId));
  }

  boolean isMember(String workspaceId) {
    return workspaces.contains(workspaceId);
  }
}
