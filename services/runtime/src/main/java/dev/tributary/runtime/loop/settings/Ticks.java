package dev.tributary.runtime.loop.settings;

import dev.tributary.contracts.Topic;

/**
 * Where a loop's time comes from.
 *
 * @param topic the input topic that carries ticks
 * @param lookedAhead whether a late partition is read ahead, so that one workspace's backlog does
 *     not delay the time of the others
 */
public record Ticks(Topic topic, boolean lookedAhead) {}
