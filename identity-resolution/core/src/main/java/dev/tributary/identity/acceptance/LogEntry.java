package dev.tributary.identity.acceptance;

import dev.tributary.contracts.id.WorkspaceId;

/**
 * A message that was read once, and its position. A position alone does not name a message: a log
 * that was recreated or restored uses its offsets again, for messages of any workspace.
 *
 * @param id the message's own id, from its headers
 */
public record LogEntry(WorkspaceId workspace, String id, LogPosition position) {}
