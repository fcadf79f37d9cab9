package dev.tributary.gateway.approval;

/**
 * Who requests or decides.
 *
 * @param subject the token's subject, which never changes
 * @param name what people call them
 */
public record Participant(String subject, String name) {}
