package dev.tributary.audience.rule.reader;

/**
 * An error in a rule that cannot be bound.
 *
 * @param pointer the place (RFC 6901), from the rule's root
 * @param detail the error, and the values that are accepted
 */
public record RuleError(String pointer, String detail) {}
