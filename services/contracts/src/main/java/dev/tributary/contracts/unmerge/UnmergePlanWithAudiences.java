package dev.tributary.contracts.unmerge;

import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.unmerge.UnmergePlan.Side;
import java.util.Set;

/**
 * The two profiles that an unmerge would make of one, with the audiences that each would be in.
 *
 * @param stayerIn audience ids of the profile that stays
 * @param leaverIn audience ids of the new profile
 */
public record UnmergePlanWithAudiences(
    Side stays, Side leaves, Set<AudienceId> stayerIn, Set<AudienceId> leaverIn) {}
