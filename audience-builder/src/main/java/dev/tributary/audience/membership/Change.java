package dev.tributary.audience.membership;

import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.membership.MembershipChange.Reason;

/**
 * A person entered or left an audience.
 *
 * @param at business time in epoch milliseconds
 */
public record Change(
    AudienceId audience,
    long definitionVersion,
    boolean enter,
    Reason reason,
    long sequence,
    long at) {}
