package dev.tributary.contracts.unmerge;

import dev.tributary.contracts.unmerge.Parting.Side;
import java.util.Set;

/**
 * The two whom an unmerge would make of one person, with the audiences that each would be in.
 *
 * @param stayerIn ids of audiences
 * @param leaverIn ids of audiences
 */
public record DecidedParting(Side stays, Side leaves, Set<String> stayerIn, Set<String> leaverIn) {}
