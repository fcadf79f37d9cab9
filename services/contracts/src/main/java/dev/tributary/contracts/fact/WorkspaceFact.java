package dev.tributary.contracts.fact;

import dev.tributary.contracts.id.WorkspaceId;

/** A fact, and the workspace that it is about. */
public record WorkspaceFact(WorkspaceId workspace, Fact fact) {}
