package dev.tributary.collector.source;

/** A source that may write now. */
public record ActiveSource(String workspace, String id, int eventsPerSecond) {}
