package dev.tributary.identity.resolution;

import dev.tributary.contracts.Identifier;
import dev.tributary.identity.profile.Profile;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody whom a claim names.
 *
 * @param named by which identifiers, strongest first
 * @param person null where the identifier leads to nobody yet, or people share it
 */
record Participant(List<Identifier> named, @Nullable Profile person) {
  Collection<Identifier> identifiers() {
    return person == null ? named : person.identifiers();
  }
}
