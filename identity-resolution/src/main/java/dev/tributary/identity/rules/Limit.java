package dev.tributary.identity.rules;

/**
 * How many values of one type a profile may have.
 *
 * @param values at least 1
 */
public record Limit(int values, Period per) {}
