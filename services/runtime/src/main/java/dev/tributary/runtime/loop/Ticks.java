package dev.tributary.runtime.loop;

import dev.tributary.contracts.Topic;

/**
 * Where a loop's time comes from.
 *
 * @param topic the one of its inputs that carries ticks
 * @param lookedAhead whether a partition whose time lags is read ahead, so that one workspace's
 *     backlog does not delay the time of the others
 */
public record Ticks(Topic topic, boolean lookedAhead) {}
