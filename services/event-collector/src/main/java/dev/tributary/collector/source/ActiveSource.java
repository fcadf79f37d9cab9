package dev.tributary.collector.source;

import dev.tributary.contracts.event.SourceKind;

/** A source that may write now. */
public record ActiveSource(String workspace, String id, int eventsPerSecond, SourceKind kind) {}
