package dev.tributary.identity.replay;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.id.EventId;
import dev.tributary.contracts.id.ProfileId;
import java.util.List;
import java.util.Set;

/**
 * The part of a profile that belongs to another profile in the replay.
 *
 * @param from the profile
 * @param to the profile of the replay; {@link #NOBODY} for inputs that name no profile there
 * @param identifiers sorted
 * @param events how many events of the profile belong to the other
 * @param actionEvents the events among them that report an action of the person
 */
public record ProfilePart(
    ProfileId from,
    ProfileId to,
    Set<Identifier> identifiers,
    long events,
    List<EventId> actionEvents) {
  /** Stands for no profile of the replay, as a key beside real ids. No profile has this id. */
  public static final ProfileId NOBODY = new ProfileId("");
}
