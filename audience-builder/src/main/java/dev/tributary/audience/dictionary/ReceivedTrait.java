package dev.tributary.audience.dictionary;

import dev.tributary.contracts.id.WorkspaceId;

/**
 * A trait that was received.
 *
 * @param at business time in epoch milliseconds
 */
public record ReceivedTrait(WorkspaceId workspace, String trait, long at) {}
