package dev.tributary.gateway.workspace;

import org.jspecify.annotations.Nullable;

/**
 * A person's account, which may be in several workspaces.
 *
 * @param invited whether they have yet to set a password of their own
 * @param verifiedEmail their address, if they or an administrator have proved that it is theirs
 */
public record Account(
    String id, String username, boolean invited, @Nullable String verifiedEmail) {}
