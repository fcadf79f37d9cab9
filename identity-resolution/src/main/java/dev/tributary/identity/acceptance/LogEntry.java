package dev.tributary.identity.acceptance;

/**
 * A message that was read once, and where it stood. A position alone does not name a message: a log
 * that was recreated or restored gives its offsets out again, to messages of any workspace.
 *
 * @param id the message's own id, as its headers say
 */
public record LogEntry(String workspace, String id, LogPosition position) {}
