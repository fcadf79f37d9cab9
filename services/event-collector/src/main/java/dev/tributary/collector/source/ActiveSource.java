package dev.tributary.collector.source;

import dev.tributary.contracts.event.SourceKind;
import dev.tributary.contracts.id.SourceId;
import dev.tributary.contracts.id.WorkspaceId;

/** A source that may write now. */
public record ActiveSource(
    WorkspaceId workspace, SourceId id, int eventsPerSecond, SourceKind kind) {}
