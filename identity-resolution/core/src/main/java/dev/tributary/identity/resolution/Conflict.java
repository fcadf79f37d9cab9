package dev.tributary.identity.resolution;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.identity.claim.LeftOut.Reason;
import dev.tributary.identity.rules.TypeLimit;
import org.jspecify.annotations.Nullable;

/**
 * Two profiles that one input named, and that are not merged.
 *
 * @param limit the limit that would have been broken, for {@link Reason#LIMIT}
 * @param identifier the identifier that was left out
 * @param anchor the strongest identifier that counted
 * @param profile the profile to which the input was applied
 * @param other the profile to which the left-out identifier leads
 */
public record Conflict(
    Reason reason,
    @Nullable TypeLimit limit,
    Identifier identifier,
    Identifier anchor,
    ProfileId profile,
    ProfileId other) {}
