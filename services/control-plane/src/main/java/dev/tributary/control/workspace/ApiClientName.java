package dev.tributary.control.workspace;

/**
 * The name of an API client, for answers that say who did something.
 *
 * @param id the id of the client's account, which is the subject of its tokens; a client has a
 *     second one after a rotation
 * @param name the name of the client in the workspace
 */
public record ApiClientName(String id, String name) {}
