package dev.tributary.audience.rule;

/**
 * One thing in a rule that cannot be bound.
 *
 * @param pointer where (RFC 6901), from the rule's root
 * @param detail what is wrong and what would be accepted
 */
public record RuleError(String pointer, String detail) {}
