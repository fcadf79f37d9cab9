package dev.tributary.destinations.pacing;

/**
 * The answer to an {@link Ask}.
 *
 * @param granted whether the request may leave
 * @param millis when it may leave, or when to ask again, in milliseconds from now
 */
public record Decision(boolean granted, long millis) {}
