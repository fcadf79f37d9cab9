package dev.tributary.identity.suggestion;

import dev.tributary.contracts.Identifier;

/** Two identifiers for which a user has stated whether they are of one person. */
public record Label(Identifier one, Identifier other, boolean same) {}
