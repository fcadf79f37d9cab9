package dev.tributary.identity.resolution;

import dev.tributary.contracts.Identifier;
import dev.tributary.identity.claim.LeftOut.Reason;
import dev.tributary.identity.rules.TypeLimit;
import org.jspecify.annotations.Nullable;

/**
 * Two people whom one input named, and who stay two.
 *
 * @param limit which one would have been broken, for {@link Reason#LIMIT}
 * @param identifier the one that was left out
 * @param anchor the strongest that counted
 * @param profile whom the input spoke of
 * @param other whom the identifier leads to
 */
public record Conflict(
    Reason reason,
    @Nullable TypeLimit limit,
    Identifier identifier,
    Identifier anchor,
    String profile,
    String other) {}
