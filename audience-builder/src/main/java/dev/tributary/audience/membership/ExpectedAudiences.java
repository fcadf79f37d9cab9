package dev.tributary.audience.membership;

import dev.tributary.contracts.id.AudienceId;
import java.time.Instant;
import java.util.Set;

/**
 * The expected decisions.
 *
 * @param now the audiences that the person is in
 * @param stays the audiences of the profile that stays
 * @param leaves the audiences of the profile that leaves
 * @param asOf business time of the answer
 * @param upToDate whether all messages about the person have arrived here
 */
public record ExpectedAudiences(
    Set<AudienceId> now,
    Set<AudienceId> stays,
    Set<AudienceId> leaves,
    Instant asOf,
    boolean upToDate) {}
