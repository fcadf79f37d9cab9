package dev.tributary.control.workspace;

import dev.tributary.runtime.tenancy.Role;
import org.jspecify.annotations.Nullable;

/**
 * A person who may enter a workspace.
 *
 * @param id of their account, which says nothing about them
 * @param name first and last, as far as the account has them
 * @param invited whether the person has not set their own password yet
 */
public record Member(
    String id,
    String username,
    String name,
    @Nullable String email,
    Role role,
    boolean personalData,
    boolean invited) {

  boolean isAdmin() {
    return role == Role.ADMIN;
  }
}
