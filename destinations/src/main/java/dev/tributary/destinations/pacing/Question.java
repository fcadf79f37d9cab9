package dev.tributary.destinations.pacing;

import java.time.Duration;
import java.util.List;

/**
 * A question whether a request may leave.
 *
 * @param account an opaque name of the account
 * @param needs of each at least what is enough for it is taken, or nothing of any
 * @param connections at most so many requests of the account at a time; 0 for any number, and for
 *     requests that use the connection of an earlier one
 * @param patience how long the caller waits for a reserved time
 */
public record Question(
    String account, Flow flow, List<Need> needs, int connections, Duration patience) {}
