package dev.tributary.identity.resolution;

import dev.tributary.identity.claim.Claim;
import java.util.List;

/**
 * The decision about a claim.
 *
 * @param claim with the identifiers that count; there is always one
 */
public record Decision(Resolution resolution, Claim claim, List<Conflict> conflicts) {}
