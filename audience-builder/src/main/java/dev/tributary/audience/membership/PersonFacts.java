package dev.tributary.audience.membership;

import dev.tributary.audience.rule.Facts;

/**
 * A person with the facts for rules.
 *
 * @param now business time up to which everything about the person is decided
 */
public record PersonFacts(Person person, Facts facts, long now) {}
