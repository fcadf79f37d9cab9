package dev.tributary.audience.membership;

import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;

/**
 * A membership that changed.
 *
 * @param rootEvent the event, row or command that caused the change
 * @param at business time in epoch milliseconds
 */
public record MembershipCause(
    WorkspaceId workspace,
    ProfileId profile,
    AudienceId audience,
    String rootEvent,
    boolean entered,
    long at) {}
