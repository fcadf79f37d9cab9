package dev.tributary.identity.rules;

/**
 * How many values of one type a profile may have, in the report about a profile that would have had
 * more.
 *
 * @param values at least 1
 */
public record TypeLimit(String type, int values, Period per) {}
