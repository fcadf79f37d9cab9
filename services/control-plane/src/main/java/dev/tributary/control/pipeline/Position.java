package dev.tributary.control.pipeline;

import dev.tributary.contracts.Topic;

/** A partition of a topic. */
public record Position(Topic topic, int partition) {}
