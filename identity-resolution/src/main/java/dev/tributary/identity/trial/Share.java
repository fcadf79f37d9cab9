package dev.tributary.identity.trial;

import dev.tributary.contracts.Identifier;
import java.util.List;
import java.util.Set;

/**
 * What somebody has of a person that is another's by the replay.
 *
 * @param from the profile
 * @param to the person of the replay; {@link #NOBODY} for what names nobody there
 * @param identifiers sorted
 * @param events how many were the profile's, and are the other's
 * @param deeds those of them that say what somebody did
 */
public record Share(
    String from, String to, Set<Identifier> identifiers, long events, List<String> deeds) {
  public static final String NOBODY = "";
}
