package dev.tributary.identity.resolution;

import dev.tributary.contracts.Identifier;
import dev.tributary.identity.profile.Profile;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A profile, or a new identifier, that a claim names.
 *
 * @param named the identifiers that lead there, strongest first
 * @param person null if the identifier leads to no profile yet, or if its type is shared
 */
record Participant(List<Identifier> named, @Nullable Profile person) {
  Collection<Identifier> identifiers() {
    return person == null ? named : person.identifiers();
  }
}
