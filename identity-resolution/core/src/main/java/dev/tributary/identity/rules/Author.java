package dev.tributary.identity.rules;

/**
 * The user or API client that changes a setting.
 *
 * @param subject the subject of the token
 * @param name as it is at the time of the change
 */
public record Author(String subject, String name) {}
