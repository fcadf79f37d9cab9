package dev.tributary.control.workspace;

import org.jspecify.annotations.Nullable;

/**
 * A person's account, which may be in several workspaces.
 *
 * @param invited whether the person has not set their first own password yet; false once they have,
 *     even if an operator asks them for another one
 * @param verifiedEmail their address, if they or an administrator have proved that it is theirs
 */
public record Account(
    String id, String username, boolean invited, @Nullable String verifiedEmail) {}
