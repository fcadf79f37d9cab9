package dev.tributary.identity.rules;

/**
 * How many values of one type a profile may have.
 *
 * @param values at least 1
 * @param per the period in which values are counted: {@code ever}, or the last {@code day}, {@code
 *     week}, {@code month} (30 days) or {@code year} (365 days) before the input
 */
public record Limit(int values, Period per) {}
