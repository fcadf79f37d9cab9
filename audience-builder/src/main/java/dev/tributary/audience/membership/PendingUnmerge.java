package dev.tributary.audience.membership;

import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;

/**
 * A profile that was part of another one.
 *
 * @param fromVersion the first version of {@code from} without it
 */
public record PendingUnmerge(
    ProfileId profile, WorkspaceId workspace, ProfileId from, long fromVersion) {}
