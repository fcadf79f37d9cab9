package dev.tributary.identity.replay;

import dev.tributary.contracts.id.WorkspaceId;

/**
 * The place of a replay: rows in the same tables as those of the workspace, under another name in
 * the column of the workspace. Nothing that happens in a replay copy is published.
 *
 * @param workspace the workspace whose history is replayed
 * @param name the name that its rows have in place of the workspace's id
 */
public record ReplayCopy(WorkspaceId workspace, WorkspaceId name) {}
