package dev.tributary.control.approval;

/**
 * A person who requests or decides.
 *
 * @param subject the token's subject, which never changes
 * @param name the person's name
 */
public record Participant(String subject, String name) {}
