package dev.tributary.identity.resolution;

import dev.tributary.contracts.Identifier;
import dev.tributary.identity.claim.LeftOut.Reason;

/**
 * Two people whom one input named, and who stay two.
 *
 * @param identifier the one that was left out
 * @param anchor the strongest that counted
 * @param profile whom the input spoke of
 * @param other whom the identifier leads to
 */
public record Conflict(
    Reason reason, Identifier identifier, Identifier anchor, String profile, String other) {}
