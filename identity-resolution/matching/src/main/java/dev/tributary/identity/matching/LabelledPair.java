package dev.tributary.identity.matching;

/** A pair for which a user has stated whether it is of one person. */
public record LabelledPair(Pair pair, boolean match) {}
