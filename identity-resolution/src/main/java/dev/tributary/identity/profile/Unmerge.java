package dev.tributary.identity.profile;

import dev.tributary.contracts.Identifier;
import java.time.Instant;
import java.util.List;

/**
 * How one person became two.
 *
 * @param profile whom the identifiers left
 * @param into whose they became
 * @param by who asked for it
 * @param cause the command
 */
public record Unmerge(
    String profile,
    String into,
    List<Identifier> identifiers,
    String by,
    String cause,
    Instant at) {}
