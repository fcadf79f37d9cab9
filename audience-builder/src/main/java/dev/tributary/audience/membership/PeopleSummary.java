package dev.tributary.audience.membership;

import dev.tributary.contracts.id.AudienceId;
import java.time.Instant;
import java.util.Map;

/**
 * The result of a read of all people.
 *
 * @param asOf business time up to which all of them are decided
 * @param memberships by audience, how many of the accepted people are in it; without audiences that
 *     hold none of them
 */
public record PeopleSummary(long people, Instant asOf, Map<AudienceId, Long> memberships) {}
