package dev.tributary.destinations.credential;

import java.time.Duration;

/**
 * The right of one caller to get the next session.
 *
 * @param credentials the hash of the settings and secrets of the caller
 * @param time after which the right ends
 * @param grace the pause after a right that has ended without a session
 */
public record Lease(String credentials, Duration time, Duration grace) {}
