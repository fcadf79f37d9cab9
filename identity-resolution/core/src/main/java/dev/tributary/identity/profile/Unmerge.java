package dev.tributary.identity.profile;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.id.ProfileId;
import java.time.Instant;
import java.util.List;

/**
 * How one person became two.
 *
 * @param profile the person that the identifiers left
 * @param into the person that they went to
 * @param by who requested it
 * @param cause the command
 */
public record Unmerge(
    ProfileId profile,
    ProfileId into,
    List<Identifier> identifiers,
    String by,
    String cause,
    Instant at) {
  /** The largest number of events that a profile may have for an unmerge. */
  public static final int MOST_EVENTS = 200_000;
}
