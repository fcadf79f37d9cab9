package dev.tributary.runtime.definition;

/**
 * The author of a change.
 *
 * @param id the token's subject
 * @param name at that time: a user name or a client id
 */
public record Author(String id, String name) {}
