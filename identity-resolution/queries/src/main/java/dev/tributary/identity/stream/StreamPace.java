package dev.tributary.identity.stream;

import java.time.Duration;

/**
 * How often the decisions of a workspace are read.
 *
 * @param interval the shortest pause between two reads
 * @param quiet the time after which the store is also read without a change, because a change can
 *     be lost
 */
public record StreamPace(Duration interval, Duration quiet) {}
