package dev.tributary.identity.suggestion;

import dev.tributary.contracts.Identifier;

/** Two identifiers of which somebody knows whether they are of one person. */
public record Label(Identifier one, Identifier other, boolean same) {}
