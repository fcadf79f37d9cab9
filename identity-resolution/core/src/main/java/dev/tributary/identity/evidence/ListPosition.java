package dev.tributary.identity.evidence;

import java.time.Instant;

/**
 * The position in a list by time at which the next page starts.
 *
 * @param time the time of the last entry before it
 * @param id the id of this entry
 */
public record ListPosition(Instant time, String id) {}
