package dev.tributary.identity.rules;

/**
 * How many values of one type a person may have, as it is told of who would have had more.
 *
 * @param values at least 1
 */
public record TypeLimit(String type, int values, Period per) {}
