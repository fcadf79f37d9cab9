package dev.tributary.identity.matching;

/** A pair of which somebody knows whether it is of one person. */
public record Labelled(Pair pair, boolean match) {}
